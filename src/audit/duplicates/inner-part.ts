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

/** The inner part of a picture laid by a map, between its pixels linearly; at its edge the edge. */
export function mapped(picture: Uint8Array, m: AffineMap): Float64Array {
  const values = new Float64Array(innerPixels);
  const last = reducedSide - 1;
  for (let y = margin, at = 0; y < reducedSide - margin; y++) {
    const dy = y - middle;
    for (let x = margin; x < reducedSide - margin; x++, at++) {
      const dx = x - middle;
      const sourceX = Math.min(last, Math.max(0, middle + m[0] + m[1] * dx + m[2] * dy));
      const sourceY = Math.min(last, Math.max(0, middle + m[3] + m[4] * dx + m[5] * dy));
      const left = Math.min(last - 1, Math.floor(sourceX));
      const top = Math.min(last - 1, Math.floor(sourceY));
      const fx = sourceX - left;
      const place = top * reducedSide + left;
      const under = place + reducedSide;
      const above = picture[place] + fx * (picture[place + 1] - picture[place]);
      const below = picture[under] + fx * (picture[under + 1] - picture[under]);
      values[at] = above + (sourceY - top) * (below - above);
    }
  }
  return values;
}

/** Values less their mean, as a vector of length 1; zeros where they hardly differ. */
export function unit(values: Float64Array): Float64Array {
  const mean = values.reduce((a, b) => a + b, 0) / values.length;
  const length = Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0));
  const flat = length < leastSpread * Math.sqrt(values.length);
  return values.map(value => (flat ? 0 : (value - mean) / length));
}

/** The scalar product: of two vectors that `unit` made, their correlation. */
export function product(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let at = 0; at < a.length; at++) sum += a[at] * b[at];
  return sum;
}

/** What is left of an inner part without what is smooth: each pixel less the mean of 7 × 7 around it. */
export function detail(values: Float64Array): Float64Array {
  const sums = tableOfSums(values);
  const stride = innerSide + 1;
  const found = new Float64Array(innerPixels);
  for (let y = 0; y < innerSide; y++) {
    const [top, bottom] = [Math.max(0, y - smooth), Math.min(innerSide, y + smooth + 1)];
    for (let x = 0; x < innerSide; x++) {
      const [left, right] = [Math.max(0, x - smooth), Math.min(innerSide, x + smooth + 1)];
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
