import { describe, expect, it } from 'vitest';
import {
  decodeFingerprint,
  decodeLimits,
  decodeOptions,
  decodeSeconds,
  pictureInputSchema,
} from './index.ts';

describe('decodeOptions', () => {
  it('fills in the defaults and takes its own result again', () => {
    const options = decodeOptions({ bands: [4, 3, 2] });
    expect(options).toMatchObject({ frame: 'middle', window: 'file', scale: 'auto' });
    expect(decodeOptions(structuredClone(options))).toEqual(options);
    expect(JSON.parse(JSON.stringify(options))).toMatchObject({ bands: [4, 3, 2] });
  });

  it.each([
    { frame: 0 },
    { frame: 1.5 },
    { window: { center: 40, width: 0 } },
    { window: { center: Number.NaN, width: 400 } },
    { scale: 0 },
    { scale: -1 },
    { scale: { min: 5, max: 5 } },
    { bands: [] },
    { bands: [1, 2] },
    { bands: [0, 1, 2] },
    { centerCrop: { width: 0, height: 5 } },
    { maxPixels: 0 },
    { timeoutSeconds: 3601 },
  ])('refuses %j', options => {
    expect(() => decodeOptions(options)).toThrow('[E_OPTION]');
  });

  it('leaves out what is no option of decoding', () => {
    const options = { workers: 4, maxPixels: 5 };
    expect(decodeOptions(options)).not.toHaveProperty('workers');
  });
});

describe('pictureInputSchema', () => {
  it('accepts an empty section and refuses unknown keys', () => {
    expect(pictureInputSchema.parse({})).toMatchObject({ maxPixels: 100_000_000 });
    expect(pictureInputSchema.safeParse({ bandz: [1] }).success).toBe(false);
  });
});

describe('decodeFingerprint', () => {
  it('is empty for the defaults and for limits, which change no pixel', () => {
    expect(decodeFingerprint()).toEqual({});
    expect(decodeFingerprint({ maxPixels: 5, timeoutSeconds: 1, frame: 'middle' })).toEqual({});
    expect(decodeFingerprint({ window: 'file', scale: 'auto' })).toEqual({});
  });

  it('holds every other setting that can change a pixel', () => {
    const options = {
      frame: 2,
      window: { center: 40, width: 400 },
      scale: 10_000,
      bands: [4, 3, 2],
      centerCrop: { width: 224, height: 224 },
    };
    expect(decodeFingerprint(options)).toEqual(options);
  });
});

describe('decodeSeconds', () => {
  it('grows with the pictures and exceeds the limit of one', () => {
    expect(decodeSeconds({ timeoutSeconds: 7 })).toBeGreaterThan(7);
    expect(decodeSeconds({ timeoutSeconds: 7 }, 4)).toBe(decodeSeconds({ timeoutSeconds: 7 }) + 21);
    expect(decodeLimits({ timeoutSeconds: 7 })).toEqual({
      maxPixels: 100_000_000,
      timeoutSeconds: 7,
    });
  });
});
