import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProducts, openRuntime, type Runtime, type RuntimeProducts } from '../runtime/index.ts';
import { Random } from '../tensor/index.ts';
import { DoubleMatrix, leadingEigen } from './index.ts';
import { normalRows, orthonormalRows } from './orthonormal.ts';

// More than symmetricEigen is meant for, so that it is iterated.
const size = 1100;

let runtime: Runtime;
let products: RuntimeProducts;
beforeAll(async () => {
  runtime = openRuntime();
  products = await openProducts(runtime);
});
afterAll(() => runtime.close());

/** `Σ valuesₖ·qₖ·qₖᵀ + rest·I`, q orthonormal. */
async function withSpectrum(values: readonly number[], rest: number) {
  const directions = await orthonormalRows(
    normalRows(values.length, size, new Random(0, 'directions')),
    products,
  );
  const scaled = new DoubleMatrix(values.length, size, directions.data.slice());
  values.forEach((value, k) => {
    scaled.row(k).forEach((x, j, row) => {
      row[j] = value * x;
    });
  });
  const matrix = await products.multiplyDouble(directions, scaled, 'first');
  for (let i = 0; i < size; i++) {
    matrix.row(i)[i] += rest;
    for (let j = 0; j < i; j++) matrix.row(i)[j] = matrix.row(j)[i];
  }
  return { matrix, directions };
}

describe('the leading eigenpairs of a large matrix', () => {
  const falling = Array.from({ length: 80 }, (_, k) => 100 / (k + 1));

  test('are those it was made of, within the tolerance, and orthonormal', async () => {
    const { matrix, directions } = await withSpectrum(falling, 0.01);
    const { values, vectors, residual } = await leadingEigen(matrix, 10, products);
    expect(residual).toBeLessThanOrEqual(1e-6);
    const along = await products.multiplyDouble(vectors, directions, 'second');
    const inner = await products.multiplyDouble(vectors, vectors, 'second');
    for (let k = 0; k < 10; k++) {
      expect(Math.abs(values[k] - falling[k] - 0.01)).toBeLessThan(1e-6 * falling[0]);
      expect(Math.abs(along.row(k)[k])).toBeGreaterThan(1 - 1e-6);
      for (let j = 0; j < 10; j++) expect(inner.row(k)[j]).toBeCloseTo(j === k ? 1 : 0, 12);
    }
  });

  test('are the same bits for the same seed', async () => {
    const { matrix } = await withSpectrum(falling, 0.01);
    const first = await leadingEigen(matrix, 4, products, { seed: 3 });
    expect(await leadingEigen(matrix, 4, products, { seed: 3 })).toEqual(first);
  });

  test('of a lower rank than asked for end in zeros', async () => {
    const { matrix } = await withSpectrum([3, 2], 0);
    const { values, vectors, residual } = await leadingEigen(matrix, 4, products);
    expect([...values]).toEqual([3, 2, 0, 0].map(value => expect.closeTo(value, 6)));
    expect(residual).toBeLessThanOrEqual(1e-6);
    const inner = await products.multiplyDouble(vectors, vectors, 'second');
    inner.data.forEach((x, at) => {
      expect(x).toBeCloseTo(at % 5 === 0 ? 1 : 0, 12);
    });
  });

  test('of the identity, and of zeros', async () => {
    const { values, residual } = await leadingEigen(DoubleMatrix.identity(size), 3, products);
    expect([...values]).toEqual([1, 1, 1].map(value => expect.closeTo(value, 12)));
    expect(residual).toBeLessThan(1e-12);
    const none = await leadingEigen(DoubleMatrix.zeros(size, size), 3, products);
    expect([...none.values]).toEqual([0, 0, 0]);
  });

  test('are refused of a matrix with negative eigenvalues', async () => {
    const { matrix } = await withSpectrum([3, -2], 0);
    const negative = await withSpectrum([2], -1);
    for (const bad of [matrix, negative.matrix]) {
      await expect(leadingEigen(bad, 2, products)).rejects.toMatchObject({
        code: 'E_LINEAR_ALGEBRA',
      });
    }
  });
});
