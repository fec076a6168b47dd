import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { plainProducts } from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';
import { pairsOf, randomPair } from './fixture/random-pair.ts';
import { ridge, unitRows } from './index.ts';

const pairs = pairsOf({ rows: { min: 2, max: 12 }, columns: { min: 2, max: 6 } });

describe('ridge', () => {
  test('with a very large penalty sends every row to the mean', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async pair => {
        const aligner = await ridge({ penalty: 1e9 }).fit(pair);
        const { text } = await aligner.transform(pair);
        const mean = unitRows(new Matrix(1, text.columns, aligner.state.imageMean));
        for (let i = 0; i < text.rows; i++) {
          text.row(i).forEach((x, j) => {
            expect(x).toBeCloseTo(mean.data[j], 5);
          });
        }
      }),
    );
  });

  test('of a larger penalty has smaller weights', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async pair => {
        const sizes = [0.01, 0.1, 1, 10].map(async penalty => {
          const { state } = await ridge({ penalty }).fit(pair);
          return Math.hypot(...state.weights);
        });
        const found = await Promise.all(sizes);
        found.slice(1).forEach((size, i) => {
          expect(size).toBeLessThan(found[i]);
        });
      }),
    );
  });

  test('without a penalty finds a linear map where there is one', async () => {
    const { image: text } = randomPair(40, 4, 1);
    const image = await plainProducts.multiply(unitRows(text), mirroredTurn(4));
    const aligner = await ridge({ penalty: 0 }).fit({ image, text });
    const moved = await aligner.transform({ image, text });
    moved.text.data.forEach((x, k) => {
      expect(x).toBeCloseTo(moved.image.data[k], 4);
    });
  });

  test('where nothing varies, sends every row to the mean', async () => {
    const pair = randomPair(5, 3, 2);
    const text = Matrix.fromRows(Array.from({ length: 5 }, () => [1, 2]));
    const aligner = await ridge().fit({ image: pair.image, text });
    const moved = await aligner.transform({ image: pair.image, text: pair.text });
    expect(moved.text.row(0)).toEqual(moved.text.row(4));
  });

  test('refuses a covariance without an inverse where the penalty is 0, and one below 0', async () => {
    const design = ridge({ penalty: 0 });
    await expect(design.fit(randomPair(4, 3, 8))).rejects.toThrow(/E_LINEAR_ALGEBRA/);
    expect(() => ridge({ penalty: -1 })).toThrow(/ridge with penalty -1.*E_OPTION/);
  });
});

/** Each coordinate goes to the next, every other one mirrored: unit rows stay unit rows. */
function mirroredTurn(columns: number): Matrix {
  const map = Matrix.zeros(columns, columns);
  for (let i = 0; i < columns; i++) map.row(i)[(i + 1) % columns] = i % 2 === 0 ? 1 : -1;
  return map;
}
