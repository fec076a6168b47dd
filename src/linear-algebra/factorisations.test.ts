import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { MingaError } from '../errors/index.ts';
import { Random } from '../tensor/index.ts';
import {
  cholesky,
  DoubleMatrix,
  dot,
  inverseSquareRoot,
  leadingEigen,
  plainProducts,
  polarFactor,
  singularDecomposition,
  solveCholesky,
  solveLower,
  symmetricEigen,
} from './index.ts';

const multiply = plainProducts.multiplyDouble;

function normalMatrix(rows: number, columns: number, seed = 0): DoubleMatrix {
  const random = new Random(seed, 'factorisations');
  const data = Float64Array.from({ length: rows * columns }, () => random.normal());
  return new DoubleMatrix(rows, columns, data);
}

function matrixOf(rows: readonly (readonly number[])[]): DoubleMatrix {
  return new DoubleMatrix(rows.length, rows[0].length, Float64Array.from(rows.flat()));
}

/** Positive definite with eigenvalues of `least` and more. */
async function definite(n: number, seed: number, least = 0.1): Promise<DoubleMatrix> {
  const root = normalMatrix(n, n, seed);
  const matrix = await multiply(root, root, 'second');
  for (let i = 0; i < n; i++) matrix.row(i)[i] += least;
  return matrix;
}

function distance(a: DoubleMatrix, b: DoubleMatrix): number {
  expect([a.rows, a.columns]).toEqual([b.rows, b.columns]);
  return a.data.reduce((most, x, at) => Math.max(most, Math.abs(x - b.data[at])), 0);
}

async function expectOrthonormalRows(rows: DoubleMatrix): Promise<void> {
  const inner = await multiply(rows, rows, 'second');
  expect(distance(inner, DoubleMatrix.identity(rows.rows))).toBeLessThan(1e-12);
}

const refusal = expect.objectContaining({ code: 'E_LINEAR_ALGEBRA' });
const notFinite = matrixOf([
  [1, Number.NaN],
  [Number.NaN, 1],
]);
const notSymmetric = matrixOf([
  [2, 1],
  [0, 2],
]);
const indefinite = matrixOf([
  [1, 2],
  [2, 1],
]);
const sizes = fc.integer({ min: 1, max: 12 });

describe("Cholesky's factor", () => {
  test('is lower triangular and gives the matrix again, within and beyond one block', async () => {
    for (const [n, seed] of [
      [1, 0],
      [7, 1],
      [256, 2],
      [300, 3],
    ]) {
      const matrix = await definite(n, seed);
      const factor = await cholesky(matrix, plainProducts);
      expect(distance(await multiply(factor, factor, 'second'), matrix)).toBeLessThan(1e-11 * n);
      for (let i = 0; i < n; i++)
        expect(
          factor
            .row(i)
            .subarray(i + 1)
            .every(x => x === 0),
        ).toBe(true);
    }
  });

  test('solves for right-hand sides', async () => {
    for (const [n, seed] of [
      [5, 1],
      [290, 2],
    ]) {
      const matrix = await definite(n, seed, 1);
      const expected = normalMatrix(n, 3, seed);
      const factor = await cholesky(matrix, plainProducts);
      const side = await multiply(matrix, expected);
      expect(distance(await solveCholesky(factor, side, plainProducts), expected)).toBeLessThan(
        1e-8,
      );
      const half = await solveLower(factor, side, plainProducts);
      expect(distance(await multiply(factor, half), side)).toBeLessThan(1e-9 * n);
      const turned = await solveLower(factor, side, plainProducts, true);
      expect(distance(await multiply(factor, turned, 'first'), side)).toBeLessThan(1e-9 * n);
    }
  });

  test('of the identity is the identity, of nothing is nothing', async () => {
    const identity = DoubleMatrix.identity(4);
    expect(await cholesky(identity, plainProducts)).toEqual(identity);
    expect((await cholesky(DoubleMatrix.zeros(0, 0), plainProducts)).data).toHaveLength(0);
  });

  test('is refused where there is none', async () => {
    const singular = matrixOf([
      [1, 1],
      [1, 1],
    ]);
    for (const bad of [notFinite, notSymmetric, indefinite, singular, DoubleMatrix.zeros(2, 2)]) {
      await expect(cholesky(bad, plainProducts)).rejects.toEqual(refusal);
    }
    const side = DoubleMatrix.zeros(2, 1);
    await expect(solveLower(DoubleMatrix.zeros(2, 2), side, plainProducts)).rejects.toEqual(
      refusal,
    );
    await expect(solveLower(DoubleMatrix.identity(3), side, plainProducts)).rejects.toMatchObject({
      code: 'E_SHAPE',
    });
  });
});

