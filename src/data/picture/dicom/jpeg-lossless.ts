import { Decoder } from 'jpeg-lossless-decoder-js';
import { checkCodestream, checkEnd, storedBits } from './codestream.ts';
import { damaged } from './damage.ts';
import type { FrameSamples } from './frame-samples.ts';
import { readJpegHeader } from './jpeg-header.ts';
import type { PixelHeader } from './pixel-header.ts';

const losslessProcess = 0xc3;

/**
 * A lossless JPEG frame (process 14), any of its seven predictors.
 *
 * @throws E_IMAGE where the frame does not fit the header, is damaged, or uses what the decoder would
 * silently get wrong: a point transform, subsampling, or colours of more than 8 bits
 */
export function losslessFrame(bytes: Uint8Array, header: PixelHeader): FrameSamples {
  const stream = readJpegHeader(bytes);
  checkCodestream(stream, header);
  checkEnd(bytes);
  const { process, precision, components, selection, pointTransform, fullSampling } = stream;
  const known = process === losslessProcess && selection >= 1 && selection <= 7;
  if (!known || pointTransform !== 0 || !fullSampling || precision < 2) {
    throw damaged('a frame that is no plain lossless JPEG', 'process 14 without a point transform');
  }
  if (components === 3 && precision > 8) {
    throw damaged(`lossless JPEG colours of ${precision} bits`, '8 bits a colour');
  }
  const decoder = new Decoder();
  // Its own seventh predictor halves without rounding down, which is wrong where values wrap around.
  decoder.select7 = component =>
    (decoder.getPreviousX(component) + decoder.getPreviousY(component)) >> 1;
  const own = new Uint8Array(bytes);
  const decoded = decoder.decode(own.buffer, 0, own.length);
  // The decoder reads zeros beyond the end, so only its place tells a whole frame from one cut short.
  const whole = decoder.stream !== null && decoder.stream.index <= own.length;
  const length = header.width * header.height * components;
  if (!whole || decoded === null || decoded.length !== length) {
    throw damaged('a lossless JPEG frame that is cut short or damaged');
  }
  const { bits, signed } = storedBits(stream, header);
  const mask = 2 ** bits - 1;
  return {
    values: signed ? decoded.map(value => value & mask) : decoded,
    bits,
    signed,
    rgb: false,
  };
}
