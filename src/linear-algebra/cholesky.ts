import { MingaError } from '../errors/index.ts';
import { blocksOf, part, put, subtract } from './blocks.ts';
import { requireSymmetric } from './conditions.ts';
import { DoubleMatrix } from './double-matrix.ts';
import { MemoryPool } from './memory-pool.ts';
import type { Products } from './products.ts';
import { lowerInverse, solveLower } from './triangular.ts';

/**
 * The lower triangular L [n × n] of `A = L·Lᵀ`, zeros above its diagonal: column blocks from the left
 * (Golub and Van Loan, "Matrix Computations", section 4.2), the diagonal blocks in JavaScript and
 * all else by products in double precision.
 *
 * @throws E_SHAPE where the matrix is not square; E_LINEAR_ALGEBRA where it is not finite, not
 *   symmetric, or not positive definite
 * @example
 * const factor = await cholesky(covariance, products);
 * const solution = await solveCholesky(factor, rightHandSide, products);
 */
export async function cholesky(matrix: DoubleMatrix, products: Products): Promise<DoubleMatrix> {
  requireSymmetric('a matrix to be factorised', matrix);
  return choleskyOf(matrix, products, new MemoryPool());
}

/**
 * The same of a matrix that is known to be symmetric and finite; only its lower half is read. The
 * factor lies in memory of the pool.
 */
export async function choleskyOf(
  matrix: DoubleMatrix,
  products: Products,
  pool: MemoryPool,
): Promise<DoubleMatrix> {
  const n = matrix.rows;
  const factor = pool.takeZeros(n, n);
  for (const [from, to] of blocksOf(n)) {
    const column = part(matrix, [from, n], [from, to], pool);
    if (from > 0) {
      const left = part(factor, [from, n], [0, from], pool);
      const own = new DoubleMatrix(to - from, from, left.data.subarray(0, (to - from) * from));
      subtract(column, await products.multiplyDouble(left, own, 'second'));
      pool.give(left);
    }
    const corner = part(column, [0, to - from], [0, to - from], pool);
    factorise(corner, from);
    put(factor, corner, from, from);
    if (to < n) {
      const below = part(column, [to - from, n - from], [0, to - from], pool);
      put(factor, await products.multiplyDouble(below, lowerInverse(corner), 'second'), to, from);
      pool.give(below);
    }
    pool.give(column, corner);
  }
  return factor;
}

/** L of a diagonal block in its place, row by row. */
function factorise(block: DoubleMatrix, offset: number): void {
  const { rows: n, data } = block;
  for (let i = 0; i < n; i++) {
    const row = i * n;
    for (let j = 0; j <= i; j++) {
      const other = j * n;
      let rest = data[row + j];
      for (let k = 0; k < j; k++) rest -= data[row + k] * data[other + k];
      if (j < i) data[row + j] = rest / data[other + j];
      else if (rest > 0) data[row + i] = Math.sqrt(rest);
      else throw notDefinite(offset + i, rest);
    }
    data.fill(0, row + i + 1, row + n);
  }
}

function notDefinite(at: number, rest: number): MingaError {
  return new MingaError('E_LINEAR_ALGEBRA', {
    found: `a matrix that is not positive definite: column ${at} leaves ${rest} when what the columns before it explain is taken off`,
    expected: 'a positive definite matrix',
    fix: 'add a little to its diagonal',
  });
}

/**
 * X [n × k] of `L·Lᵀ·X = B`.
 *
 * @param factor L [n × n], of `cholesky`
 * @throws E_SHAPE where sizes do not fit; E_LINEAR_ALGEBRA where B or L is not finite, or the diagonal
 *   of L has a zero
 */
export async function solveCholesky(
  factor: DoubleMatrix,
  rightHandSide: DoubleMatrix,
  products: Products,
): Promise<DoubleMatrix> {
  return solveLower(factor, await solveLower(factor, rightHandSide, products), products, true);
}
