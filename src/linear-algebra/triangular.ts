import { MingaError } from '../errors/index.ts';
import { blocksOf, part, put, rowsBetween, subtract } from './blocks.ts';
import { requireFinite, requireSquare } from './conditions.ts';
import { DoubleMatrix } from './double-matrix.ts';
import { MemoryPool } from './memory-pool.ts';
import type { Products } from './products.ts';
import { mirrored } from './symmetric-product.ts';

/**
 * X [n × k] of `L·X = B`, or of `Lᵀ·X = B`, by blocks of rows: a product takes off what is known
 * already, and the inverse of the diagonal block gives the next rows.
 *
 * @param factor L [n × n], lower triangular; what is above its diagonal is not read
 * @throws E_SHAPE where sizes do not fit; E_LINEAR_ALGEBRA where B or L is not finite, or the diagonal
 *   of L has a zero
 */
export async function solveLower(
  factor: DoubleMatrix,
  rightHandSide: DoubleMatrix,
  products: Products,
  transposed = false,
): Promise<DoubleMatrix> {
  requireSquare('a triangular matrix', factor);
  requireFinite('a triangular matrix', factor);
  requireFinite('a right-hand side', rightHandSide);
  const [n, columns] = [factor.rows, rightHandSide.columns];
  if (rightHandSide.rows !== n) {
    throw new MingaError('E_SHAPE', {
      found: `a right-hand side of ${rightHandSide.rows} rows for ${n} unknowns`,
      expected: `${n}`,
    });
  }
  const solution = new DoubleMatrix(n, columns, rightHandSide.data.slice());
  const blocks = blocksOf(n);
  const pool = new MemoryPool();
  for (const [from, to] of transposed ? blocks.toReversed() : blocks) {
    const own = rowsBetween(solution, from, to);
    // The unknowns that are known, and the part of the factor that belongs to them.
    const [known, rows, cut] = transposed
      ? ([
          [to, n],
          [to, n],
          [from, to],
        ] as const)
      : ([
          [0, from],
          [from, to],
          [0, from],
        ] as const);
    const way = transposed ? 'first' : 'neither';
    if (known[1] > known[0]) {
      const off = rowsBetween(solution, ...known);
      const cutOut = part(factor, rows, cut, pool);
      subtract(own, await products.multiplyDouble(cutOut, off, way));
      pool.give(cutOut);
    }
    const corner = part(factor, [from, to], [from, to], pool);
    const inverse = lowerInverse(corner);
    pool.give(corner);
    own.data.set((await products.multiplyDouble(inverse, own, way)).data);
  }
  return solution;
}

/** L⁻¹ of a lower triangular block. @throws E_LINEAR_ALGEBRA where its diagonal has a zero */
export function lowerInverse({ rows: n, data }: DoubleMatrix): DoubleMatrix {
  const inverse = DoubleMatrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    const diagonal = data[i * n + i];
    if (diagonal === 0) {
      throw new MingaError('E_LINEAR_ALGEBRA', {
        found: 'a triangular matrix with a zero on its diagonal',
        expected: 'a matrix that has an inverse',
      });
    }
    const row = inverse.row(i);
    for (let k = 0; k < i; k++) {
      const factor = data[i * n + k] / -diagonal;
      const other = inverse.row(k);
      for (let j = 0; j <= k; j++) row[j] += factor * other[j];
    }
    row[i] = 1 / diagonal;
  }
  return inverse;
}

/**
 * `(L·Lᵀ)⁻¹` [n × n]: L⁻¹ row block by row block, then `L⁻ᵀ·L⁻¹` with only what is not zero in it. It
 * lies in memory of the pool.
 */
export async function inverseOfFactored(
  factor: DoubleMatrix,
  products: Products,
  pool: MemoryPool,
): Promise<DoubleMatrix> {
  const n = factor.rows;
  const inverse = pool.takeZeros(n, n);
  for (const [from, to] of blocksOf(n)) {
    const own = part(factor, [from, to], [from, to], pool);
    const corner = lowerInverse(own);
    pool.give(own);
    put(inverse, corner, from, from);
    if (from === 0) continue;
    const known = part(factor, [from, to], [0, from], pool);
    const left = await products.multiplyDouble(corner, known);
    const above = part(inverse, [0, from], [0, from], pool);
    const block = await products.multiplyDouble(left, above);
    pool.give(known, above);
    for (let i = 0; i < block.data.length; i++) block.data[i] = -block.data[i];
    put(inverse, block, from, 0);
  }
  const result = pool.take(n, n);
  for (const [from, to] of blocksOf(n)) {
    const own = part(inverse, [from, n], [from, to], pool);
    const left = part(inverse, [from, n], [0, to], pool);
    put(result, await products.multiplyDouble(own, left, 'first'), from, 0);
    pool.give(own, left);
  }
  pool.give(inverse);
  return mirrored(result);
}
