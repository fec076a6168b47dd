import type { Random } from '../tensor/index.ts';
import { DoubleMatrix } from './double-matrix.ts';
import { orthonormalBasis } from './orthonormal-basis.ts';
import { type Eigen, symmetricEigen } from './symmetric-eigen.ts';
import { addScaled, dot } from './vector.ts';

/** What a subspace is sought of: the products of a symmetric matrix with several vectors at once. */
export type MultiplyVectors = (
  vectors: readonly Float64Array[],
) => Promise<readonly Float64Array[]>;

const iterations = 2;

/**
 * The leading eigenpairs of a symmetric positive semidefinite matrix, roughly, by randomised
 * subspace iteration and a Rayleigh–Ritz step (Halko, Martinsson and Tropp, SIAM Review 53, 2011,
 * algorithm 4.4). The vectors are orthonormal whatever the matrix; there are fewer than `rank`
 * where the matrix has not as many.
 */
export async function leadingSubspace(
  multiply: MultiplyVectors,
  dimension: number,
  rank: number,
  random: Random,
): Promise<Eigen> {
  const vector = () => Float64Array.from({ length: dimension }, () => random.normal());
  let basis = orthonormalBasis(Array.from({ length: Math.min(rank, dimension) }, vector));
  for (let k = 0; k < iterations; k++) basis = orthonormalBasis(await multiply(basis));
  const products = await multiply(basis);
  const small = DoubleMatrix.zeros(basis.length, basis.length);
  basis.forEach((own, i) => {
    // Of both triangles, so that rounding does not make it asymmetric.
    basis.forEach((other, j) => {
      small.row(i)[j] = 0.5 * (dot(own, products[j]) + dot(other, products[i]));
    });
  });
  const { values, vectors: weights } = symmetricEigen(small);
  const vectors = DoubleMatrix.zeros(basis.length, dimension);
  for (let k = 0; k < basis.length; k++) {
    basis.forEach((own, i) => {
      addScaled(vectors.row(k), weights.row(k)[i], own);
    });
  }
  return { values, vectors };
}
