import { requireSymmetric } from './conditions.ts';
import { DoubleMatrix } from './double-matrix.ts';
import { implicitQl } from './implicit-ql.ts';
import { turnedColumns } from './rotations.ts';
import { orthogonalFactor, tridiagonal } from './tridiagonal.ts';

/** Eigenvalues, falling, and the eigenvector of each, of length 1. */
export interface Eigen {
  readonly values: Float64Array;
  /** Row k belongs to `values[k]`. */
  readonly vectors: DoubleMatrix;
}

/**
 * All eigenpairs of a symmetric matrix [n × n]: `A = Σ valuesₖ·vₖ·vₖᵀ`, by Householder's reduction to
 * tridiagonal form and implicit QL (Golub and Van Loan, "Matrix Computations", section 8.3), some
 * 9·n³ operations in JavaScript: meant for n up to about 1,024. Of each eigenvector the entry of
 * largest size is positive, so that the same matrix has the same ones everywhere.
 *
 * @throws E_SHAPE where the matrix is not square; E_LINEAR_ALGEBRA where it is not finite, or not
 *   symmetric within a millionth of its largest entry
 * @example
 * const { values, vectors } = symmetricEigen(covariance);
 * vectors.row(0); // the direction of largest variance
 */
export function symmetricEigen(matrix: DoubleMatrix): Eigen {
  const { symmetric, scale } = prepared(matrix);
  const n = symmetric.rows;
  const reduced = tridiagonal(symmetric);
  const values = reduced.diagonal.slice();
  const columns = turnedColumns(orthogonalFactor(reduced), n);
  implicitQl(values, reduced.beside.slice(), columns.turn);
  const vectors = DoubleMatrix.zeros(n, n);
  const order = Array.from(values, (_, k) => k).sort((i, j) => values[j] - values[i] || i - j);
  const found = columns.finish();
  const place = new Int32Array(n);
  order.forEach((from, k) => {
    place[from] = k;
  });
  for (let i = 0; i < n; i++) {
    for (let k = 0; k < n; k++) vectors.data[place[k] * n + i] = found[i * n + k];
  }
  for (let k = 0; k < n; k++) fixSign(vectors.row(k));
  return { values: Float64Array.from(order, k => values[k] * scale), vectors };
}

/**
 * The eigenvalues of a symmetric matrix [n × n] alone, falling: a few times quicker than all pairs.
 *
 * @throws as `symmetricEigen` does
 */
export function symmetricEigenvalues(matrix: DoubleMatrix): Float64Array {
  const { symmetric, scale } = prepared(matrix);
  const { diagonal, beside } = tridiagonal(symmetric);
  implicitQl(diagonal, beside, () => {});
  return diagonal.map(value => value * scale).sort((a, b) => b - a);
}

/** Turns a vector so that its entry of largest size, the first of them, is positive. */
export function fixSign(vector: Float64Array): void {
  let at = 0;
  for (let i = 1; i < vector.length; i++) if (Math.abs(vector[i]) > Math.abs(vector[at])) at = i;
  if (vector[at] >= 0) return;
  for (let i = 0; i < vector.length; i++) vector[i] = -vector[i];
}

/** The mean of both triangles, over a power of two that keeps squares from over- and underflow. */
function prepared(matrix: DoubleMatrix): { symmetric: DoubleMatrix; scale: number } {
  const largest = requireSymmetric('a symmetric matrix', matrix);
  const { rows: n, data } = matrix;
  const scale = largest === 0 ? 1 : 2 ** Math.floor(Math.log2(largest));
  const symmetric = DoubleMatrix.zeros(n, n);
  for (let i = 0; i < n; i++) {
    for (let j = 0; j <= i; j++) {
      const mean = data[i * n + j] / scale / 2 + data[j * n + i] / scale / 2;
      symmetric.data[i * n + j] = mean;
      symmetric.data[j * n + i] = mean;
    }
  }
  return { symmetric, scale };
}
