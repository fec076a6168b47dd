import { type AffineMap, middle } from './affine-map.ts';
import { reducedSide } from './brightness.ts';

/** Pixels at each edge that another picture may not have, being cut tighter. */
export const margin = 3;

/** Pixels from side to side of the part of a reduced picture that is compared. */
export const innerSide = reducedSide - 2 * margin;

export const innerPixels = innerSide ** 2;

/** Half the side of the square whose mean is what a pixel's detail stands out from. */
const smooth = 3;

/** A smaller deviation of brightness than this is noise: there is nothing to be compared. */
const leastSpread = 0.5;

/** The inner part of a picture as it is, into `values`. */
export function inner(picture: Uint8Array, values: Float64Array): void {
  for (let y = 0, at = 0; y < innerSide; y++) {
    const row = (y + margin) * reducedSide + margin;
    for (let x = 0; x < innerSide; x++, at++) values[at] = picture[row + x];
  }
}

/** The inner part of a picture laid by a map, between its pixels linearly; at its edge the edge. */
export function mapped(picture: Uint8Array, m: AffineMap, values: Float64Array): void {
  const last = reducedSide - 1;
  for (let y = 0, at = 0; y < innerSide; y++) {
    const dy = y + margin - middle;
    let sourceX = middle + m[0] + m[1] * (margin - middle) + m[2] * dy;
    let sourceY = middle + m[3] + m[4] * (margin - middle) + m[5] * dy;
    for (let x = 0; x < innerSide; x++, at++) {
      const px = sourceX < 0 ? 0 : sourceX > last ? last : sourceX;
      const py = sourceY < 0 ? 0 : sourceY > last ? last : sourceY;
      // Neither is negative, so that cutting off the fraction rounds down.
      const left = px >= last ? last - 1 : px | 0;
      const top = py >= last ? last - 1 : py | 0;
      const fx = px - left;
      const place = top * reducedSide + left;
      const under = place + reducedSide;
      const above = picture[place] + fx * (picture[place + 1] - picture[place]);
      const below = picture[under] + fx * (picture[under + 1] - picture[under]);
      values[at] = above + (py - top) * (below - above);
      sourceX += m[1];
      sourceY += m[4];
    }
  }
}

/** Values less their mean, as a vector of length 1; zeros where they hardly differ. */
export function unit(values: Float64Array): Float64Array {
  const { mean, length } = moments(values);
  return values.map(value => (length === 0 ? 0 : (value - mean) / length));
}

/** The correlation of values with a vector that `unit` made; 0 where they hardly differ. */
export function correlation(unitVector: Float64Array, values: Float64Array): number {
  const { length } = moments(values);
  // The mean of the unit vector is 0, so that of the values does not count.
  return length === 0 ? 0 : product(unitVector, values) / length;
}

const ones = new Float64Array(innerPixels).fill(1);

/** The mean, and √Σ(x − mean)²: 0 where that is noise. */
function moments(values: Float64Array): { readonly mean: number; readonly length: number } {
  const mean = product(values, ones) / values.length;
  // Brightnesses are below 256: their squares lose no digit that counts.
  const length = Math.sqrt(Math.max(0, product(values, values) - values.length * mean ** 2));
  return { mean, length: length < leastSpread * Math.sqrt(values.length) ? 0 : length };
}

/** The scalar product of vectors whose length is a multiple of four. */
export function product(a: Float64Array, b: Float64Array): number {
  // Four sums do not wait for one another.
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let at = 0; at + 3 < a.length; at += 4) {
    s0 += a[at] * b[at];
    s1 += a[at + 1] * b[at + 1];
    s2 += a[at + 2] * b[at + 2];
    s3 += a[at + 3] * b[at + 3];
  }
  return s0 + s1 + (s2 + s3);
}

/** What is left of an inner part without what is smooth: each pixel less the mean of 7 × 7 around it. */
export function detail(values: Float64Array): Float64Array {
  const sums = tableOfSums(values);
  const stride = innerSide + 1;
  const found = new Float64Array(innerPixels);
  for (let y = 0; y < innerSide; y++) {
    const top = Math.max(0, y - smooth);
    const bottom = Math.min(innerSide, y + smooth + 1);
    for (let x = 0; x < innerSide; x++) {
      const left = Math.max(0, x - smooth);
      const right = Math.min(innerSide, x + smooth + 1);
      const sum =
        sums[bottom * stride + right] -
        sums[top * stride + right] -
        sums[bottom * stride + left] +
        sums[top * stride + left];
      const at = y * innerSide + x;
      found[at] = values[at] - sum / ((bottom - top) * (right - left));
    }
  }
  return found;
}

/** At (y, x) the sum of all above and to the left. */
function tableOfSums(values: Float64Array): Float64Array {
  const stride = innerSide + 1;
  const sums = new Float64Array(stride * stride);
  for (let y = 0; y < innerSide; y++) {
    let row = 0;
    for (let x = 0; x < innerSide; x++) {
      row += values[y * innerSide + x];
      sums[(y + 1) * stride + x + 1] = sums[y * stride + x + 1] + row;
    }
  }
  return sums;
}
