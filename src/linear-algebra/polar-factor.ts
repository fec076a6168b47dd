import { isMingaError } from '../errors/index.ts';
import { choleskyOf } from './cholesky.ts';
import { requireFinite } from './conditions.ts';
import type { DoubleMatrix } from './double-matrix.ts';
import { inverseSquareRoot } from './inverse-square-root.ts';
import { MemoryPool } from './memory-pool.ts';
import type { Products } from './products.ts';
import {
  nearestOrthonormal,
  singularDecomposition,
  transposedOf,
  withUnitSize,
} from './singular-decomposition.ts';
import { spectrumEnds } from './spectrum.ts';

/**
 * The matrix with orthonormal rows (m ≤ n) or columns (m ≥ n) that is nearest to a matrix [m × n]:
 * `U·Vᵀ` of its singular decomposition, the orthogonal Procrustes solution (Schönemann,
 * Psychometrika 31, 1966). It is `(A·Aᵀ)^(−½)·A`, made orthonormal to rounding by Newton's steps.
 *
 * Where the matrix has not full rank (singular values below some 1e-5 of the largest), it goes through
 * `singularDecomposition`, which is meant for a smaller side of up to about 1,024. A direction of no
 * singular value, below 1e-7, can be turned anywhere without being further away; it is completed to
 * an orthonormal one, always in the same way. So the result is orthonormal even of zeros.
 *
 * @throws E_LINEAR_ALGEBRA where the matrix is not finite
 * @example
 * const rotation = await polarFactor(crossCovariance, products); // [p × q]
 */
export async function polarFactor(matrix: DoubleMatrix, products: Products): Promise<DoubleMatrix> {
  requireFinite('a matrix', matrix);
  if (matrix.rows > matrix.columns) {
    return transposedOf(await wide(transposedOf(matrix), products));
  }
  return wide(matrix, products);
}

/** Of m ≤ n. */
async function wide(matrix: DoubleMatrix, products: Products): Promise<DoubleMatrix> {
  const { scaled } = withUnitSize(matrix);
  const root = await inverseRootOfGram(scaled, products);
  if (root !== null) {
    return nearestOrthonormal(await products.multiplyDouble(root, scaled), products);
  }
  const { u, v } = await singularDecomposition(scaled, products);
  return nearestOrthonormal(await products.multiplyDouble(u, v, 'first'), products);
}

// Of the Gram matrix, so a singular value may be 1e-5 of the largest.
const leastRatio = 1e-10;

/** `(A·Aᵀ)^(−½)`, or null where that matrix is too ill-conditioned for it. */
async function inverseRootOfGram(
  matrix: DoubleMatrix,
  products: Products,
): Promise<DoubleMatrix | null> {
  const gram = await products.multiplyDouble(matrix, matrix, 'second');
  try {
    const { smallest, largest } = spectrumEnds(
      gram,
      await choleskyOf(gram, products, new MemoryPool()),
    );
    if (!(smallest > leastRatio * largest)) return null;
    return await inverseSquareRoot(gram, products, { tolerance: 1e-3 });
  } catch (error) {
    if (isMingaError(error) && error.code === 'E_LINEAR_ALGEBRA') return null;
    throw error;
  }
}
