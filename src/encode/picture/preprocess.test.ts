import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { huggingFaceRules } from './hugging-face-rules.ts';
import { createPreprocessor } from './preprocess.ts';
import { timmRules } from './timm-rules.ts';

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
  huggingFaceRules({ ...valid, ...change }, 'folder/preprocessor_config.json');

describe('preprocess', () => {
  it.each(golden.cases.map(c => [c.name, c.picture, c] as const))(
    'gives the numbers of NumPy and Pillow: %s, picture %i',
    (_name, number, { config, shape, places, values, means }) => {
      const source = golden.pictures[number];
      const image = { ...source, data: new Uint8Array(Buffer.from(source.data, 'base64')) };
      const rules = huggingFaceRules(config, 'golden');
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

  it('refuses a strip that would vanish', () => {
    const rules = timmRules({ crop_mode: 'border', input_size: [3, 8, 8] }, 'golden');
    const strip = { width: 1, height: 400, data: new Uint8Array(1200) };
    expect(() => createPreprocessor(rules)(strip, new Float32Array(3 * 64), 0)).toThrow(
      '[E_IMAGE]',
    );
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

describe('huggingFaceRules', () => {
  it('takes a file that names no processor for ViT', () => {
    expect(rulesOf({ size: 8 }).output).toEqual({ width: 8, height: 8 });
  });

  it.each(['ViTImageProcessor', 'ViTImageProcessorFast', 'ViTFeatureExtractor'])(
    'takes %s for the same, and null for what is not said',
    image_processor_type => {
      const nulls = { crop_size: null, do_pad: null, resample: null, do_center_crop: null };
      const size = { height: 8, width: 8, shortest_edge: null, longest_edge: null };
      expect(rulesOf({ image_processor_type, ...nulls, size })).toEqual(rulesOf({}));
    },
  );

  it('takes one mean for all channels', () => {
    const one = rulesOf({ image_mean: 0.5, image_std: 0.25 });
    const mean = [0.5, 0.5, 0.5];
    expect(one).toEqual(rulesOf({ image_mean: mean, image_std: [0.25, 0.25, 0.25] }));
  });

  it('adds no field for a step that a model does not have: its fingerprint stays', () => {
    expect(Object.keys(rulesOf({})).sort()).toEqual(
      ['centerCrop', 'filter', 'normalize', 'output', 'rescale', 'resize'].sort(),
    );
  });

  it.each([
    ['an unknown processor', { image_processor_type: 'ImageGPTImageProcessor' }],
    ['patches of free number', { image_processor_type: 'Siglip2ImageProcessor' }],
    ['an offset where there is none', { rescale_offset: true }],
    ['blue first where there is no such thing', { do_flip_channel_order: true }],
    ['a bound without a shortest edge', { do_center_crop: true, size: { longest_edge: 9 } }],
    ['a crop by one edge', { do_center_crop: true, crop_size: { shortest_edge: 8 } }],
    ['ConvNext with a rectangle', { image_processor_type: 'ConvNextImageProcessor' }],
    [
      'Sam without a frame',
      { image_processor_type: 'SamImageProcessor', size: { longest_edge: 8 } },
    ],
    [
      'Sam with a frame that is too small',
      {
        image_processor_type: 'SamImageProcessor',
        size: { longest_edge: 8 },
        pad_size: { height: 7, width: 9 },
      },
    ],
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
        ? huggingFaceRules([], 'folder/preprocessor_config.json')
        : rulesOf(change);
    expect(read).toThrow(/folder\/preprocessor_config\.json: .*\[E_MODEL\]/);
  });
});
