import { product } from './inner-part.ts';

/** The products of vectors with one another: k × k, row by row. */
export function products(vectors: readonly Float64Array[]): Float64Array {
  const count = vectors.length;
  const matrix = new Float64Array(count * count);
  for (let k = 0; k < count; k++) {
    for (let l = 0; l <= k; l++) {
      const value = product(vectors[k], vectors[l]);
      matrix[k * count + l] = value;
      matrix[l * count + k] = value;
    }
  }
  return matrix;
}

/** A pivot below this share of its diagonal element means a singular matrix. */
const smallestPivot = 1e-9;

/** The inverse of a symmetric positive definite matrix by Gauss and Jordan; null where it is singular. */
export function inverse(matrix: Float64Array): Float64Array | null {
  const size = Math.sqrt(matrix.length);
  const left = matrix.slice();
  const right = new Float64Array(matrix.length);
  for (let k = 0; k < size; k++) right[k * size + k] = 1;
  for (let k = 0; k < size; k++) {
    const pivot = left[k * size + k];
    if (!(pivot > smallestPivot * matrix[k * size + k])) return null;
    for (let l = 0; l < size; l++) {
      left[k * size + l] /= pivot;
      right[k * size + l] /= pivot;
    }
    for (let row = 0; row < size; row++) {
      const factor = left[row * size + k];
      if (row === k || factor === 0) continue;
      for (let l = 0; l < size; l++) {
        left[row * size + l] -= factor * left[k * size + l];
        right[row * size + l] -= factor * right[k * size + l];
      }
    }
  }
  return right;
}
