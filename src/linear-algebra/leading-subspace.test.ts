import { describe, expect, test } from 'vitest';
import { Random } from '../tensor/index.ts';
import { DoubleMatrix, dot, leadingSubspace, symmetricEigen } from './index.ts';

/** Σ valuesₖ·uₖ·uₖᵀ with orthonormal u: the eigenvectors of a random symmetric matrix. */
function withSpectrum(values: readonly number[], seed: number): DoubleMatrix {
  const random = new Random(seed, 'spectrum');
  const n = values.length;
  const noise = DoubleMatrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) noise.row(i)[j] = noise.row(j)[i] = random.normal();
  }
  const { vectors } = symmetricEigen(noise);
  const matrix = DoubleMatrix.zeros(n, n);
  matrix.data.forEach((_, at) => {
    const [i, j] = [Math.floor(at / n), at % n];
    matrix.data[at] = values.reduce(
      (sum, v, k) => sum + v * vectors.row(k)[i] * vectors.row(k)[j],
      0,
    );
  });
  return matrix;
}

describe('the leading subspace', () => {
  const multiplyBy = (matrix: DoubleMatrix) => async (vectors: readonly Float64Array[]) =>
    vectors.map(vector => Float64Array.from(vector, (_, i) => dot(matrix.row(i), vector)));

  test('holds the largest eigenpairs', async () => {
    const spectrum = Array.from({ length: 40 }, (_, k) => 100 / (k + 1) ** 2);
    const matrix = withSpectrum(spectrum, 1);
    const { values, vectors } = await leadingSubspace(multiplyBy(matrix), 40, 12, new Random(0));
    expect(vectors.rows).toBe(12);
    for (const k of [0, 1, 2, 3]) {
      expect(Math.abs(values[k] / spectrum[k] - 1)).toBeLessThan(1e-3);
    }
    for (let i = 0; i < 12; i++) {
      for (let j = 0; j < 12; j++) {
        expect(dot(vectors.row(i), vectors.row(j))).toBeCloseTo(i === j ? 1 : 0, 8);
      }
    }
  });

  test('is no larger than the matrix’s rank, nor than its size', async () => {
    const low = withSpectrum([3, 2, 0, 0, 0], 2);
    expect((await leadingSubspace(multiplyBy(low), 5, 4, new Random(0))).vectors.rows).toBe(2);
    const all = withSpectrum([3, 2], 3);
    expect((await leadingSubspace(multiplyBy(all), 2, 64, new Random(0))).vectors.rows).toBe(2);
  });
});
