import sharp from 'sharp';
import { MingaError } from '../errors/index.ts';

/** Pixels in rows from the top left: pixel (x, y) is `data[(y * width + x) * 3 …]`, red first. */
export interface RgbImage {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

export interface DecodeOptions {
  /** The most pixels (width × height) that are decoded. Default 100 million. */
  readonly maxPixels?: number;
  /**
   * Seconds after which decoding is given up, as soon as the decoder can be stopped; a whole number
   * 1–3600. Default 30.
   */
  readonly timeoutSeconds?: number;
}

const defaults = { maxPixels: 100_000_000, timeoutSeconds: 30 };

// Every image is decoded once, so a cache only holds memory; threads belong to the workers above.
sharp.cache(false);
sharp.concurrency(1);

/**
 * Decodes the bytes of a JPEG, PNG, WebP, TIFF, GIF (first frame) or AVIF file to 8-bit RGB.
 *
 * As Pillow's `ImageOps.exif_transpose(image).convert('RGB')`: the EXIF orientation is obeyed, an
 * embedded colour profile is not applied, alpha is dropped, grey and palettes become RGB. Sixteen
 * bits become eight by dropping the low byte. JPEGs decode to the very bytes that Pillow gives (150 of
 * 150 pictures of HAM10000, Pillow 12.3 with libjpeg-turbo 3.1); CMYK images do not, as libvips
 * converts them through a profile.
 *
 * @throws E_IMAGE where the bytes are no image of a known format, are cut short or damaged, hold
 * too many pixels, or take too long
 * @throws E_OPTION where a limit is out of its range
 * @example
 * const { width, height, data } = await decodeImage(await readFile('lesion.jpg'));
 */
export async function decodeImage(
  bytes: Uint8Array,
  options: DecodeOptions = {},
): Promise<RgbImage> {
  const { maxPixels, timeoutSeconds } = decodeLimits(options);
  if (!isKnownFormat(bytes)) {
    throw new MingaError('E_IMAGE', {
      found:
        bytes.length === 0 ? 'an empty file' : `${bytes.length} bytes of no known image format`,
      expected: 'a JPEG, PNG, WebP, TIFF, GIF or AVIF file',
    });
  }
  try {
    const { data, info } = await sharp(bytes, {
      failOn: 'error',
      limitInputPixels: maxPixels,
      sequentialRead: true,
      autoOrient: true,
      ignoreIcc: true,
    })
      .removeAlpha()
      .toColourspace('srgb')
      .timeout({ seconds: timeoutSeconds })
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`${info.channels} channels after decoding`);
    return { width: info.width, height: info.height, data };
  } catch (cause) {
    throw new MingaError('E_IMAGE', {
      found: `an image that cannot be decoded (${reason(cause)})`,
      expected: `a whole file of at most ${maxPixels} pixels, decoded within ${timeoutSeconds} s`,
      cause,
    });
  }
}

/**
 * The limits that {@link decodeImage} takes from its options.
 *
 * @throws E_OPTION where one is out of its range
 */
export function decodeLimits(options: DecodeOptions = {}): Required<DecodeOptions> {
  const { maxPixels = defaults.maxPixels, timeoutSeconds = defaults.timeoutSeconds } = options;
  if (!Number.isSafeInteger(maxPixels) || maxPixels < 1) {
    throw new MingaError('E_OPTION', {
      found: `maxPixels ${maxPixels}`,
      expected: 'a whole number of at least 1',
    });
  }
  if (!Number.isInteger(timeoutSeconds) || timeoutSeconds < 1 || timeoutSeconds > 3600) {
    throw new MingaError('E_OPTION', {
      found: `timeoutSeconds ${timeoutSeconds}`,
      expected: 'a whole number 1–3600',
    });
  }
  return { maxPixels, timeoutSeconds };
}

// The decoder would also render SVG and other programs-in-a-file; only pictures are let through.
const signatures: readonly { readonly at: number; readonly bytes: readonly number[] }[] = [
  { at: 0, bytes: [0xff, 0xd8, 0xff] },
  { at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
  { at: 0, bytes: [0x49, 0x49, 0x2a, 0x00] },
  { at: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { at: 4, bytes: [0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69] },
];

function isKnownFormat(bytes: Uint8Array): boolean {
  return signatures.some(signature =>
    signature.bytes.every((byte, i) => bytes[signature.at + i] === byte),
  );
}

function reason(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.split('\n')[0].trim();
}
