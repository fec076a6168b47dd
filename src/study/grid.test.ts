import { describe, expect, test } from 'vitest';
import { cellKey, headLabel, planCells } from './grid.ts';
import { parsePlan } from './plan-file.ts';
import { alignerResult } from './planned-aligner.ts';
import type { EncoderResult } from './results.ts';

function encoder(modality: 'image' | 'text', name: string, dimension: number): EncoderResult {
  return {
    id: `${modality}/${name}`,
    modality,
    name,
    model: name,
    dimension,
    fingerprint: `fingerprint of ${name}`,
    settings: {},
    rows: 1,
    distinct: 1,
    encodedNow: 0,
    failed: [],
    notices: [],
    extraction: { vectors: 1, seconds: 1, perSecond: 1 },
    latency: null,
    bytesOnDisk: 1,
  };
}

const plan = (lines: string) =>
  parsePlan(`name: grid\ndataset: { adapter: sample, folder: s }\n${lines}`);

const image = encoder('image', 'a', 8);
const text = encoder('text', 'b', 4);

describe('the grid', () => {
  test('is every fused head under every aligner, and every single one on its own encoder', () => {
    const cells = planCells(
      plan('align: [none, { shift: { lambda: [0.5, 1] } }]\nfuse: [image, text, early]\n'),
      [image, encoder('image', 'c', 8)],
      [text],
    );
    expect(cells.map(({ id }) => id)).toEqual([
      'a/none/image',
      'c/none/image',
      'b/none/text',
      'a+b/none/early',
      'a+b/shift(0.5)/early',
      'a+b/shift(1)/early',
      'c+b/none/early',
      'c+b/shift(0.5)/early',
      'c+b/shift(1)/early',
    ]);
  });

  test('a plan that centres centres single modalities too', () => {
    const cells = planCells(plan('align: [none, center]\nfuse: [image, early]\n'), [image], [text]);
    expect(cells.map(({ id }) => id)).toEqual([
      'a/none/image',
      'a/center/image',
      'a+b/none/early',
      'a+b/center/early',
    ]);
  });

  test('stretches all fused cells of a pair where one of them needs it, and none elsewhere', () => {
    const rules = (lines: string, texts = [text]) =>
      planCells(plan(lines), [image], texts).map(
        ({ aligner }) => `${aligner.kind} ${alignerResult(aligner).dimensions}`,
      );
    expect(rules('align: [none, { shift: { lambda: 1 } }]\nfuse: [image, early]\n')).toEqual([
      'none keep',
      'none interpolate',
      'shift interpolate',
    ]);
    expect(rules('align: [none, center]\nfuse: [early]\n')).toEqual(['none keep', 'center keep']);
    expect(
      rules('align: [none, { shift: { lambda: 1, dimensions: pad } }]\nfuse: [early]\n'),
    ).toEqual(['none pad', 'shift pad']);
    const same = [encoder('text', 'd', 8)];
    expect(rules('align: [none, { shift: { lambda: 1 } }]\nfuse: [early]\n', same)).toEqual([
      'none keep',
      'shift interpolate',
    ]);
  });

  test('a label says what departs from the defaults', () => {
    expect(headLabel({ name: 'early', hidden: 128, dropout: 0.2 })).toBe('early');
    expect(headLabel({ name: 'early', hidden: 64, dropout: 0.2 })).toBe('early-64');
    expect(headLabel({ name: 'late', hidden: 64, dropout: 0 })).toBe('late-dropout0');
  });

  test('a key changes with the rows, the encoder, the aligner, the head, the training and how vectors are stored, with nothing else', () => {
    const base = plan('fuse: [early]\n');
    const elsewhere = { folder: 'elsewhere', language: 'es' as const, gallery: 3 };
    const [design] = planCells(base, [image], [text]);
    const key = cellKey(design, base, { hash: 'rows' });
    expect(cellKey(design, { ...base, name: 'other', report: elsewhere }, { hash: 'rows' })).toBe(
      key,
    );
    expect(cellKey(design, base, { hash: 'other rows' })).not.toBe(key);
    const variants = [
      { ...design, image: encoder('image', 'z', 8) },
      { ...design, aligner: { kind: 'center' } as const },
      { ...design, head: { ...design.head, hidden: 64 } },
    ];
    for (const variant of variants) expect(cellKey(variant, base, { hash: 'rows' })).not.toBe(key);
    const slower = { ...base, train: { ...base.train, rate: 0.1 } };
    expect(cellKey(design, slower, { hash: 'rows' })).not.toBe(key);
    const halved = { ...base, store: { ...base.store, precision: 'float16' as const } };
    expect(cellKey(design, halved, { hash: 'rows' })).not.toBe(key);
    const moved = { ...base, store: { ...base.store, folder: 'elsewhere' } };
    expect(cellKey(design, moved, { hash: 'rows' })).toBe(key);
  });
});
