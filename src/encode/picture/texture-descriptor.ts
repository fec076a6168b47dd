import { side, toHellinger } from './picture-plane.ts';

const radii = [1, 3] as const;

/** Neighbours of a pixel on a square ring, in turn. */
const ring = [
  [-1, -1],
  [0, -1],
  [1, -1],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
] as const;

/** 58 patterns with at most two changes around the ring have a bin each; the others share one. */
const patternBins = 59;
const binOfPattern = uniformBins();

export const binaryPatternsLength = radii.length * patternBins;

/**
 * Histograms of uniform local binary patterns at distances of 1 and 3 pixels: for each pixel, which
 * of its eight neighbours are at least as bright, read as a byte; as square roots of shares.
 *
 * Ojala, Pietikäinen and Mäenpää, "Multiresolution gray-scale and rotation invariant texture
 * classification with local binary patterns", 2002; on a square ring, so without interpolation.
 */
export function binaryPatterns(grey: Int32Array): Float64Array {
  const bins = new Float64Array(binaryPatternsLength);
  radii.forEach((radius, scale) => {
    const offsets = ring.map(([x, y]) => (y * side + x) * radius);
    const base = scale * patternBins;
    for (let y = radius; y < side - radius; y++) {
      for (let x = radius; x < side - radius; x++) {
        const i = y * side + x;
        const centre = grey[i];
        let pattern = 0;
        for (let k = 0; k < 8; k++) if (grey[i + offsets[k]] >= centre) pattern |= 1 << k;
        bins[base + binOfPattern[pattern]] += 1;
      }
    }
    toHellinger(bins, base, base + patternBins);
  });
  return bins;
}

function uniformBins(): Uint8Array {
  const bins = new Uint8Array(256);
  let next = 0;
  for (let pattern = 0; pattern < 256; pattern++) {
    const turned = ((pattern << 1) | (pattern >> 7)) & 0xff;
    let changes = 0;
    for (let bit = 0; bit < 8; bit++) changes += ((pattern ^ turned) >> bit) & 1;
    bins[pattern] = changes <= 2 ? next++ : patternBins - 1;
  }
  return bins;
}
