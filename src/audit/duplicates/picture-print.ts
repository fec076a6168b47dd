import { createHash } from 'node:crypto';
import { type DecodeOptions, decodeImage, type RgbImage } from '../../data/index.ts';
import { type BrightnessReducer, reducedPixels } from './brightness.ts';

/** Bytes of a SHA-256. */
export const digestBytes = 32;

/** What is kept of a picture to know it again. */
export interface PicturePrint {
  /** SHA-256 of the file. */
  readonly file: Uint8Array;
  /** SHA-256 of its size and decoded pixels. */
  readonly pixels: Uint8Array;
  /** Its brightness at 32 × 32. */
  readonly reduced: Uint8Array;
}

/** Bytes of a print: file, pixels, brightness. */
export const printBytes = 2 * digestBytes + reducedPixels;

/** SHA-256 of the bytes of a file. */
export function fileDigest(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(createHash('sha256').update(bytes).digest());
}

/**
 * Decodes a picture and takes its print.
 *
 * @throws E_IMAGE where the bytes cannot be decoded
 */
export async function takePrint(
  bytes: Uint8Array,
  file: Uint8Array,
  reduce: BrightnessReducer,
  input: DecodeOptions,
): Promise<PicturePrint> {
  const image = await decodeImage(bytes, input);
  return { file, pixels: pixelDigest(image), reduced: reduce(image) };
}

function pixelDigest({ width, height, data }: RgbImage): Uint8Array {
  return new Uint8Array(
    createHash('sha256').update(`${width} × ${height}\n`).update(data).digest(),
  );
}
