import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createPreprocessor } from './preprocess.ts';
import { preprocessRules } from './preprocess-rules.ts';

interface Golden {
  readonly pictures: readonly { width: number; height: number; data: string }[];
  readonly cases: readonly {
    name: string;
    picture: number;
    config: Record<string, unknown>;
    shape: [number, number, number];
    places: number[];
    values: number[];
    means: number[];
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(new URL('./golden/preprocess.json', import.meta.url), 'utf8'),
);
const valid = { size: { height: 8, width: 8 }, image_mean: [0, 0, 0], image_std: [1, 1, 1] };
const rulesOf = (change: Record<string, unknown>) =>
  preprocessRules({ ...valid, ...change }, 'folder/preprocessor_config.json');

describe('preprocess', () => {
  it.each(golden.cases.map(c => [c.name, c.picture, c] as const))(
    'gives the numbers of NumPy and Pillow: %s, picture %i',
    (_name, number, { config, shape, places, values, means }) => {
      const source = golden.pictures[number];
      const image = { ...source, data: new Uint8Array(Buffer.from(source.data, 'base64')) };
      const rules = preprocessRules(config, 'golden');
      expect([3, rules.output.height, rules.output.width]).toEqual(shape);
      const plane = shape[1] * shape[2];
      const batch = new Float32Array(3 * plane + 2).fill(-77);
      createPreprocessor(rules)(image, batch, 1);
      expect([batch[0], batch[batch.length - 1]]).toEqual([-77, -77]);
      const slot = batch.subarray(1, batch.length - 1);
      expect(places.map(place => slot[place])).toEqual(values);
      means.forEach((mean, channel) => {
        const values = slot.subarray(channel * plane, (channel + 1) * plane);
        expect(values.reduce((sum, value) => sum + value, 0) / plane).toBeCloseTo(mean, 9);
      });
    },
  );
});

describe('createPreprocessor', () => {
  it('refuses a strip whose proportions would make it endless', () => {
    const change = { size: { shortest_edge: 224 }, do_center_crop: true, crop_size: 224 };
    const preprocess = createPreprocessor(rulesOf(change));
    const strip = { width: 1, height: 400, data: new Uint8Array(1200) };
    expect(() => preprocess(strip, new Float32Array(3 * 224 * 224), 0)).toThrow('[E_IMAGE]');
  });

  it('writes over what an earlier picture left', () => {
    const rules = rulesOf({ do_resize: false, do_center_crop: true, crop_size: 6 });
    const preprocess = createPreprocessor(rules);
    const picture = (side: number, value: number) => ({
      width: side,
      height: side,
      data: new Uint8Array(side * side * 3).fill(value),
    });
    const batch = new Float32Array(3 * 36);
    preprocess(picture(6, 255), batch, 0);
    preprocess(picture(2, 51), batch, 0);
    expect(batch.filter(value => value > 0)).toEqual(new Float32Array(12).fill(0.2));
  });
});

describe('preprocessRules', () => {
  it('takes a file that names no processor for ViT', () => {
    expect(rulesOf({ size: 8 }).output).toEqual({ width: 8, height: 8 });
  });

  it.each([
    ['an unknown processor', { image_processor_type: 'LevitImageProcessor' }],
    ['a step that is not taken', { do_pad: true }],
    ['no size', { size: undefined }],
    ['a size of another kind', { size: { longest_edge: 8 } }],
    ['a filter that Pillow lacks', { resample: 6 }],
    ['no mean', { image_mean: undefined }],
    ['a standard deviation of zero', { image_std: [1, 0, 1] }],
    ['pictures of different sizes', { size: { shortest_edge: 8 } }],
    ['crop_pct where it has no meaning', { crop_pct: 0.9 }],
    ['a file that is not an object', undefined],
  ])('refuses %s and names the file', (_name, change) => {
    const read = () =>
      change === undefined
        ? preprocessRules([], 'folder/preprocessor_config.json')
        : rulesOf(change);
    expect(read).toThrow(/folder\/preprocessor_config\.json: .*\[E_MODEL\]/);
  });
});
