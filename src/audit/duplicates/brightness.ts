import type { RgbImage } from '../../data/index.ts';

/** Pixels of a reduced picture from side to side and from top to bottom. */
export const reducedSide = 32;

/** Pixels of a reduced picture. */
export const reducedPixels = reducedSide ** 2;

/** Makes a reduced picture: 32 × 32 brightnesses 0–255, row by row. */
export type BrightnessReducer = (image: RgbImage) => Uint8Array;

/**
 * Reduces pictures to their brightness at 32 × 32, whatever their shape.
 *
 * Brightness is `.299 R + .587 G + .114 B` (ITU-R BT.601). The reduction is Pillow's
 * `resize((32, 32), BILINEAR)` of a picture of floats: a triangle as wide as the reduction, so that
 * every pixel counts, along the rows and then along the columns; then rounded.
 *
 * @example
 * const reduce = brightnessReducer();
 * reduce(await decodeImage(await readFile('lesion.jpg'))); // Uint8Array(1024)
 */
export function brightnessReducer(): BrightnessReducer {
  // Most pictures of a set are of a few sizes.
  const known = new Map<number, readonly Tent[]>();
  const tentsOf = (size: number) => {
    const tents = known.get(size) ?? makeTents(size);
    if (known.size > 1000) known.clear();
    known.set(size, tents);
    return tents;
  };
  return image => {
    const rows = reducedRows(image, tentsOf(image.width));
    return reducedColumns(rows, tentsOf(image.height));
  };
}

/** The pixels that one place of the reduced side is made from, and what each counts. */
interface Tent {
  readonly from: number;
  readonly weights: Float64Array;
}

function makeTents(size: number): readonly Tent[] {
  const scale = size / reducedSide;
  const reach = Math.max(1, scale);
  return Array.from({ length: reducedSide }, (_, i) => {
    const centre = (i + 0.5) * scale;
    const from = Math.max(0, Math.trunc(centre - reach + 0.5));
    const to = Math.min(size, Math.trunc(centre + reach + 0.5));
    const weights = Float64Array.from({ length: to - from }, (_, k) =>
      Math.max(0, 1 - Math.abs((from + k + 0.5 - centre) / reach)),
    );
    const sum = weights.reduce((a, b) => a + b, 0);
    return { from, weights: weights.map(weight => weight / sum) };
  });
}

function reducedRows({ width, height, data }: RgbImage, tents: readonly Tent[]): Float64Array {
  const rows = new Float64Array(height * reducedSide);
  const line = new Float64Array(width);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) {
      line[x] = 0.299 * data[at] + 0.587 * data[at + 1] + 0.114 * data[at + 2];
    }
    for (let i = 0; i < reducedSide; i++) {
      const { from, weights } = tents[i];
      let sum = 0;
      for (let k = 0; k < weights.length; k++) sum += weights[k] * line[from + k];
      rows[y * reducedSide + i] = sum;
    }
  }
  return rows;
}

function reducedColumns(rows: Float64Array, tents: readonly Tent[]): Uint8Array {
  const reduced = new Uint8Array(reducedPixels);
  const sums = new Float64Array(reducedSide);
  tents.forEach(({ from, weights }, j) => {
    sums.fill(0);
    for (let k = 0; k < weights.length; k++) {
      const at = (from + k) * reducedSide;
      for (let i = 0; i < reducedSide; i++) sums[i] += weights[k] * rows[at + i];
    }
    for (let i = 0; i < reducedSide; i++) reduced[j * reducedSide + i] = Math.round(sums[i]);
  });
  return reduced;
}
