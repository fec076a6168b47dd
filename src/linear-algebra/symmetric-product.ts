import { blocksOf, put, rowsBetween } from './blocks.ts';
import type { DoubleMatrix } from './double-matrix.ts';
import type { MemoryPool } from './memory-pool.ts';
import type { Products } from './products.ts';

// More and narrower stripes are fewer operations, but the second factor goes over anew for each.
const [stripes, narrowest] = [4, 256];

/**
 * `A·B` of symmetric matrices [n × n] that commute: the product is symmetric, so that a good half of
 * it is computed and mirrored. The product lies in memory of the pool.
 */
export async function symmetricProduct(
  a: DoubleMatrix,
  b: DoubleMatrix,
  products: Products,
  pool: MemoryPool,
): Promise<DoubleMatrix> {
  const result = pool.take(a.rows, a.rows);
  const stripe = Math.max(narrowest, Math.ceil(a.rows / stripes));
  for (const [from, to] of blocksOf(a.rows, stripe)) {
    // The first columns of B are its first rows.
    const [own, other] = [rowsBetween(a, from, to), rowsBetween(b, 0, to)];
    put(result, await products.multiplyDouble(own, other, 'second'), from, 0);
  }
  return mirrored(result);
}

/** What lies below the diagonal, above it too; by tiles, since one of the two is walked by columns. */
export function mirrored(matrix: DoubleMatrix): DoubleMatrix {
  const { rows: n, data } = matrix;
  for (let top = 0; top < n; top += tile) {
    for (let left = 0; left <= top; left += tile) {
      for (let i = top; i < Math.min(n, top + tile); i++) {
        const last = Math.min(i, left + tile);
        for (let j = left; j < last; j++) data[j * n + i] = data[i * n + j];
      }
    }
  }
  return matrix;
}

const tile = 32;
