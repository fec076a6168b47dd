import { describe, expect, it } from 'vitest';
import { sha256 } from './model-folder.ts';
import { pairSpace } from './pair-space.ts';

const bytes = new TextEncoder().encode('{"model_type":"clip"}');

describe('pairSpace', () => {
  it('is the hash of the file that describes a pair', () => {
    expect(pairSpace({ model_type: 'clip' }, bytes)).toBe(sha256(bytes));
    const openClip = { model_cfg: { embed_dim: 8, vision_cfg: {}, text_cfg: {} } };
    expect(pairSpace(openClip, bytes)).toBe(sha256(bytes));
  });

  it('is null for a model that is no pair', () => {
    expect(pairSpace({ model_type: 'bert' }, bytes)).toBeNull();
    expect(pairSpace({}, bytes)).toBeNull();
    expect(pairSpace({ model_cfg: { embed_dim: 8, vision_cfg: {} } }, bytes)).toBeNull();
  });
});
