import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../data/index.ts';
import { Random } from '../../tensor/index.ts';
import type { ResampleFilter } from './resample-filter.ts';
import { createResizer } from './resize.ts';

const resize = createResizer().picture;

interface Golden {
  readonly sources: readonly { width: number; height: number; data: string }[];
  readonly cases: readonly {
    source: number;
    filter: ResampleFilter;
    width: number;
    height: number;
    data: string;
  }[];
}

const golden: Golden = JSON.parse(
  readFileSync(new URL('./golden/resize.json', import.meta.url), 'utf8'),
);
const filters: readonly ResampleFilter[] = [
  'nearest',
  'box',
  'bilinear',
  'hamming',
  'bicubic',
  'lanczos',
];

function noise(width: number, height: number, seed: number): RgbImage {
  const random = new Random(seed, 'picture');
  const data = Uint8Array.from({ length: width * height * 3 }, () => random.below(256));
  return { width, height, data };
}

describe('resize', () => {
  it.each(golden.cases.map(c => [c.filter, c.source, c] as const))(
    'gives the bytes of Pillow: %s, picture %i',
    (filter, number, { width, height, data }) => {
      const source = golden.sources[number];
      const image = { ...source, data: new Uint8Array(Buffer.from(source.data, 'base64')) };
      const resized = resize(image, width, height, { filter });
      expect([resized.width, resized.height]).toEqual([width, height]);
      expect(Buffer.from(resized.data).equals(Buffer.from(data, 'base64'))).toBe(true);
    },
  );

  it('returns for a window what the whole result has there', () => {
    const size = fc.integer({ min: 1, max: 24 });
    fc.assert(
      fc.property(
        fc.record({ w: size, h: size, width: size, height: size, seed: fc.nat(9999) }),
        fc.constantFrom(...filters),
        fc.tuple(fc.nat(23), fc.nat(23), fc.nat(23), fc.nat(23)),
        ({ w, h, width, height, seed }, filter, [a, b, c, d]) => {
          const image = noise(w, h, seed);
          const left = a % width;
          const top = b % height;
          const window = {
            left,
            top,
            width: 1 + (c % (width - left)),
            height: 1 + (d % (height - top)),
          };
          const whole = resize(image, width, height, { filter });
          const part = resize(image, width, height, { filter, window });
          for (let y = 0; y < window.height; y++) {
            const from = ((top + y) * width + left) * 3;
            const row = part.data.subarray(y * window.width * 3, (y + 1) * window.width * 3);
            expect(row).toEqual(whole.data.slice(from, from + window.width * 3));
          }
        },
      ),
    );
  });

  it('keeps one colour one colour', () => {
    const image = { width: 9, height: 7, data: new Uint8Array(9 * 7 * 3).fill(201) };
    for (const filter of filters) {
      expect(new Set(resize(image, 20, 3, { filter }).data)).toEqual(new Set([201]));
    }
  });

  it('refuses sizes and windows that do not fit', () => {
    const image = noise(4, 4, 0);
    expect(() => resize(image, 0, 3)).toThrow('[E_OPTION]');
    expect(() => resize(image, 2.5, 3)).toThrow('[E_OPTION]');
    const window = { left: 2, top: 0, width: 3, height: 1 };
    expect(() => resize(image, 4, 4, { window })).toThrow('[E_OPTION]');
  });
});
