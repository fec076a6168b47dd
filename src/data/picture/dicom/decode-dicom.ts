import { isMingaError, MingaError } from '../../../errors/index.ts';
import type { Deadline } from '../deadline.ts';
import type { PictureInput } from '../options.ts';
import { checkSize } from '../pixel-limit.ts';
import type { RgbImage } from '../rgb-image.ts';
import { colourToRgb, paletteToRgb } from './colour.ts';
import { type DicomFile, readDicom } from './data-set.ts';
import { encapsulatedFrame } from './fragments.ts';
import { chosenFrame } from './frame-choice.ts';
import type { FrameSamples } from './frame-samples.ts';
import { greyToRgb } from './grey.ts';
import { jpegFrame } from './jpeg.ts';
import { jpeg2000Frame } from './jpeg-2000.ts';
import { losslessFrame } from './jpeg-lossless.ts';
import { jpegLsFrame } from './jpeg-ls.ts';
import { nativeFrame } from './native-frame.ts';
import { type PixelHeader, readPixelHeader } from './pixel-header.ts';
import { rleFrame } from './rle.ts';

/** Bytes of a pixel at most (three samples of 16 bits), and what a header may take besides. */
const pixelBytes = 6;
const headerBytes = 2 ** 24;

/**
 * One frame of a DICOM file as 8-bit RGB.
 *
 * @throws E_IMAGE where the file is damaged, too large, or of a kind that is not read; the message holds
 * technical numbers and fixed words only
 */
export async function decodeDicom(
  bytes: Uint8Array,
  options: PictureInput,
  deadline: Deadline,
): Promise<RgbImage> {
  try {
    const file = readDicom(bytes, inflatedLimit(options.maxPixels));
    deadline();
    const header = readPixelHeader(file.dataSet);
    const { width, height } = header;
    checkSize(width, height, options.maxPixels);
    const frame = chosenFrame(header.frames, options.frame);
    const samples = await frameSamples(file, header, frame, options);
    deadline();
    const data = toRgb(samples, file, header, frame, options);
    deadline();
    return { width, height, data };
  } catch (error) {
    throw withoutValues(error);
  }
}

/** Bytes that a deflated file may grow to. */
export function inflatedLimit(maxPixels: number): number {
  return maxPixels * pixelBytes + headerBytes;
}

// Errors of parsers and codecs may quote the file, and so a name; nor may they travel on as a cause.
export function withoutValues(error: unknown): MingaError {
  if (isMingaError(error)) return error;
  return new MingaError('E_IMAGE', {
    found: 'a DICOM file that cannot be decoded',
    expected: 'whole pixels in the form that its header states',
  });
}

async function frameSamples(
  file: DicomFile,
  header: PixelHeader,
  frame: number,
  options: PictureInput,
): Promise<FrameSamples> {
  const { coding } = file.syntax;
  if (coding === 'native') return nativeFrame(file, header, frame);
  const bytes = encapsulatedFrame(file, header.frames, frame);
  switch (coding) {
    case 'rle':
      return rleFrame(bytes, header);
    case 'jpeg':
      return jpegFrame(bytes, header, options);
    case 'jpeg-lossless':
      return losslessFrame(bytes, header);
    case 'jpeg-ls':
      return jpegLsFrame(bytes, header);
    case 'jpeg-2000':
      return jpeg2000Frame(bytes, header);
  }
}

function toRgb(
  samples: FrameSamples,
  file: DicomFile,
  header: PixelHeader,
  frame: number,
  { window }: PictureInput,
): Uint8Array {
  if (header.samples === 3) return colourToRgb(samples, header);
  if (header.photometric === 'PALETTE COLOR') return paletteToRgb(samples, file);
  return greyToRgb(samples, file, header, frame, window);
}
