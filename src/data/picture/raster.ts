import { MingaError } from '../../errors/index.ts';
import type { PictureInput } from './options.ts';
import type { RgbImage } from './rgb-image.ts';
import { scaledToRgb } from './sample-scale.ts';
import { sharp } from './sharp.ts';

/** What libvips decodes, to 8 bits by dropping the low byte of 16. */
export async function decodeRaster(bytes: Uint8Array, options: PictureInput): Promise<RgbImage> {
  return attempt(options, async () => {
    const { data, info } = await pipeline(bytes, options)
      .toColourspace('srgb')
      .raw()
      .toBuffer({ resolveWithObject: true });
    if (info.channels !== 3) throw new Error(`${info.channels} channels after decoding`);
    return { width: info.width, height: info.height, data: plainBytes(data) };
  });
}

/** A PNG or TIFF of 16 bits, grey or colour, by the scale that the options say. */
export async function decodeDeepRaster(
  bytes: Uint8Array,
  kind: 'grey' | 'colour',
  options: PictureInput,
): Promise<RgbImage> {
  const { scale } = options;
  if (scale === 'full' || (scale === 'auto' && kind === 'colour')) {
    return decodeRaster(bytes, options);
  }
  return attempt(options, async () => {
    const { data, info } = await pipeline(bytes, options)
      .toColourspace(kind === 'grey' ? 'grey16' : 'rgb16')
      .raw({ depth: 'ushort' })
      .toBuffer({ resolveWithObject: true });
    const channels = kind === 'grey' ? 1 : 3;
    const { width, height } = info;
    if (info.channels !== channels || data.length !== width * height * channels * 2) {
      throw new Error(`${info.channels} channels after decoding`);
    }
    const aligned = data.byteOffset % 2 === 0 ? data : Uint8Array.from(data);
    const values = new Uint16Array(aligned.buffer, aligned.byteOffset, aligned.length / 2);
    const colour = kind === 'colour';
    const picture = { width, height, channels, values, colour, noData: null, inverted: false };
    return scaledToRgb({ ...picture, channels: colour ? 3 : 1 }, scale);
  });
}

/** Samples of 8 bits a channel, `channels` interleaved, of a JPEG whose own orientation is ignored. */
export async function decodeJpegSamples(
  bytes: Uint8Array,
  channels: 1 | 3,
  { maxPixels, timeoutSeconds }: PictureInput,
): Promise<RgbImage> {
  const { data, info } = await sharp(bytes, {
    failOn: 'error',
    limitInputPixels: maxPixels,
    ignoreIcc: true,
  })
    .toColourspace(channels === 1 ? 'b-w' : 'srgb')
    .timeout({ seconds: timeoutSeconds })
    .raw()
    .toBuffer({ resolveWithObject: true });
  if (info.channels !== channels) throw new Error(`${info.channels} channels after decoding`);
  return { width: info.width, height: info.height, data: plainBytes(data) };
}

/** The same memory, not as a Buffer: its `slice` would share memory where that of RgbImage copies. */
function plainBytes({ buffer, byteOffset, length }: Buffer): Uint8Array {
  return new Uint8Array(buffer, byteOffset, length);
}

function pipeline(bytes: Uint8Array, { maxPixels, timeoutSeconds }: PictureInput) {
  return sharp(bytes, {
    failOn: 'error',
    limitInputPixels: maxPixels,
    sequentialRead: true,
    autoOrient: true,
    ignoreIcc: true,
  })
    .removeAlpha()
    .timeout({ seconds: timeoutSeconds });
}

async function attempt(
  { maxPixels, timeoutSeconds }: PictureInput,
  decode: () => Promise<RgbImage>,
): Promise<RgbImage> {
  try {
    return await decode();
  } catch (cause) {
    throw new MingaError('E_IMAGE', {
      found: `an image that cannot be decoded (${reason(cause)})`,
      expected: `a whole file of at most ${maxPixels} pixels, decoded within ${timeoutSeconds} s`,
      cause,
    });
  }
}

function reason(cause: unknown): string {
  const text = cause instanceof Error ? cause.message : String(cause);
  return text.split('\n')[0].trim();
}
