import { put } from './blocks.ts';
import { requireFinite } from './conditions.ts';
import { DoubleMatrix } from './double-matrix.ts';
import { completion } from './orthonormal.ts';
import type { Products } from './products.ts';
import { symmetricEigen } from './symmetric-eigen.ts';
import { dot } from './vector.ts';

/** `A = Σ valuesₖ·uₖᵀ·vₖ` of [m × n], k = min(m, n) terms. */
export interface SingularDecomposition {
  /** [k × m] row k is the left vector of `values[k]`. */
  readonly u: DoubleMatrix;
  /** [k] falling. */
  readonly values: Float64Array;
  /** [k × n] row k is the right vector of `values[k]`. */
  readonly v: DoubleMatrix;
}

// Of the largest: in a Gram matrix, what is smaller is lost to rounding.
const leastValue = 1e-7;

/**
 * The singular values and vectors of a matrix [m × n] through the eigenpairs of the smaller of `A·Aᵀ`
 * and `Aᵀ·A`, both sets of vectors orthonormal: meant for a smaller side of up to about 1,024. Values
 * below 1e-7 of the largest cannot be told from zero this way and are given as zero; their vectors
 * complete the others, always in the same way. In each vector of the smaller side (`u` where m ≤ n)
 * the entry of largest size is positive.
 *
 * @throws E_LINEAR_ALGEBRA where the matrix is not finite
 * @example
 * const { u, values, v } = await singularDecomposition(crossCovariance, products);
 */
export async function singularDecomposition(
  matrix: DoubleMatrix,
  products: Products,
): Promise<SingularDecomposition> {
  requireFinite('a matrix', matrix);
  if (matrix.rows > matrix.columns) {
    const { u, values, v } = await wide(transposedOf(matrix), products);
    return { u: v, values, v: u };
  }
  return wide(matrix, products);
}

/** Of m ≤ n. */
async function wide(matrix: DoubleMatrix, products: Products): Promise<SingularDecomposition> {
  const { scaled, scale } = withUnitSize(matrix);
  const { vectors: u } = symmetricEigen(await products.multiplyDouble(scaled, scaled, 'second'));
  const images = await products.multiplyDouble(u, scaled);
  const [m, n] = [matrix.rows, matrix.columns];
  // The lengths of the images are more exact than the roots of the eigenvalues.
  const lengths = Float64Array.from({ length: m }, (_, k) => {
    const row = images.row(k);
    return Math.sqrt(dot(row, row));
  });
  const order = Array.from(lengths, (_, k) => k).sort((i, j) => lengths[j] - lengths[i] || i - j);
  const least = leastValue * (lengths[order[0] ?? 0] ?? 0);
  const kept = order.filter(k => lengths[k] > least);
  const right = DoubleMatrix.zeros(m, n);
  kept.forEach((from, k) => {
    right.row(k).set(images.row(from).map(x => x / lengths[from]));
  });
  const leading = new DoubleMatrix(kept.length, n, right.data.subarray(0, kept.length * n));
  leading.data.set((await nearestOrthonormal(leading, products)).data);
  put(right, await completion(leading, m - kept.length, products), kept.length, 0);
  const left = DoubleMatrix.zeros(m, m);
  order.forEach((from, k) => {
    left.row(k).set(u.row(from));
  });
  const values = Float64Array.from(order, k => (lengths[k] > least ? lengths[k] * scale : 0));
  return { u: left, values, v: right };
}

const mostSteps = 8;

/**
 * The nearest orthonormal rows to rows that nearly are, by Newton's step `U ← U·(3I − UᵀU)/2` until
 * rounding is all that is left (Higham, "Functions of Matrices", section 8.3).
 */
export async function nearestOrthonormal(
  rows: DoubleMatrix,
  products: Products,
): Promise<DoubleMatrix> {
  const n = rows.rows;
  let result = rows;
  for (let step = 0; step < mostSteps; step++) {
    const inner = await products.multiplyDouble(result, result, 'second');
    let deviation = 0;
    inner.data.forEach((x, at) => {
      const own = at % (n + 1) === 0 ? 1 : 0;
      deviation = Math.max(deviation, Math.abs(x - own));
      inner.data[at] = 1.5 * own - 0.5 * x;
    });
    if (deviation <= 1e-14 * Math.sqrt(n)) break;
    result = await products.multiplyDouble(inner, result);
    // It squares: after this step nothing is left that a look at it would show.
    if (deviation < 1e-8) break;
  }
  return result;
}

/** The matrix over its largest entry, so that squares neither over- nor underflow. */
export function withUnitSize(matrix: DoubleMatrix): { scaled: DoubleMatrix; scale: number } {
  let largest = 0;
  for (let i = 0; i < matrix.data.length; i++) {
    largest = Math.max(largest, Math.abs(matrix.data[i]));
  }
  const scale = largest || 1;
  const data = matrix.data.map(x => x / scale);
  return { scaled: new DoubleMatrix(matrix.rows, matrix.columns, data), scale };
}

export function transposedOf({ rows, columns, data }: DoubleMatrix): DoubleMatrix {
  const turned = DoubleMatrix.zeros(columns, rows);
  for (let left = 0; left < columns; left += tile) {
    for (let i = 0; i < rows; i++) {
      for (let j = left; j < Math.min(columns, left + tile); j++) {
        turned.data[j * rows + i] = data[i * columns + j];
      }
    }
  }
  return turned;
}

// Columns at a time: their rows of the result stay at hand.
const tile = 32;
