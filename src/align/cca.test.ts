import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainProducts } from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';
import { canonicalMaps } from './canonical-maps.ts';
import { pairsOf, randomMatrix, randomPair } from './fixture/random-pair.ts';
import { cca, type EmbeddingPair } from './index.ts';
import { learnMeans } from './means.ts';

const pairs = pairsOf({ rows: { min: 30, max: 60 }, columns: { min: 2, max: 5 } });

async function correlationsOf(pair: EmbeddingPair, penalty: number): Promise<Float32Array> {
  const components = Math.min(pair.image.columns, pair.text.columns);
  const sought = { components, penalty, power: 1 };
  const { correlations } = await canonicalMaps(pair, learnMeans(pair), sought, plainProducts);
  return correlations;
}

describe('cca', () => {
  test('has correlations that fall, from 1 at most to 0 at least', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.constantFrom(0, 0.1, 3), async (pair, penalty) => {
        const { state } = await cca({ penalty }).fit(pair);
        const found = [1 + 1e-5, ...state.correlations, 0];
        found.slice(1).forEach((value, i) => {
          expect(value).toBeLessThanOrEqual(found[i]);
        });
      }),
      { numRuns: 50 },
    );
  });

  test('does not mind invertible maps of a modality where there is no penalty', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.nat(1000), async (pair, seed) => {
        const { columns } = pair.text;
        const map = randomMatrix(columns, columns, seed);
        for (let i = 0; i < columns; i++) map.row(i)[i] += 6;
        const text = await plainProducts.multiply(pair.text, map);
        const [before, after] = [
          await correlationsOf(pair, 0),
          await correlationsOf({ image: pair.image, text }, 0),
        ];
        before.forEach((value, k) => {
          expect(after[k]).toBeCloseTo(value, 3);
        });
      }),
      { numRuns: 50 },
    );
  });

  test('of a larger penalty has smaller correlations', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async pair => {
        const some = await Promise.all([0, 0.1, 1].map(penalty => correlationsOf(pair, penalty)));
        expect(some[1][0]).toBeLessThan(some[0][0]);
        expect(some[2][0]).toBeLessThan(some[1][0]);
      }),
      { numRuns: 50 },
    );
  });

  test('weighs cosines: power 2 is what the correlations make of power 0', async () => {
    const pair = randomPair(50, 4, 5);
    const plain = await cca({ power: 0 }).fit(pair);
    const weighted = await cca({ power: 2 }).fit(pair);
    const { correlations, imageMap } = plain.state;
    weighted.state.imageMap.forEach((x, at) => {
      expect(x).toBeCloseTo(imageMap[at] * correlations[at % correlations.length], 4);
    });
  });

  test('of a modality that does not vary has zeros', async () => {
    const pair = randomPair(5, 3, 2);
    const text = Matrix.fromRows(Array.from({ length: 5 }, () => [1, 2]));
    const moved = await (await cca().fit({ image: pair.image, text })).transform(pair);
    expect(moved.image).toEqual(Matrix.zeros(5, 2));
    expect(moved.text).toEqual(Matrix.zeros(5, 2));
  });

  test('refuses a covariance without an inverse where the penalty is 0, and options out of range', async () => {
    await expect(cca({ penalty: 0 }).fit(randomPair(4, 3, 8))).rejects.toThrow(/E_LINEAR_ALGEBRA/);
    expect(() => cca({ power: -1 })).toThrow(/cca with power -1.*E_OPTION/);
    expect(() => cca({ penalty: Number.NaN })).toThrow(/cca with penalty NaN.*E_OPTION/);
    expect(() => cca({ components: 0.5 })).toThrow(/cca with components 0.5.*E_OPTION/);
  });
});
