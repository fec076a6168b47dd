import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Random } from '../tensor/index.ts';
import { symmetricEigen } from './eigen.ts';
import { leadingSubspace } from './subspace.ts';
import { dot } from './vector.ts';

function product(matrix: readonly Float64Array[], vector: Float64Array): Float64Array {
  return Float64Array.from(matrix, row => dot(row, vector));
}

/** Σ valuesₖ·uₖ·uₖᵀ with orthonormal u: the eigenvectors of a random symmetric matrix. */
function withSpectrum(values: readonly number[], seed: number): Float64Array[] {
  const random = new Random(seed, 'spectrum');
  const n = values.length;
  const noise = Array.from({ length: n }, () =>
    Float64Array.from({ length: n }, () => random.normal()),
  );
  const symmetric = noise.map((row, i) => row.map((x, j) => x + noise[j][i]));
  const { vectors } = symmetricEigen(symmetric);
  return noise.map((row, i) =>
    row.map((_, j) => values.reduce((sum, v, k) => sum + v * vectors[k][i] * vectors[k][j], 0)),
  );
}

const spectra = fc.array(fc.double({ min: -5, max: 5, noNaN: true }), {
  minLength: 1,
  maxLength: 9,
});

describe('the eigenpairs of a symmetric matrix', () => {
  test('fall, are orthonormal and multiply as the matrix does', () => {
    const property = fc.property(spectra, fc.nat(99), (spectrum, seed) => {
      const matrix = withSpectrum(spectrum, seed);
      const { values, vectors } = symmetricEigen(matrix);
      const expected = spectrum.toSorted((a, b) => b - a);
      expect([...values]).toEqual(expected.map(value => expect.closeTo(value, 5)));
      vectors.forEach((vector, i) => {
        const image = product(matrix, vector);
        expect([...image]).toEqual([...vector].map(x => expect.closeTo(values[i] * x, 5)));
        vectors.forEach((other, j) => {
          expect(dot(vector, other)).toBeCloseTo(i === j ? 1 : 0, 8);
        });
      });
    });
    fc.assert(property, { numRuns: 50 });
  });

  test('of a matrix of zeros are any orthonormal vectors', () => {
    const { values, vectors } = symmetricEigen([new Float64Array(2), new Float64Array(2)]);
    expect([...values]).toEqual([0, 0]);
    expect(vectors.map(vector => [...vector])).toEqual([
      [1, 0],
      [0, 1],
    ]);
  });
});

describe('the leading subspace', () => {
  const multiplyBy =
    (matrix: readonly Float64Array[]) => async (vectors: readonly Float64Array[]) =>
      vectors.map(vector => product(matrix, vector));

  test('holds the largest eigenpairs', async () => {
    const spectrum = Array.from({ length: 40 }, (_, k) => 100 / (k + 1) ** 2);
    const matrix = withSpectrum(spectrum, 1);
    const { values, vectors } = await leadingSubspace(multiplyBy(matrix), 40, 12, new Random(0));
    expect(vectors).toHaveLength(12);
    for (const k of [0, 1, 2, 3]) {
      expect(Math.abs(values[k] / spectrum[k] - 1)).toBeLessThan(1e-3);
    }
    vectors.forEach((vector, i) => {
      vectors.forEach((other, j) => {
        expect(dot(vector, other)).toBeCloseTo(i === j ? 1 : 0, 8);
      });
    });
  });

  test('is no larger than the matrix’s rank, nor than its size', async () => {
    const low = withSpectrum([3, 2, 0, 0, 0], 2);
    expect((await leadingSubspace(multiplyBy(low), 5, 4, new Random(0))).vectors).toHaveLength(2);
    const all = withSpectrum([3, 2], 3);
    expect((await leadingSubspace(multiplyBy(all), 2, 64, new Random(0))).vectors).toHaveLength(2);
  });
});
