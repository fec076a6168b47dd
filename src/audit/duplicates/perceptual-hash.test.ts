import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeImage } from '../../data/index.ts';
import { brightnessReducer } from './brightness.ts';
import { pairsWithin } from './hash-index.ts';
import { laid, orientations, upright } from './orientation.ts';
import { bitCount, hashCosines, type PerceptualHash, perceptualHash } from './perceptual-hash.ts';

interface Golden {
  readonly pictures: readonly {
    readonly name: string;
    readonly file: string;
    readonly brightness: readonly number[];
    readonly reduced: readonly number[];
    readonly cosines: readonly number[];
    readonly hashes: readonly string[];
  }[];
}
const { pictures }: Golden = JSON.parse(
  readFileSync(new URL('./golden/hashes.json', import.meta.url), 'utf8'),
);

function bits({ high, low }: PerceptualHash): string {
  return [high, low].map(half => half.toString(2).padStart(32, '0')).join('');
}

describe.each(pictures)('the hash of a picture of $name', picture => {
  const reduced = Uint8Array.from(picture.reduced);

  it('is made from the brightness that Pillow reduces', async () => {
    const image = await decodeImage(Buffer.from(picture.file, 'base64'));
    const reduced = brightnessReducer()(image);
    const furthest = picture.brightness.map((value, k) => Math.abs(reduced[k] - value));
    expect(Math.max(...furthest)).toBeLessThan(0.5001);
  });

  it('is made from the coefficients of SciPy’s cosine transform', () => {
    const cosines = hashCosines(reduced);
    picture.cosines.forEach((value, k) => {
      expect(cosines[k]).toBeCloseTo(value, 5);
    });
  });

  it('is that of NumPy in all eight orientations', () => {
    const cosines = hashCosines(reduced);
    expect(orientations.map(way => bits(perceptualHash(cosines, way)))).toEqual(picture.hashes);
  });

  it('is the hash of the picture laid that way', () => {
    const cosines = hashCosines(reduced);
    for (const way of orientations) {
      const turned = perceptualHash(hashCosines(laid(reduced, way)), upright);
      expect(bits(turned)).toBe(bits(perceptualHash(cosines, way)));
    }
  });
});

const word = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('hashes', () => {
  it('have as many ones as are written', () => {
    fc.assert(
      fc.property(word, bits => {
        expect(bitCount(bits)).toBe(bits.toString(2).replaceAll('0', '').length);
      }),
    );
  });

  it('are found in pairs exactly where they differ in so many bits or fewer, each once', () => {
    // Few bits apart from one another, so that pairs near the limit are common.
    const masks = fc.array(fc.integer({ min: 0, max: 63 }), { maxLength: 12 });
    const hash = fc.tuple(fc.constantFrom(0, 0x5a5a5a5a), masks).map(([start, flips]) => {
      const at = (half: number) =>
        flips
          .filter(flip => flip >> 5 === half)
          .reduce((bits, flip) => (bits ^ (1 << (flip & 31))) >>> 0, start);
      return { high: at(0), low: at(1) };
    });
    const hashes = fc.array(hash, { maxLength: 25 });
    fc.assert(
      fc.property(hashes, hashes, fc.integer({ min: 0, max: 14 }), (left, right, radius) => {
        const found = [...pairsWithin(left, right, radius)].flat();
        const pairs = Array.from(
          { length: found.length / 2 },
          (_, k) => found[2 * k] * 100 + found[2 * k + 1],
        );
        const near = left.flatMap((a, i) =>
          right.flatMap((b, j) =>
            bitCount(a.high ^ b.high) + bitCount(a.low ^ b.low) <= radius ? [i * 100 + j] : [],
          ),
        );
        expect(pairs.sort((a, b) => a - b)).toEqual(near);
      }),
    );
  });

  it('are not searched further than the index can promise', () => {
    expect(() => [...pairsWithin([], [], 15)]).toThrow(/E_OPTION/);
  });
});