describe('the inverse square root', () => {
  test('makes the matrix the identity from both sides, and is symmetric', async () => {
    const property = fc.asyncProperty(
      sizes,
      fc.nat(99),
      fc.constantFrom(1e-9, 1, 1e9),
      async (n, seed, scale) => {
        const matrix = await definite(n, seed);
        matrix.data.forEach((x, at) => {
          matrix.data[at] = x * scale;
        });
        const root = await inverseSquareRoot(matrix, plainProducts);
        const identity = await multiply(await multiply(root, matrix), root);
        expect(distance(identity, DoubleMatrix.identity(n))).toBeLessThan(1e-7);
        const turned = await multiply(root, DoubleMatrix.identity(n), 'first');
        expect(turned).toEqual(root);
      },
    );
    await fc.assert(property, { numRuns: 60 });
  });

  test('of a matrix whose eigenvalues lie so close that their ends are seen poorly', async () => {
    const matrix = new DoubleMatrix(2, 2, Float64Array.of(0.346, -0.0043, -0.0043, 0.233));
    const root = await inverseSquareRoot(matrix, plainProducts);
    const identity = await multiply(await multiply(root, matrix), root);
    expect(distance(identity, DoubleMatrix.identity(2))).toBeLessThan(1e-7);
  });

  test('of an ill-conditioned matrix', async () => {
    const { vectors } = symmetricEigen(await definite(40, 1));
    const scaled = new DoubleMatrix(40, 40, vectors.data.slice());
    for (let k = 0; k < 40; k++)
      scaled.row(k).forEach((x, j, row) => {
        row[j] = x * 10 ** (-k / 5);
      });
    const matrix = await multiply(vectors, scaled, 'first');
    const root = await inverseSquareRoot(matrix, plainProducts, { tolerance: 1e-6 });
    for (const k of [0, 20, 39]) {
      const image = await multiply(root, new DoubleMatrix(40, 1, vectors.row(k).slice()));
      expect(dot(image.data, vectors.row(k)) / 10 ** (k / 10)).toBeCloseTo(1, 6);
    }
  });

  test('is refused where there is none, or where it is not exact enough', async () => {
    for (const bad of [notFinite, notSymmetric, indefinite, DoubleMatrix.zeros(2, 2)]) {
      await expect(inverseSquareRoot(bad, plainProducts)).rejects.toEqual(refusal);
    }
    const matrix = await definite(20, 1, 0);
    await expect(inverseSquareRoot(matrix, plainProducts, { tolerance: 1e-30 })).rejects.toEqual(
      refusal,
    );
    await expect(inverseSquareRoot(matrix, plainProducts, { tolerance: 0 })).rejects.toMatchObject({
      code: 'E_OPTION',
    });
  });
});

