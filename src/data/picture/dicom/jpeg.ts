import type { PictureInput } from '../options.ts';
import { decodeJpegSamples } from '../raster.ts';
import { checkCodestream, checkEnd, storedBits } from './codestream.ts';
import { damaged } from './damage.ts';
import type { FrameSamples } from './frame-samples.ts';
import { readJpegHeader } from './jpeg-header.ts';
import type { PixelHeader } from './pixel-header.ts';

/** Baseline, extended and progressive Huffman frames. */
const processes = [0xc0, 0xc1, 0xc2];

/**
 * A JPEG frame of 8 bits. Where the frame has no Adobe segment, the photometric interpretation says
 * whether its three components are red, green and blue or luma and chroma.
 *
 * @throws E_IMAGE where the frame does not fit the header or is damaged
 */
export async function jpegFrame(
  bytes: Uint8Array,
  header: PixelHeader,
  options: PictureInput,
): Promise<FrameSamples> {
  const stream = readJpegHeader(bytes);
  checkCodestream(stream, header);
  checkEnd(bytes);
  if (!processes.includes(stream.process) || stream.precision !== 8) {
    throw damaged(
      `a JPEG frame of ${stream.precision} bits, process ${(stream.process - 0xc0).toString()}`,
      'baseline, extended or progressive JPEG of 8 bits',
    );
  }
  const colour = header.samples === 3;
  const marked =
    colour && !stream.adobe ? withAdobe(bytes, header.photometric === 'RGB' ? 0 : 1) : bytes;
  const { data } = await decodeJpegSamples(marked, header.samples, options);
  return { values: data, ...storedBits(stream, header), rgb: colour };
}

/** The file with an Adobe segment that says its colour transform: 0 none, 1 luma and chroma. */
function withAdobe(bytes: Uint8Array, transform: 0 | 1): Uint8Array {
  const segment = [0xff, 0xee, 0, 14, 0x41, 0x64, 0x6f, 0x62, 0x65, 0, 100, 0, 0, 0, 0, transform];
  return Buffer.concat([bytes.subarray(0, 2), Uint8Array.from(segment), bytes.subarray(2)]);
}
