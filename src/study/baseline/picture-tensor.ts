import { readFile } from 'node:fs/promises';
import { type Dataset, type DecodeOptions, decodeImage, type RgbImage } from '../../data/index.ts';
import { createResizer } from '../../encode/picture/resize.ts';
import { requireGoingOn } from '../interruption.ts';

/** Pictures that are decoded at a time. */
const lanes = 8;

/** How one picture becomes uint8 [3, height, width]. */
export interface PictureShape {
  readonly width: number;
  readonly height: number;
  readonly write: (image: RgbImage, slot: Uint8Array) => void;
}

/** Squares, resized without regard to the picture's proportions, as the paper's code does. */
export function squarePictures(side: number): PictureShape {
  const resizer = createResizer();
  const plane = side * side;
  return {
    width: side,
    height: side,
    write(image, slot) {
      const { data } = resizer.picture(image, side, side);
      for (let i = 0; i < plane; i++) {
        slot[i] = data[3 * i];
        slot[plane + i] = data[3 * i + 1];
        slot[2 * plane + i] = data[3 * i + 2];
      }
    },
  };
}

/**
 * Decodes samples' pictures to uint8 [n, 3, height, width].
 *
 * @throws E_IMAGE where one cannot be decoded; E_ABORTED where the signal aborts
 */
export async function picturePixels(
  { samples }: Dataset,
  rows: Int32Array,
  { width, height, write }: PictureShape,
  input: DecodeOptions,
  { signal, onRows }: { readonly signal?: AbortSignal; readonly onRows?: (done: number) => void },
): Promise<Uint8Array> {
  const size = 3 * width * height;
  const pixels = new Uint8Array(rows.length * size);
  let next = 0;
  let done = 0;
  async function lane(): Promise<void> {
    while (next < rows.length) {
      const place = next++;
      requireGoingOn(signal, 'decoding pictures');
      const image = await decodeImage(await readFile(samples[rows[place]].image ?? ''), input);
      write(image, pixels.subarray(place * size, (place + 1) * size));
      onRows?.(++done);
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  return pixels;
}

/** Mirrors one picture [3, height, width] left to right, in place. */
export function mirror(picture: Uint8Array, width: number): void {
  for (let start = 0; start < picture.length; start += width) {
    picture.subarray(start, start + width).reverse();
  }
}
