import { afterAll, beforeAll, expect, test } from 'vitest';
import { DoubleMatrix, type Products } from '../linear-algebra/index.ts';
import { openProducts, openRuntime, type Runtime } from '../runtime/index.ts';
import { principalAxes } from './principal-axes.ts';

/** A covariance whose axes are the coordinates: the iteration starts from a random block all the same. */
function diagonal(size: number, value: (i: number) => number): DoubleMatrix {
  const matrix = DoubleMatrix.zeros(size, size);
  for (let i = 0; i < size; i++) matrix.row(i)[i] = value(i);
  return matrix;
}

let runtime: Runtime;
let products: Products;
beforeAll(async () => {
  runtime = openRuntime();
  products = await openProducts(runtime);
});
afterAll(() => runtime.close());

// Beyond 1,024 columns axes are found by iteration.
const [size, count] = [1040, 100];

test.each([
  ['falls as a power', (i: number) => (i + 1) ** -1, 0.9999],
  ['falls and is flat behind', (i: number) => 0.99 ** i + 0.05, 0.9999],
  ['is flat from the start', () => 1, 0.999999],
])('the axes of a spectrum that %s capture what there is', async (_, value, least) => {
  const { values, vectors } = await principalAxes(diagonal(size, value), count, products);
  let captured = 0;
  for (let k = 0; k < vectors.rows; k++) {
    vectors.row(k).forEach((x, i) => {
      captured += x * x * value(i);
    });
  }
  const most = Array.from({ length: count }, (_each, i) => value(i)).reduce((a, b) => a + b, 0);
  expect(vectors.rows).toBe(count);
  expect(captured / most).toBeGreaterThan(least);
  expect(captured / most).toBeLessThan(1 + 1e-9);
  expect(values[0]).toBeCloseTo(value(0), 6);
});
