import { addScaled, dot } from './vector.ts';

// What is left of a vector after projection, below which it is taken to lie among the others.
const leastRemainder = 1e-5;

/**
 * An orthonormal basis of what vectors span, by Gram–Schmidt, each vector twice, for once is not
 * enough in floating point. A vector that the ones before it span adds nothing.
 *
 * @example
 * orthonormalBasis([Float64Array.of(2, 0), Float64Array.of(4, 0)]); // [[1, 0]]
 */
export function orthonormalBasis(vectors: readonly Float64Array[]): Float64Array[] {
  const basis: Float64Array[] = [];
  for (const vector of vectors) {
    const own = vector.slice();
    const before = Math.sqrt(dot(own, own));
    for (let pass = 0; pass < 2; pass++)
      for (const other of basis) addScaled(own, -dot(own, other), other);
    const after = Math.sqrt(dot(own, own));
    if (after > leastRemainder * before) basis.push(own.map(x => x / after));
  }
  return basis;
}
