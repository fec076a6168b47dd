import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DoubleMatrix, plainProducts, polarFactor } from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';
import { pairsOf, randomMatrix } from './fixture/random-pair.ts';
import { procrustes, unitRows } from './index.ts';
import { shiftRows } from './pair.ts';

const pairs = pairsOf({ rows: { min: 2, max: 12 }, columns: { min: 2, max: 6 } });

function squaredDistance(a: Matrix, b: Matrix): number {
  return a.data.reduce((sum, x, k) => sum + (x - b.data[k]) ** 2, 0);
}

describe('procrustes', () => {
  test('recovers a rotation', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 2, max: 6 }),
        fc.nat(1000),
        fc.constantFrom('image', 'text'),
        async (columns, seed, onto) => {
          const random = DoubleMatrix.from(randomMatrix(columns, columns, seed));
          const turn = (await polarFactor(random, plainProducts)).single();
          const image = unitRows(randomMatrix(20, columns, seed + 1));
          const text = await plainProducts.multiply(image, turn);
          const aligner = await procrustes({ onto }).fit({ image, text });
          const moved = await aligner.transform({ image, text });
          expect(squaredDistance(moved.image, moved.text)).toBeLessThan(1e-9);
        },
      ),
    );
  });

  test('is never worse than no rotation on training rows, before they are made unit', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async ({ image }) => {
        const text = randomMatrix(image.rows, image.columns, 5);
        const { state } = await procrustes().fit({ image, text });
        const x = shiftRows(unitRows(image), state.imageMean, -1);
        const y = shiftRows(unitRows(text), state.textMean, -1);
        const rotation = new Matrix(image.columns, image.columns, state.rotation);
        const turned = await plainProducts.multiply(y, rotation);
        expect(squaredDistance(turned, x)).toBeLessThan(squaredDistance(y, x) + 1e-5);
      }),
    );
  });

  test('turns into more dimensions without loss', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, async pair => {
        const onto = pair.image.columns > pair.text.columns ? 'image' : 'text';
        const [small, large] = onto === 'image' ? [pair.text, pair.image] : [pair.image, pair.text];
        const { state } = await procrustes({ onto }).fit(pair);
        const rotation = new Matrix(small.columns, large.columns, state.rotation);
        const inner = await plainProducts.multiply(rotation, rotation, 'second');
        inner.data.forEach((x, at) => {
          expect(x).toBeCloseTo(at % (small.columns + 1) === 0 ? 1 : 0, 5);
        });
      }),
    );
  });
});
