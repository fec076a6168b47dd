import { writeFile } from 'node:fs/promises';
import sharp from 'sharp';

/** Red, green and blue, 0–255. */
export type Colour = readonly [number, number, number];

/** In pixels. */
export interface PictureSize {
  readonly width: number;
  readonly height: number;
}

/**
 * Writes a picture from the colour of each of its pixels, counted from the top left: PNG where the
 * name ends so, JPEG otherwise.
 *
 * @example
 * await writePicture('grey.jpg', { width: 8, height: 8 }, () => [128, 128, 128]);
 */
export async function writePicture(
  path: string,
  { width, height }: PictureSize,
  colourAt: (x: number, y: number) => Colour,
): Promise<void> {
  const pixels = new Uint8ClampedArray(3 * width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++, at += 3) pixels.set(colourAt(x, y), at);
  }
  await writePixels(path, { width, height }, pixels);
}

/** Writes a picture from its pixels: red, green and blue, in rows from the top left. */
export async function writePixels(
  path: string,
  { width, height }: PictureSize,
  pixels: Uint8Array | Uint8ClampedArray,
): Promise<void> {
  const raw = { width, height, channels: 3 as const };
  const picture = sharp(Buffer.from(pixels), { raw });
  const packed = path.endsWith('.png') ? picture.png() : picture.jpeg({ quality: 90 });
  await writeFile(path, await packed.toBuffer());
}
