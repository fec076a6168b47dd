import { region, side, toHellinger } from './picture-plane.ts';

const cells = 3;
const hues = 8;
const saturations = 3;
const values = 4;
const regionBins = hues * saturations * values;

export const colourMomentsLength = cells * cells * 6 + 3;
export const colourHistogramLength = 2 * regionBins;

/**
 * Mean and standard deviation of three opponent channels in each cell of a 3 × 3 grid, then the
 * skewness of each channel over the whole picture (third central moment over σ³, divided by 4):
 *
 * - intensity (R + G + B) / 3, red against green R − G, yellow against blue (R + G) / 2 − B, of
 *   values 0–1.
 *
 * After Stricker and Orengo, "Similarity of color images", 1995, who take the moments of HSV.
 */
export function colourMoments(data: Uint8Array): Float64Array {
  const moments = new Float64Array(colourMomentsLength);
  const edges = Array.from({ length: cells + 1 }, (_, i) => Math.round((i * side) / cells));
  let at = 0;
  for (let row = 0; row < cells; row++) {
    for (let column = 0; column < cells; column++) {
      const box = [edges[column], edges[row], edges[column + 1], edges[row + 1]] as const;
      for (const { mean, deviation } of channelMoments(data, ...box)) {
        moments[at++] = mean;
        moments[at++] = deviation;
      }
    }
  }
  for (const { skewness } of channelMoments(data, 0, 0, side, side)) moments[at++] = skewness / 4;
  return moments;
}

function channelMoments(
  data: Uint8Array,
  left: number,
  top: number,
  right: number,
  bottom: number,
) {
  const sums = [
    [0, 0, 0],
    [0, 0, 0],
    [0, 0, 0],
  ];
  for (let y = top; y < bottom; y++) {
    for (let x = left; x < right; x++) {
      const i = (y * side + x) * 3;
      const red = data[i] / 255;
      const green = data[i + 1] / 255;
      const blue = data[i + 2] / 255;
      addPowers(sums[0], (red + green + blue) / 3);
      addPowers(sums[1], red - green);
      addPowers(sums[2], (red + green) / 2 - blue);
    }
  }
  const count = (right - left) * (bottom - top);
  return sums.map(([first, second, third]) => {
    const mean = first / count;
    const variance = Math.max(0, second / count - mean * mean);
    const deviation = Math.sqrt(variance);
    const centralThird = third / count - 3 * mean * variance - mean ** 3;
    // On an even plane rounding alone would make a skewness.
    const skewness = deviation < 1e-6 ? 0 : centralThird / (variance * deviation);
    return { mean, deviation, skewness };
  });
}

function addPowers(sums: number[], value: number): void {
  sums[0] += value;
  sums[1] += value * value;
  sums[2] += value * value * value;
}

/**
 * A joint histogram of hue (8), saturation (3) and value (4) for the central disc and one for the
 * surround, each as square roots of shares.
 */
export function colourHistogram(data: Uint8Array): Float64Array {
  const bins = new Float64Array(colourHistogramLength);
  for (let i = 0; i < region.length; i++) {
    const bin = hsvBin(data[i * 3], data[i * 3 + 1], data[i * 3 + 2]);
    bins[region[i] * regionBins + bin] += 1;
  }
  toHellinger(bins, 0, regionBins);
  toHellinger(bins, regionBins, 2 * regionBins);
  return bins;
}

function hsvBin(red: number, green: number, blue: number): number {
  const most = Math.max(red, green, blue);
  const range = most - Math.min(red, green, blue);
  const saturation = most === 0 ? 0 : range / most;
  const s = Math.min(saturations - 1, Math.floor(saturation * saturations));
  const v = Math.min(values - 1, Math.floor((most / 256) * values));
  const h = Math.floor((hueTurn(red, green, blue, most, range) * hues) % hues);
  return (h * saturations + s) * values + v;
}

/** Hue as a part of a full turn, 0 ≤ hue < 1; greys have hue 0. */
function hueTurn(red: number, green: number, blue: number, most: number, range: number): number {
  if (range === 0) return 0;
  if (most === red) return (((green - blue) / range + 6) % 6) / 6;
  if (most === green) return ((blue - red) / range + 2) / 6;
  return ((red - green) / range + 4) / 6;
}
