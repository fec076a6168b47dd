import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Matrix, Random } from '../tensor/index.ts';
import { covarianceOf, crossCovarianceOf, gram, plainProducts } from './index.ts';

function normalRows(rows: number, columns: number, seed = 0, mean = 0): Matrix {
  const random = new Random(seed, 'rows');
  const data = Float32Array.from({ length: rows * columns }, () => mean + random.normal());
  return new Matrix(rows, columns, data);
}

const zero = (columns: number) => new Float32Array(columns);

describe('the Gram matrix', () => {
  test('of blocks of rows and columns is the sum over all rows, and symmetric', async () => {
    // More than one block of rows, and of columns.
    const rows = normalRows(2100, 530);
    const found = await gram(rows, rows, plainProducts);
    const corners = [0, 511, 512, 529];
    for (const i of corners) {
      for (const j of corners) {
        let sum = 0;
        for (let k = 0; k < rows.rows; k++) sum += rows.row(k)[i] * rows.row(k)[j];
        expect(found.row(i)[j]).toBeCloseTo(sum, 3);
      }
    }
    for (const [i, j] of [
      [0, 529],
      [511, 512],
      [7, 40],
    ]) {
      expect(found.row(i)[j]).toBe(found.row(j)[i]);
    }
  });

  test('of two matrices', async () => {
    const [a, b] = [
      Matrix.fromRows([
        [1, 2],
        [3, 4],
      ]),
      Matrix.fromRows([
        [1, 0, 2],
        [0, 1, 5],
      ]),
    ];
    expect([...(await gram(a, b, plainProducts)).data]).toEqual([1, 3, 17, 2, 4, 24]);
    await expect(gram(a, Matrix.zeros(3, 2), plainProducts)).rejects.toMatchObject({
      code: 'E_SHAPE',
    });
  });

  test.each([Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', async bad => {
    const rows = Matrix.fromRows([
      [1, 2],
      [bad, 4],
    ]);
    await expect(gram(rows, rows, plainProducts)).rejects.toMatchObject({
      code: 'E_LINEAR_ALGEBRA',
    });
    await expect(gram(Matrix.zeros(2, 2), rows, plainProducts)).rejects.toMatchObject({
      code: 'E_LINEAR_ALGEBRA',
    });
  });
});

describe('the covariance', () => {
  test('is that of the definition', async () => {
    const property = fc.asyncProperty(
      fc.integer({ min: 1, max: 30 }),
      fc.integer({ min: 1, max: 9 }),
      fc.nat(99),
      async (rows, columns, seed) => {
        const a = normalRows(rows, columns, seed);
        const b = normalRows(rows, 3, seed + 1);
        const [mean, other] = [
          normalRows(1, columns, seed + 2).data,
          normalRows(1, 3, seed + 3).data,
        ];
        const own = await covarianceOf(a, mean, plainProducts);
        const cross = await crossCovarianceOf(a, mean, b, other, plainProducts);
        for (let i = 0; i < columns; i++) {
          for (let j = 0; j < columns; j++) {
            let sum = 0;
            for (let k = 0; k < rows; k++) sum += (a.row(k)[i] - mean[i]) * (a.row(k)[j] - mean[j]);
            expect(own.row(i)[j]).toBeCloseTo(sum / rows, 4);
          }
          for (let j = 0; j < 3; j++) {
            let sum = 0;
            for (let k = 0; k < rows; k++)
              sum += (a.row(k)[i] - mean[i]) * (b.row(k)[j] - other[j]);
            expect(cross.row(i)[j]).toBeCloseTo(sum / rows, 4);
          }
        }
      },
    );
    await fc.assert(property, { numRuns: 30 });
  });

  test('does not cancel far from the origin', async () => {
    const near = normalRows(500, 3);
    // Exact in single precision, so that the differences are the same.
    const grid = new Matrix(
      500,
      3,
      near.data.map(x => Math.round(x * 64) / 64),
    );
    const far = new Matrix(
      500,
      3,
      grid.data.map(x => x + 4096),
    );
    const found = await covarianceOf(far, zero(3).fill(4096), plainProducts);
    expect(found).toEqual(await covarianceOf(grid, zero(3), plainProducts));
  });

  test('of a column that does not vary is zero', async () => {
    const rows = Matrix.fromRows([
      [5, 1],
      [5, 2],
      [5, 3],
    ]);
    const { data } = await covarianceOf(rows, Float32Array.of(5, 2), plainProducts);
    expect([...data]).toEqual([0, 0, 0, expect.closeTo(2 / 3, 6)]);
  });

  test('refuses no rows, and a mean of another length', async () => {
    await expect(covarianceOf(Matrix.zeros(0, 2), zero(2), plainProducts)).rejects.toMatchObject({
      code: 'E_LINEAR_ALGEBRA',
    });
    await expect(covarianceOf(Matrix.zeros(3, 2), zero(3), plainProducts)).rejects.toMatchObject({
      code: 'E_SHAPE',
    });
    await expect(
      crossCovarianceOf(Matrix.zeros(3, 2), zero(2), Matrix.zeros(2, 2), zero(2), plainProducts),
    ).rejects.toMatchObject({ code: 'E_SHAPE' });
  });
});
