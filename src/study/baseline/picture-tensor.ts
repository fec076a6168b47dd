import { readFile } from 'node:fs/promises';
import { type Dataset, type DecodeOptions, decodeImage } from '../../data/index.ts';
import { createResizer } from '../../encode/picture/resize.ts';
import { requireGoingOn } from '../interruption.ts';

/** Pictures that are decoded at a time. */
const lanes = 8;

/**
 * Decodes samples' pictures to uint8 [n, 3, side, side], resized without regard to their
 * proportions, as the paper's code does.
 *
 * @throws E_IMAGE where one cannot be decoded; E_ABORTED where the signal aborts
 */
export async function picturePixels(
  { samples }: Dataset,
  rows: Int32Array,
  side: number,
  input: DecodeOptions,
  { signal, onRows }: { readonly signal?: AbortSignal; readonly onRows?: (done: number) => void },
): Promise<Uint8Array> {
  const resizer = createResizer();
  const plane = side * side;
  const pixels = new Uint8Array(rows.length * 3 * plane);
  let next = 0;
  let done = 0;
  async function lane(): Promise<void> {
    while (next < rows.length) {
      const place = next++;
      requireGoingOn(signal, 'decoding pictures');
      const image = await decodeImage(await readFile(samples[rows[place]].image ?? ''), input);
      const { data } = resizer.picture(image, side, side);
      const slot = pixels.subarray(place * 3 * plane, (place + 1) * 3 * plane);
      for (let i = 0; i < plane; i++) {
        slot[i] = data[3 * i];
        slot[plane + i] = data[3 * i + 1];
        slot[2 * plane + i] = data[3 * i + 2];
      }
      onRows?.(++done);
    }
  }
  await Promise.all(Array.from({ length: lanes }, lane));
  return pixels;
}

/** Mirrors one picture [3, side, side] left to right, in place. */
export function mirror(picture: Uint8Array, side: number): void {
  for (let start = 0; start < picture.length; start += side) {
    picture.subarray(start, start + side).reverse();
  }
}
