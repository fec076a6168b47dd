import { DoubleMatrix } from './double-matrix.ts';
import type { MemoryPool } from './memory-pool.ts';

/** Rows and columns of triangular matrices are walked by so many at a time. */
export const blockSize = 256;

/** The first row of each block, and the one behind its last. */
export function blocksOf(size: number, block = blockSize): (readonly [number, number])[] {
  return Array.from({ length: Math.ceil(size / block) }, (_, k) => [
    k * block,
    Math.min(size, (k + 1) * block),
  ]);
}

/** Whole rows as a view. */
export function rowsBetween(matrix: DoubleMatrix, from: number, to: number): DoubleMatrix {
  const { columns, data } = matrix;
  return new DoubleMatrix(to - from, columns, data.subarray(from * columns, to * columns));
}

/** A part as a copy, in memory of the pool. */
export function part(
  matrix: DoubleMatrix,
  [top, bottom]: readonly [number, number],
  [left, right]: readonly [number, number],
  pool: MemoryPool,
): DoubleMatrix {
  const copy = pool.take(bottom - top, right - left);
  for (let i = top; i < bottom; i++) copy.row(i - top).set(matrix.row(i).subarray(left, right));
  return copy;
}

/** Writes `block` with its first entry at (top, left). */
export function put(matrix: DoubleMatrix, block: DoubleMatrix, top: number, left: number): void {
  for (let i = 0; i < block.rows; i++) matrix.row(top + i).set(block.row(i), left);
}

/** a −= b, in place. */
export function subtract(a: DoubleMatrix, b: DoubleMatrix): void {
  for (let i = 0; i < a.data.length; i++) a.data[i] -= b.data[i];
}
