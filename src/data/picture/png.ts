import type { RgbImage } from './rgb-image.ts';
import { sharp } from './sharp.ts';

/**
 * A picture as the bytes of a PNG file, without metadata; `decodeImage` gives the same pixels again.
 *
 * @param options.longest side in pixels to which a larger picture is made smaller
 * @example
 * await encodePng({ width: 1, height: 1, data: Uint8Array.of(255, 0, 0) });
 */
export async function encodePng(
  { width, height, data }: RgbImage,
  options: { readonly longest?: number } = {},
): Promise<Uint8Array> {
  const { longest = Number.POSITIVE_INFINITY } = options;
  const raw = sharp(data, { raw: { width, height, channels: 3 } });
  const small = Math.max(width, height) > longest;
  const sized = small ? raw.resize({ width: longest, height: longest, fit: 'inside' }) : raw;
  return sized.png().toBuffer();
}
