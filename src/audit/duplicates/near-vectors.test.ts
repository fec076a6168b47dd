import fc from 'fast-check';
import { afterAll, describe, expect, it } from 'vitest';
import { openRuntime } from '../../runtime/index.ts';
import { Matrix, Random } from '../../tensor/index.ts';
import { nearVectorPairs } from './index.ts';

const runtime = openRuntime();
afterAll(() => runtime.close());

/** Pairs a < b as a · rows + b. */
function bruteForce(matrix: Matrix, cosine: number): number[] {
  const dot = (a: Float32Array, b: Float32Array) => {
    let sum = 0;
    for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
    return sum;
  };
  const squares = Array.from({ length: matrix.rows }, (_, i) => dot(matrix.row(i), matrix.row(i)));
  const found: number[] = [];
  for (let a = 0; a < matrix.rows; a++) {
    const row = matrix.row(a);
    for (let b = a + 1; b < matrix.rows; b++) {
      const is = dot(row, matrix.row(b)) / Math.sqrt(squares[a] * squares[b]);
      if (is >= cosine) found.push(a * matrix.rows + b);
    }
  }
  return found;
}

async function found(matrix: Matrix, cosine: number): Promise<number[]> {
  const { pairs, complete } = await nearVectorPairs(matrix, {
    cosine,
    mostPairs: 5_000_000,
    runtime,
  });
  expect(complete).toBe(true);
  return pairs.map(({ a, b }) => a * matrix.rows + b);
}

/** Rows around so many directions, `spread` of their own length away from them. */
function clustered(rows: number, columns: number, clusters: number, spread: number): Matrix {
  const random = new Random(7, 'clusters');
  const normal = (scale: number) =>
    Float32Array.from({ length: columns }, () => (scale * random.normal()) / Math.sqrt(columns));
  const centres = Array.from({ length: clusters }, () => normal(1));
  return Matrix.fromRows(
    Array.from({ length: rows }, (_, i) => {
      const own = normal(spread);
      const length = 0.1 + 10 * random.uniform();
      return centres[i % clusters].map((x, k) => length * (x + own[k]));
    }),
  );
}

describe('near rows', () => {
  it('are those of a comparison of every row with every other, whatever the matrix', async () => {
    // Few values make ties, duplicates, opposite rows and rows of zeros.
    const value = fc.oneof(
      fc.constantFrom(0, 1, -1, 0.5),
      fc.double({ min: -100, max: 100, noNaN: true }),
    );
    const matrices = fc
      .tuple(fc.integer({ min: 1, max: 5 }), fc.integer({ min: 0, max: 24 }))
      .chain(([columns, rows]) =>
        fc.array(fc.array(value, { minLength: columns, maxLength: columns }), {
          minLength: rows,
          maxLength: rows,
        }),
      );
    const cosines = fc.constantFrom(1, 0.9999999, 0.99, Math.SQRT1_2, 0.5, 0);
    await fc.assert(
      fc.asyncProperty(matrices, cosines, async (rows, cosine) => {
        const matrix = Matrix.fromRows(rows);
        expect(await found(matrix, cosine)).toEqual(bruteForce(matrix, cosine));
      }),
      { numRuns: 25 },
    );
  });

  it.each([
    ['spread over all directions', clustered(1300, 40, 1, 1000), 0.6],
    ['in clusters', clustered(1300, 48, 700, 0.12), 0.99],
    ['in one cone', clustered(1300, 160, 1, 0.35), 0.925],
    ['in a narrow cone', clustered(1300, 64, 1, 0.02), 0.9998],
    ['of two lengths of one direction', clustered(1300, 36, 3, 1e-7), 0.999999999999],
  ])('are found along a few directions as well: rows %s', async (_, matrix, cosine) => {
    const expected = bruteForce(matrix, cosine);
    const pairs = await found(matrix, cosine);
    expect(pairs.length).toBe(expected.length);
    expect(pairs.every((pair, k) => pair === expected[k])).toBe(true);
    expect(expected.length).toBeGreaterThan(0);
  });

  it('stop at the number asked for, and say about how many there are', async () => {
    const collapsed = clustered(400, 16, 1, 0.001);
    const result = await nearVectorPairs(collapsed, { mostPairs: 500, runtime });
    expect(result.complete).toBe(false);
    expect(result.pairs.length).toBe(500);
    expect(result.expectedPairs).toBe((400 * 399) / 2);
    const all = await nearVectorPairs(collapsed, { mostPairs: (400 * 399) / 2, runtime });
    expect(all.complete).toBe(true);
    expect(all.pairs.length).toBe(all.expectedPairs);
  });

  it('leave out rows of zeros and name them', async () => {
    const matrix = Matrix.fromRows([
      [0, 0],
      [1, 0],
      [0, 0],
      [2, 0],
    ]);
    const { pairs, zeroRows } = await nearVectorPairs(matrix, { runtime });
    expect(pairs).toEqual([{ a: 1, b: 3, cosine: 1 }]);
    expect(zeroRows).toEqual([0, 2]);
  });

  it('are not looked for among numbers that are none, or with options out of range', async () => {
    const broken = Matrix.fromRows([[1, Number.NaN]]);
    await expect(nearVectorPairs(broken)).rejects.toThrow(/row 0 holds NaN.*E_NOT_FINITE/);
    const fine = Matrix.fromRows([[1, 2]]);
    await expect(nearVectorPairs(fine, { cosine: 1.1 })).rejects.toThrow(/E_OPTION/);
    await expect(nearVectorPairs(fine, { mostPairs: 0 })).rejects.toThrow(/E_OPTION/);
  });

  it('are left alone where the signal aborts', async () => {
    const abort = new AbortController();
    const search = nearVectorPairs(clustered(3000, 8, 1, 1), {
      signal: abort.signal,
      onProgress: () => abort.abort(),
      runtime,
    });
    await expect(search).rejects.toThrow(/E_ABORTED/);
  });
});
