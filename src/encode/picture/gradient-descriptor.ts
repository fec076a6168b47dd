import { region, side, toHellinger } from './picture-plane.ts';

const cells = 4;
const orientations = 9;
const strengths = 16;

export const gradientHistogramsLength = cells * cells * orientations;
export const gradientStrengthLength = 2 * strengths;

/**
 * Orientations of the grey gradient, 0–180° in nine bins, in each cell of a 4 × 4 grid. A pixel
 * votes with its gradient's length, shared linearly by the two nearest bins; then the square roots
 * of shares over the whole picture.
 *
 * After Dalal and Triggs, "Histograms of oriented gradients for human detection", 2005, with one
 * normalisation for the picture instead of overlapping blocks.
 */
export function gradientHistograms(grey: Int32Array): Float64Array {
  const bins = new Float64Array(gradientHistogramsLength);
  eachGradient(grey, (i, dx, dy, length) => {
    if (length === 0) return;
    const turn = Math.atan2(dy, dx) / Math.PI;
    const position = ((turn + 1) % 1) * orientations;
    const lower = Math.floor(position) % orientations;
    const share = position - Math.floor(position);
    const row = Math.floor((Math.floor(i / side) * cells) / side);
    const column = Math.floor(((i % side) * cells) / side);
    const base = (row * cells + column) * orientations;
    bins[base + lower] += length * (1 - share);
    bins[base + ((lower + 1) % orientations)] += length * share;
  });
  toHellinger(bins);
  return bins;
}

/**
 * How long the grey gradient is, in half octaves of grey levels (bin ⌊2 · log2(1 + length)⌋, the
 * last of 16 open), for the central disc and for the surround; as square roots of shares.
 */
export function gradientStrength(grey: Int32Array): Float64Array {
  const bins = new Float64Array(gradientStrengthLength);
  eachGradient(grey, (i, _dx, _dy, length) => {
    const bin = Math.min(strengths - 1, Math.floor(2 * Math.log2(1 + length / 1000)));
    bins[region[i] * strengths + bin] += 1;
  });
  toHellinger(bins, 0, strengths);
  toHellinger(bins, strengths, 2 * strengths);
  return bins;
}

/** Central differences at every pixel that has four neighbours, in thousandths of a grey level. */
function eachGradient(
  grey: Int32Array,
  visit: (i: number, dx: number, dy: number, length: number) => void,
): void {
  for (let y = 1; y < side - 1; y++) {
    for (let x = 1; x < side - 1; x++) {
      const i = y * side + x;
      const dx = (grey[i + 1] - grey[i - 1]) / 2;
      const dy = (grey[i + side] - grey[i - side]) / 2;
      visit(i, dx, dy, Math.sqrt(dx * dx + dy * dy));
    }
  }
}
