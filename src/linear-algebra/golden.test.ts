import { describe, expect, test } from 'vitest';
import goldens from './golden/factorisations.json' with { type: 'json' };
import {
  cholesky,
  covarianceOf,
  crossCovarianceOf,
  DoubleMatrix,
  gram,
  inverseSquareRoot,
  leadingEigen,
  plainProducts,
  polarFactor,
  singularDecomposition,
  solveCholesky,
  solveLower,
  symmetricEigen,
  symmetricEigenvalues,
} from './index.ts';

type Golden = (typeof goldens)['covariances']['a'];

function matrixOf({ rows, columns, data }: Golden): DoubleMatrix {
  return new DoubleMatrix(rows, columns, Float64Array.from(data));
}

/** Within `within` of the largest expected number. */
function expectClose(found: ArrayLike<number>, { data }: Golden, within: number): void {
  expect(found.length).toBe(data.length);
  const size = Math.max(...data.map(Math.abs));
  data.forEach((expected, i) => {
    expect(Math.abs(found[i] - expected) / size).toBeLessThan(within);
  });
}

describe('NumPy agrees on', () => {
  const { covariances } = goldens;
  const [a, b] = [covariances.a, covariances.b].map(golden => matrixOf(golden).single());
  const [aMean, bMean] = [covariances.aMean, covariances.bMean].map(({ data }) =>
    Float32Array.from(data),
  );

  test('Gram matrices', async () => {
    expectClose((await gram(a, a, plainProducts)).data, covariances.gram, 1e-7);
    expectClose((await gram(a, b, plainProducts)).data, covariances.crossGram, 1e-7);
  });

  test('covariances', async () => {
    const own = await covarianceOf(a, aMean, plainProducts);
    expectClose(own.data, covariances.covariance, 1e-6);
    const cross = await crossCovarianceOf(a, aMean, b, bMean, plainProducts);
    expectClose(cross.data, covariances.crossCovariance, 1e-6);
  });
});

describe.each(goldens.definite)('of a definite matrix, $name, NumPy and SciPy agree on', golden => {
  const matrix = matrixOf(golden.matrix);
  const side = matrixOf(golden.side);

  test('the eigenpairs', async () => {
    const { values, vectors } = symmetricEigen(matrix);
    expectClose(values, golden.values, 1e-13);
    expectClose(symmetricEigenvalues(matrix), golden.values, 1e-13);
    // Small eigenvalues of an ill-conditioned matrix are known to its largest one's precision.
    expectClose(vectors.data, golden.vectors, 1e-8);
    const leading = await leadingEigen(matrix, 2, plainProducts);
    expect(leading.values).toEqual(values.slice(0, 2));
  });

  test("Cholesky's factor and what it solves", async () => {
    const factor = await cholesky(matrix, plainProducts);
    // The golden has fifteen digits, and the condition is up to 1e8.
    expectClose(factor.data, golden.cholesky, 1e-11);
    const solutions = [
      [await solveCholesky(factor, side, plainProducts), golden.solution],
      [await solveLower(factor, side, plainProducts), golden.lower],
      [await solveLower(factor, side, plainProducts, true), golden.lowerTransposed],
    ] as const;
    for (const [found, expected] of solutions) expectClose(found.data, expected, 1e-7);
  });

  test('the inverse square root', async () => {
    const root = await inverseSquareRoot(matrix, plainProducts);
    expectClose(root.data, golden.inverseSquareRoot, 1e-7);
  });
});

describe.each(goldens.general)('of a general matrix, $name, NumPy and SciPy agree on', golden => {
  const matrix = matrixOf(golden.matrix);

  test('the singular decomposition', async () => {
    const { u, values, v } = await singularDecomposition(matrix, plainProducts);
    expectClose(values, golden.values, 1e-12);
    expectClose(u.data, golden.u, 1e-9);
    expectClose(v.data, golden.v, 1e-9);
  });

  test('the polar factor', async () => {
    expectClose((await polarFactor(matrix, plainProducts)).data, golden.polar, 1e-9);
  });
});

test('SciPy agrees on the rotation of Procrustes', async () => {
  const { cross, rotation } = goldens.procrustes;
  expectClose((await polarFactor(matrixOf(cross), plainProducts)).data, rotation, 1e-10);
});
