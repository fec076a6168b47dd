import type { Codestream } from './codestream.ts';
import { damaged } from './damage.ts';

/** The header of a JPEG, JPEG lossless or JPEG-LS frame. */
export interface JpegHeader extends Codestream {
  /** The second byte of the start-of-frame marker, which says the process. */
  readonly process: number;
  /** True where all components have as many samples as there are pixels. */
  readonly fullSampling: boolean;
  /** True where an Adobe segment says how colours are coded. */
  readonly adobe: boolean;
  /** Of the first scan: predictor for lossless processes. */
  readonly selection: number;
  readonly pointTransform: number;
}

/** @throws E_IMAGE where the segments do not lead to a frame and a scan */
export function readJpegHeader(bytes: Uint8Array): JpegHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let adobe = false;
  let frame: Omit<JpegHeader, 'adobe' | 'selection' | 'pointTransform'> | null = null;
  let at = 2;
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) throw cutShort();
  while (at + 4 <= bytes.length) {
    if (bytes[at] !== 0xff) throw cutShort();
    const marker = bytes[at + 1];
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    const length = view.getUint16(at + 2);
    if (length < 2 || at + 2 + length > bytes.length) throw cutShort();
    const segment = bytes.subarray(at + 4, at + 2 + length);
    if (isFrame(marker)) frame = frameHeader(marker, segment);
    if (marker === 0xee && segment[0] === 0x41 && segment[1] === 0x64) adobe = true;
    if (marker === 0xda) {
      if (frame === null || segment.length < 4) throw cutShort();
      const [selection, , transform] = segment.subarray(segment.length - 3);
      return { ...frame, adobe, selection, pointTransform: transform & 15 };
    }
    at += 2 + length;
  }
  throw cutShort();
}

function isFrame(marker: number): boolean {
  const tables = marker === 0xc4 || marker === 0xc8 || marker === 0xcc;
  return (marker >= 0xc0 && marker <= 0xcf && !tables) || marker === 0xf7;
}

function frameHeader(process: number, segment: Uint8Array) {
  const components = segment[5];
  if (segment.length < 6 + components * 3) throw cutShort();
  const sampling = Array.from({ length: components }, (_, i) => segment[7 + i * 3]);
  return {
    process,
    precision: segment[0],
    height: segment[1] * 256 + segment[2],
    width: segment[3] * 256 + segment[4],
    components,
    signed: false,
    fullSampling: sampling.every(factors => factors === 0x11),
  };
}

function cutShort() {
  return damaged('a JPEG frame that is cut short or damaged');
}
