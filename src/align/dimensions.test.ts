import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DoubleMatrix, plainProducts, polarFactor } from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';
import { pairsOf, randomMatrix, randomPair } from './fixture/random-pair.ts';
import { none, unitRows } from './index.ts';

function squares({ data }: Matrix): number {
  return data.reduce((sum, x) => sum + x * x, 0);
}

describe('the dimension rule pca', () => {
  const sizes = pairsOf({ rows: { min: 8, max: 20 }, columns: { min: 1, max: 6 } });
  const pairs = sizes.filter(({ image, text }) => image.columns !== text.columns);

  test('keeps more of the second moment than any other directions would', async () => {
    await fc.assert(
      fc.asyncProperty(pairs, fc.nat(1000), async (pair, seed) => {
        const { state } = await none({ dimensions: 'pca' }).fit(pair);
        const [large, small] =
          pair.image.columns > pair.text.columns
            ? [pair.image, pair.text.columns]
            : [pair.text, pair.image.columns];
        const basis = new Matrix(large.columns, small, state.pcaBasis);
        const inner = await plainProducts.multiply(basis, basis, 'first');
        inner.data.forEach((x, at) => {
          expect(x).toBeCloseTo(at % (small + 1) === 0 ? 1 : 0, 5);
        });
        const rows = unitRows(large);
        const random = DoubleMatrix.from(randomMatrix(large.columns, small, seed));
        const other = (await polarFactor(random, plainProducts)).single();
        const kept = squares(await plainProducts.multiply(rows, basis));
        expect(kept).toBeGreaterThan(squares(await plainProducts.multiply(rows, other)) - 1e-4);
      }),
    );
  });

  test('leaves the smaller modality as it is, and equal dimensions too', async () => {
    const design = none({ dimensions: 'pca' });
    const pair = randomPair(20, 6, 3);
    const { text, image } = await (await design.fit(pair)).transform(pair);
    expect(text).toEqual(unitRows(unitRows(pair.text)));
    expect(image.columns).toBe(3);
    const equal = randomPair(20, 4, 4);
    const aligner = await design.fit(equal);
    expect(aligner.state).toEqual({});
    expect((await aligner.transform(equal)).image).toEqual(unitRows(unitRows(equal.image)));
  });

  test('has zeros where training rows span fewer directions', async () => {
    const pair = randomPair(2, 6, 4);
    const { image } = await (await none({ dimensions: 'pca' }).fit(pair)).transform(pair);
    expect([...image.row(0).subarray(2)]).toEqual([0, 0]);
    expect(Math.hypot(...image.row(0))).toBeCloseTo(1, 5);
  });
});
