import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../data/index.ts';
import { huggingFaceRules } from './hugging-face-rules.ts';
import { openClipRules } from './open-clip-rules.ts';
import { createPreprocessor, type PixelLayout } from './preprocess.ts';
import type { PreprocessRules } from './preprocess-rules.ts';
import { timmRules } from './timm-rules.ts';

interface Golden {
  readonly pictures: readonly { name: string; file: string }[];
  readonly cases: readonly {
    source: 'hugging-face' | 'timm' | 'open_clip';
    name: string;
    config: Record<string, unknown>;
    shape: [number, number, number];
    sha256: string[];
    last: number[];
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(new URL('./golden/preprocess-processors.json', import.meta.url), 'utf8'),
);
const pictures = await Promise.all(
  golden.pictures.map(async ({ name, file }) => ({
    name,
    image: await decodeImage(new Uint8Array(Buffer.from(file, 'base64'))),
  })),
);
const readers = {
  'hugging-face': huggingFaceRules,
  timm: timmRules,
  open_clip: (config: unknown, place: string) => openClipRules(config, 224, place),
};

function tensorOf(rules: PreprocessRules, picture: number, layout?: PixelLayout): Float32Array {
  const { output } = rules;
  const batch = new Float32Array(3 * output.width * output.height);
  createPreprocessor(rules, layout)(pictures[picture].image, batch, 0);
  return batch;
}

const digest = (values: Float32Array) =>
  createHash('sha256').update(new Uint8Array(values.buffer)).digest('hex').slice(0, 32);

describe('the rules of a whole processor', () => {
  it.each(golden.cases.map(entry => [entry.name, entry] as const))(
    'give its numbers to the last bit: %s',
    (_name, { source, config, shape, sha256, last }) => {
      const rules = readers[source](config, 'golden');
      expect([3, rules.output.height, rules.output.width]).toEqual(shape);
      const tensors = pictures.map((_, i) => tensorOf(rules, i));
      const end = 2 * shape[1] * shape[2] - 1;
      expect(tensors.map(values => values[end])).toEqual(last);
      const named = (digests: readonly string[]) =>
        Object.fromEntries(digests.map((text, i) => [pictures[i].name, text]));
      expect(named(tensors.map(digest))).toEqual(named(sha256));
    },
  );
});

describe('createPreprocessor', () => {
  it('writes the same numbers in either layout, around and inside a border', () => {
    const config = { input_size: [3, 18, 14], crop_mode: 'border', crop_pct: 0.9 };
    const rules = timmRules(config, 'golden');
    const plane = 18 * 14;
    pictures.forEach((_, picture) => {
      const first = tensorOf(rules, picture, 'channels first');
      const last = tensorOf(rules, picture, 'channels last');
      const turned = first.map((_, i) => first[(i % 3) * plane + Math.floor(i / 3)]);
      expect(last).toEqual(turned);
    });
  });
});
