import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DoubleMatrix, plainProducts, type Transposed } from '../linear-algebra/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import { openProducts, openRuntime, type Runtime, type RuntimeProducts } from './index.ts';

const ways: readonly Transposed[] = ['neither', 'first', 'second'];
const size = fc.integer({ min: 1, max: 20 });

let runtime: Runtime;
let products: RuntimeProducts;
beforeAll(async () => {
  runtime = openRuntime();
  products = await openProducts(runtime);
});
afterAll(() => runtime.close());

/** Factors whose product has `rows` rows and `columns` columns. */
function factors(transposed: Transposed, [rows, inner, columns]: readonly number[], seed = 0) {
  const random = new Random(seed, 'factors');
  // Drawn anew for each number, the large ones would take longer than all else here.
  const pool = Float64Array.from({ length: 997 }, () => random.normal());
  const matrix = (height: number, width: number, start: number) =>
    new DoubleMatrix(
      height,
      width,
      Float64Array.from({ length: height * width }, (_, k) => pool[(start + k) % pool.length]),
    );
  return [
    transposed === 'first' ? matrix(inner, rows, 0) : matrix(rows, inner, 0),
    transposed === 'second' ? matrix(columns, inner, 499) : matrix(inner, columns, 499),
  ] as const;
}

function expectNear(found: Matrix | DoubleMatrix, expected: Matrix | DoubleMatrix, within: number) {
  expect([found.rows, found.columns]).toEqual([expected.rows, expected.columns]);
  let worst = 0;
  expected.data.forEach((x, i) => {
    worst = Math.max(worst, Math.abs(found.data[i] - x));
  });
  expect(worst).toBeLessThan(within);
}

describe('products by the runtime', () => {
  test('are those of JavaScript, in either precision and whichever factor is turned', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...ways),
        fc.tuple(size, size, size),
        fc.nat(99),
        async (way, sizes, seed) => {
          const [a, b] = factors(way, sizes, seed);
          const exact = await plainProducts.multiplyDouble(a, b, way);
          expectNear(await products.multiplyDouble(a, b, way), exact, 1e-12);
          expectNear(await products.multiply(a.single(), b.single(), way), exact, 1e-4);
        },
      ),
      { numRuns: 40 },
    );
  });

  test('of many rows go block by block and leave nothing behind for the next product', async () => {
    // Two blocks and a half of the first factor.
    const [a, b] = factors('neither', [21_000, 1000, 2]);
    expectNear(
      await products.multiply(a.single(), b.single()),
      await plainProducts.multiplyDouble(a, b),
      1e-3,
    );
    const [c, d] = factors('neither', [3, 4, 5]);
    expectNear(
      await products.multiply(c.single(), d.single()),
      await plainProducts.multiplyDouble(c, d),
      1e-5,
    );
  });

  test('of a matrix with itself', async () => {
    const [a] = factors('neither', [7, 5, 1]);
    for (const way of ['first', 'second'] as const) {
      expectNear(
        await products.multiplyDouble(a, a, way),
        await plainProducts.multiplyDouble(a, a, way),
        1e-12,
      );
    }
    const [square] = factors('neither', [6, 6, 1]);
    expectNear(
      await products.multiplyDouble(square, square),
      await plainProducts.multiplyDouble(square, square),
      1e-12,
    );
  });

  test('that are asked for at once do not mix', async () => {
    const pairs = [1, 2].map(seed => factors('neither', [9_000, 1000, 1], seed));
    const found = await Promise.all(
      pairs.map(([a, b]) => products.multiply(a.single(), b.single())),
    );
    for (const [k, [a, b]] of pairs.entries()) {
      expectNear(found[k], await plainProducts.multiplyDouble(a, b), 1e-3);
    }
  });

  test('without rows, columns or inner size are empty or zeros', async () => {
    expect(await products.multiply(Matrix.zeros(0, 3), Matrix.zeros(3, 2))).toMatchObject({
      rows: 0,
      columns: 2,
    });
    expect(
      (await products.multiplyDouble(DoubleMatrix.zeros(2, 0), DoubleMatrix.zeros(0, 2))).data,
    ).toEqual(new Float64Array(4));
  });

  test('keep their factors as they are', async () => {
    const [a, b] = factors('neither', [4, 4, 4]);
    const before = [a.data.slice(), b.data.slice()];
    await products.multiplyDouble(a, b);
    expect([a.data, b.data]).toEqual(before);
  });

  test('refuse inner sizes that differ, and threads that are none', async () => {
    await expect(products.multiply(Matrix.zeros(2, 3), Matrix.zeros(2, 3))).rejects.toMatchObject({
      code: 'E_SHAPE',
    });
    await expect(openProducts(runtime, { threads: 0 })).rejects.toMatchObject({ code: 'E_OPTION' });
  });

  test('can be closed, and used again, while the runtime lives', async () => {
    const own = await openProducts(runtime, { threads: 1 });
    const [a, b] = factors('neither', [2, 2, 2]);
    const first = await own.multiplyDouble(a, b);
    await own.close();
    expect(await own.multiplyDouble(a, b)).toEqual(first);
  });
});
