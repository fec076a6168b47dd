import { reducedSide } from './brightness.ts';
import { lowCosines } from './cosine-transform.ts';
import type { Orientation } from './orientation.ts';

/** Coefficients of the hash from side to side. */
const kept = 8;

/** Bits of a hash. */
export const hashBits = kept ** 2;

/** 64 bits that stay nearly the same where a picture is exported once more: two halves of 32. */
export interface PerceptualHash {
  readonly high: number;
  readonly low: number;
}

/** The 8 × 8 lowest cosine coefficients of a reduced picture, which its hashes are made from. */
export function hashCosines(reduced: Uint8Array): Float64Array {
  return lowCosines(reduced, reducedSide, kept);
}

/**
 * The DCT hash (pHash; C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash
 * Functions", 2010): coefficients above the median of all 64 are 1, row by row, the first in the
 * highest bit.
 *
 * The hash of the picture in another orientation comes from the same coefficients: a mirror changes
 * the sign of the odd frequencies along its axis, and exchanging the axes exchanges the coefficients.
 */
export function perceptualHash(
  cosines: Float64Array,
  orientation: Orientation = { mirrored: false, flipped: false, exchanged: false },
): PerceptualHash {
  const turned = oriented(cosines, orientation);
  const sorted = turned.slice().sort();
  const median = (sorted[hashBits / 2 - 1] + sorted[hashBits / 2]) / 2;
  const half = (from: number) => {
    let bits = 0;
    for (let k = from; k < from + 32; k++) bits = (bits << 1) | (turned[k] > median ? 1 : 0);
    return bits >>> 0;
  };
  return { high: half(0), low: half(32) };
}

/** The ones among 32 bits. */
export function bitCount(bits: number): number {
  let n = bits - ((bits >>> 1) & 0x55555555);
  n = (n & 0x33333333) + ((n >>> 2) & 0x33333333);
  return Math.imul((n + (n >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}

function oriented(cosines: Float64Array, orientation: Orientation): Float64Array {
  const { mirrored, flipped, exchanged } = orientation;
  const turned = new Float64Array(hashBits);
  for (let u = 0; u < kept; u++) {
    for (let v = 0; v < kept; v++) {
      const value = exchanged ? cosines[v * kept + u] : cosines[u * kept + v];
      const changes = (mirrored && v % 2 === 1) !== (flipped && u % 2 === 1);
      turned[u * kept + v] = changes ? -value : value;
    }
  }
  return turned;
}
