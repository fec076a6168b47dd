import { isMingaError, MingaError } from '../errors/index.ts';
import {
  centerCropped,
  type DecodeOptions,
  decodeDeepRaster,
  decodeOptions,
  decodeRaster,
  knownFormat,
  type PictureFormat,
  type PictureInput,
  type RgbImage,
  startDeadline,
} from './picture/index.ts';

export {
  type DecodeOptions,
  decodeFingerprint,
  decodeLimits,
  decodeOptions,
  decodeSeconds,
  describeImage,
  type ImageDescription,
  type PictureFormat,
  type PictureInput,
  pictureInputSchema,
  type RgbImage,
} from './picture/index.ts';

/**
 * Decodes the bytes of a JPEG, PNG, WebP, TIFF, GIF, AVIF or DICOM file to 8-bit RGB.
 *
 * As Pillow's `ImageOps.exif_transpose(image).convert('RGB')`: the EXIF orientation is obeyed, an
 * embedded colour profile is not applied, alpha is dropped, grey and palettes become RGB. JPEGs decode
 * to the very bytes that Pillow gives (150 of 150 pictures of HAM10000, Pillow 12.3 with libjpeg-turbo
 * 3.1); CMYK images do not, as libvips converts them through a profile. Of GIF and TIFF the first frame
 * is taken. Deeper values than 8 bits, bands of a TIFF and DICOM are governed by the options
 * (`docs/images.md`). The result holds pixels only: no EXIF, no place, no tag of the file.
 *
 * @throws E_IMAGE where the bytes are no image of a known format, are cut short or damaged, hold
 * too many pixels, or take too long
 * @throws E_OPTION where an option is out of its range
 * @example
 * const { width, height, data } = await decodeImage(await readFile('lesion.jpg'));
 * @example
 * await decodeImage(await readFile('chest-ct.dcm'), { window: { center: -600, width: 1500 } });
 */
export async function decodeImage(
  bytes: Uint8Array,
  options: DecodeOptions = {},
): Promise<RgbImage> {
  const input = decodeOptions(options);
  const image = await decodeFormat(bytes, knownFormat(bytes), input);
  return centerCropped(image, input.centerCrop);
}

function decodeFormat(
  bytes: Uint8Array,
  format: PictureFormat,
  input: PictureInput,
): Promise<RgbImage> {
  switch (format) {
    case 'dicom':
      return decodeDicomFile(bytes, input);
    case 'tiff':
      return decodeTiffFile(bytes, input);
    case 'png':
      return decodePng(bytes, input);
    default:
      return decodeRaster(bytes, input);
  }
}

async function decodeDicomFile(bytes: Uint8Array, input: PictureInput): Promise<RgbImage> {
  const deadline = startDeadline(input.timeoutSeconds);
  const { decodeDicom } = await import('./picture/dicom/index.ts');
  return decodeDicom(bytes, input, deadline);
}

/** Where a PNG says its bits a sample and its colours: bit 1 of the latter is set for red, green, blue. */
const pngDepthAt = 24;
const pngColoursAt = 25;

function decodePng(bytes: Uint8Array, input: PictureInput): Promise<RgbImage> {
  if (bytes[pngDepthAt] !== 16) return decodeRaster(bytes, input);
  return decodeDeepRaster(bytes, (bytes[pngColoursAt] & 2) === 0 ? 'grey' : 'colour', input);
}

async function decodeTiffFile(bytes: Uint8Array, input: PictureInput): Promise<RgbImage> {
  const deadline = startDeadline(input.timeoutSeconds);
  const { decodeTiff, photometrics, readTiffDirectory } = await import('./picture/tiff/index.ts');
  try {
    const directory = readTiffDirectory(bytes);
    const { samples, bits, kind, photometric, alpha } = directory;
    const grey = photometric <= photometrics.blackIsZero;
    const bandsOnly = grey && samples > (alpha ? 2 : 1);
    const plain = kind === 'uint' && bits <= 16 && samples <= 4 && !bandsOnly;
    if (input.bands !== undefined || !plain) return decodeTiff(bytes, directory, input, deadline);
    return bits === 16
      ? decodeDeepRaster(bytes, grey ? 'grey' : 'colour', input)
      : decodeRaster(bytes, input);
  } catch (error) {
    if (isMingaError(error)) throw error;
    throw new MingaError('E_IMAGE', {
      found: 'a TIFF that cannot be decoded',
      expected: 'whole bands in the form that its header states',
    });
  }
}