describe('the singular decomposition', () => {
  test('gives the matrix again, orthonormal on both sides, whatever the rank', async () => {
    const property = fc.asyncProperty(
      sizes,
      sizes,
      sizes,
      fc.nat(99),
      async (rows, columns, rank, seed) => {
        const matrix = await multiply(
          normalMatrix(rows, rank, seed),
          normalMatrix(rank, columns, seed + 1),
        );
        const { u, values, v } = await singularDecomposition(matrix, plainProducts);
        await expectOrthonormalRows(u);
        await expectOrthonormalRows(v);
        const scaled = new DoubleMatrix(v.rows, v.columns, v.data.slice());
        values.forEach((value, k) => {
          if (k > 0) expect(value).toBeLessThanOrEqual(values[k - 1]);
          scaled.row(k).forEach((x, j, row) => {
            row[j] = value * x;
          });
        });
        expect(distance(await multiply(u, scaled, 'first'), matrix)).toBeLessThan(1e-5);
        expect(values.filter(value => value > 0).length).toBeLessThanOrEqual(rank);
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });

  test('of zeros, of columns of zeros, and of tiny numbers', async () => {
    const { u, values, v } = await singularDecomposition(DoubleMatrix.zeros(2, 3), plainProducts);
    expect([...values]).toEqual([0, 0]);
    await expectOrthonormalRows(u);
    await expectOrthonormalRows(v);
    const still = await singularDecomposition(
      matrixOf([
        [3, 0],
        [4, 0],
        [0, 0],
      ]),
      plainProducts,
    );
    expect([...still.values]).toEqual([expect.closeTo(5, 12), 0]);
    const tiny = await singularDecomposition(matrixOf([[3e-200, 4e-200]]), plainProducts);
    expect(tiny.values[0] / 5e-200).toBeCloseTo(1, 12);
  });

  test('refuses what is not finite', async () => {
    await expect(singularDecomposition(notFinite, plainProducts)).rejects.toEqual(refusal);
  });
});

describe('the polar factor', () => {
  test('is orthonormal on the smaller side and leaves a symmetric, semidefinite rest', async () => {
    const property = fc.asyncProperty(
      sizes,
      sizes,
      sizes,
      fc.nat(99),
      async (rows, columns, rank, seed) => {
        const matrix = await multiply(
          normalMatrix(rows, rank, seed),
          normalMatrix(rank, columns, seed + 1),
        );
        const factor = await polarFactor(matrix, plainProducts);
        const flat =
          rows <= columns ? factor : await multiply(factor, DoubleMatrix.identity(rows), 'first');
        await expectOrthonormalRows(flat);
        // A = P·U with P symmetric positive semidefinite is what the nearest one is known by.
        const rest = await multiply(matrix, factor, rows <= columns ? 'second' : 'first');
        const turned = await multiply(rest, DoubleMatrix.identity(rest.rows), 'first');
        expect(distance(rest, turned)).toBeLessThan(1e-5);
        expect(symmetricEigen(rest).values.at(-1)).toBeGreaterThan(-1e-5);
      },
    );
    await fc.assert(property, { numRuns: 100 });
  });

  test('of a rotation is itself, of zeros is a rotation, and always the same one', async () => {
    const rotation = matrixOf([
      [0.6, -0.8],
      [0.8, 0.6],
    ]);
    expect(distance(await polarFactor(rotation, plainProducts), rotation)).toBeLessThan(1e-12);
    const zeros = await polarFactor(DoubleMatrix.zeros(3, 3), plainProducts);
    await expectOrthonormalRows(zeros);
    expect(await polarFactor(DoubleMatrix.zeros(3, 3), plainProducts)).toEqual(zeros);
  });

  test('refuses what is not finite', async () => {
    await expect(polarFactor(notFinite, plainProducts)).rejects.toEqual(refusal);
  });
});

describe('the leading eigenpairs', () => {
  test('of a small matrix are the first of all', async () => {
    const matrix = await definite(12, 5);
    const all = symmetricEigen(matrix);
    const { values, vectors, residual } = await leadingEigen(matrix, 3, plainProducts);
    expect(values).toEqual(all.values.slice(0, 3));
    expect(vectors.data).toEqual(all.vectors.data.slice(0, 36));
    expect(residual).toBe(0);
    expect((await leadingEigen(matrix, 99, plainProducts)).vectors.rows).toBe(12);
  });

  test('refuse what has none, and no number of them', async () => {
    for (const bad of [notFinite, notSymmetric, indefinite]) {
      await expect(leadingEigen(bad, 1, plainProducts)).rejects.toEqual(refusal);
    }
    await expect(leadingEigen(indefinite, 0, plainProducts)).rejects.toEqual(
      expect.any(MingaError),
    );
  });
});
