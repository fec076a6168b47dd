import { MingaError } from '../../errors/index.ts';
import { type PictureFormat, pictureFormat } from './format.ts';
import { type DecodeOptions, decodeOptions } from './options.ts';
import { checkSize } from './pixel-limit.ts';
import { sharp } from './sharp.ts';

/** What the header of a picture says, before anything is decoded; nothing that tells of a person. */
export interface ImageDescription {
  readonly format: PictureFormat;
  /** Pixels a row, before any orientation is obeyed. */
  readonly width: number;
  readonly height: number;
  /** Samples a pixel, alpha included. */
  readonly channels: number;
  /** Bits a sample that count. */
  readonly bits: number;
  /** Frames of a DICOM, GIF or WebP file; pages of a TIFF. */
  readonly frames: number;
  /** How samples become brightness: for DICOM its photometric interpretation, else a colour space. */
  readonly photometric: string;
  /** How the pixels of a DICOM file are coded, in words. */
  readonly coding?: string;
}

/**
 * Reads the header of a picture: its format, size, depth and frames.
 *
 * @throws E_IMAGE where the bytes are no picture of a known format, the header is damaged, or it
 * promises more than `maxPixels`
 * @throws E_OPTION where an option is out of its range
 * @example
 * const { format, width, height, frames } = await describeImage(await readFile('chest.dcm'));
 */
export async function describeImage(
  bytes: Uint8Array,
  options: DecodeOptions = {},
): Promise<ImageDescription> {
  const { maxPixels } = decodeOptions(options);
  const format = knownFormat(bytes);
  const description = await describe(bytes, format, maxPixels);
  checkSize(description.width, description.height, maxPixels);
  return description;
}

/** @throws E_IMAGE where the bytes are no picture of a known format */
export function knownFormat(bytes: Uint8Array): PictureFormat {
  const format = pictureFormat(bytes);
  if (format !== null) return format;
  throw new MingaError('E_IMAGE', {
    found: bytes.length === 0 ? 'an empty file' : `${bytes.length} bytes of no known image format`,
    expected: 'a JPEG, PNG, WebP, TIFF, GIF, AVIF or DICOM file',
  });
}

async function describe(
  bytes: Uint8Array,
  format: PictureFormat,
  maxPixels: number,
): Promise<ImageDescription> {
  if (format === 'dicom') {
    const { describeDicom } = await import('./dicom/index.ts');
    return { format, ...describeDicom(bytes, maxPixels) };
  }
  if (format === 'tiff') {
    const { countTiffPages, readTiffDirectory } = await import('./tiff/index.ts');
    const { width, height, samples, bits, photometric } = readTiffDirectory(bytes);
    const frames = countTiffPages(bytes);
    return {
      format,
      width,
      height,
      channels: samples,
      bits,
      frames,
      photometric: `${photometric}`,
    };
  }
  return describeRaster(bytes, format);
}

const bitsByDepth: ReadonlyMap<string, number> = new Map([
  ['uchar', 8],
  ['ushort', 16],
  ['float', 32],
]);

async function describeRaster(bytes: Uint8Array, format: PictureFormat): Promise<ImageDescription> {
  try {
    const { width, height, channels, depth, pages, space } = await sharp(bytes, {
      limitInputPixels: false,
    }).metadata();
    const bits = bitsByDepth.get(depth) ?? 8;
    return { format, width, height, channels, bits, frames: pages ?? 1, photometric: space };
  } catch (cause) {
    throw new MingaError('E_IMAGE', {
      found: 'an image whose header cannot be read',
      expected: 'a whole file',
      cause,
    });
  }
}
