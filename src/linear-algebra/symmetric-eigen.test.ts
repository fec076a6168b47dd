import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DoubleMatrix, dot, symmetricEigen, symmetricEigenvalues } from './index.ts';

function symmetric(rows: readonly (readonly number[])[]): DoubleMatrix {
  return new DoubleMatrix(rows.length, rows.length, Float64Array.from(rows.flat()));
}

/** Symmetric, with whole blocks of zeros and ranks that are not full. */
const matrices = fc
  .integer({ min: 1, max: 14 })
  .chain(n =>
    fc.tuple(
      fc.array(fc.oneof(fc.constant(0), fc.double({ min: -9, max: 9, noNaN: true })), {
        minLength: n * n,
        maxLength: n * n,
      }),
      fc.constantFrom(1, 1e-160, 1e160),
    ),
  )
  .map(([numbers, scale]) => {
    const n = Math.sqrt(numbers.length);
    const matrix = DoubleMatrix.zeros(n, n);
    for (let i = 0; i < n; i++) {
      for (let j = 0; j <= i; j++) {
        matrix.row(i)[j] = matrix.row(j)[i] = scale * numbers[i * n + j];
      }
    }
    return matrix;
  });

describe('the eigenpairs of a symmetric matrix', () => {
  test('fall, are orthonormal and multiply as the matrix does, at any scale', () => {
    const property = fc.property(matrices, matrix => {
      const { values, vectors } = symmetricEigen(matrix);
      const size = matrix.data.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1;
      for (let k = 0; k < matrix.rows; k++) {
        if (k > 0) expect(values[k]).toBeLessThanOrEqual(values[k - 1]);
        const vector = vectors.row(k);
        for (let i = 0; i < matrix.rows; i++) {
          expect((dot(matrix.row(i), vector) - values[k] * vector[i]) / size).toBeCloseTo(0, 12);
          expect(dot(vectors.row(i), vector)).toBeCloseTo(i === k ? 1 : 0, 12);
        }
        const largest = vector.reduce((most, x) => (Math.abs(x) > Math.abs(most) ? x : most), 0);
        expect(largest).toBeGreaterThan(0);
      }
      symmetricEigenvalues(matrix).forEach((value, k) => {
        expect((value - values[k]) / size).toBeCloseTo(0, 12);
      });
    });
    fc.assert(property, { numRuns: 300 });
  });

  test('of the identity, of zeros and of one number', () => {
    expect(symmetricEigen(DoubleMatrix.identity(3))).toEqual({
      values: Float64Array.of(1, 1, 1),
      vectors: DoubleMatrix.identity(3),
    });
    expect([...symmetricEigenvalues(DoubleMatrix.zeros(4, 4))]).toEqual([0, 0, 0, 0]);
    expect(symmetricEigen(symmetric([[-7]]))).toEqual({
      values: Float64Array.of(-7),
      vectors: symmetric([[1]]),
    });
  });

  test('of many equal eigenvalues and one that differs', () => {
    const ones = new DoubleMatrix(40, 40, new Float64Array(1600).fill(1));
    const { values, vectors } = symmetricEigen(ones);
    expect(values[0]).toBeCloseTo(40, 12);
    expect(vectors.row(0)[17]).toBeCloseTo(1 / Math.sqrt(40), 12);
    expect(Math.max(...values.subarray(1).map(Math.abs))).toBeLessThan(1e-13);
  });

  test('are the same bits again, and leave the matrix as it was', () => {
    const matrix = symmetric([
      [2, -1, 0],
      [-1, 2, -1],
      [0, -1, 2],
    ]);
    const before = matrix.data.slice();
    expect(symmetricEigen(matrix)).toEqual(symmetricEigen(matrix));
    expect(matrix.data).toEqual(before);
  });

  test('take what rounding leaves between the triangles, and refuse what is not symmetric', () => {
    expect(
      symmetricEigen(
        symmetric([
          [1, 1e-7],
          [0, 1],
        ]),
      ).values[0],
    ).toBeCloseTo(1 + 0.5e-7, 12);
    for (const bad of [
      symmetric([
        [1, 2],
        [3, 1],
      ]),
      symmetric([
        [1, Number.NaN],
        [Number.NaN, 1],
      ]),
      symmetric([[Number.POSITIVE_INFINITY]]),
    ]) {
      expect(() => symmetricEigen(bad)).toThrow(
        expect.objectContaining({ code: 'E_LINEAR_ALGEBRA' }),
      );
      expect(() => symmetricEigenvalues(bad)).toThrow(
        expect.objectContaining({ code: 'E_LINEAR_ALGEBRA' }),
      );
    }
    expect(() => symmetricEigen(DoubleMatrix.zeros(2, 3))).toThrow(
      expect.objectContaining({ code: 'E_SHAPE' }),
    );
  });
});
