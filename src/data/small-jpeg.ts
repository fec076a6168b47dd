import { createRequire } from 'node:module';
import type { RgbImage } from './image.ts';

/** What the package's WebAssembly build of libjpeg-turbo offers, as far as it is used here. */
interface JpegDecoder {
  /** Makes room for a file and gives a view of it. */
  getEncodedBuffer(length: number): Uint8Array;
  /** Throws, a number as a rule, at any fault or warning. */
  decode(): void;
  getFrameInfo(): { readonly width: number; readonly height: number };
  /** RGB, a view that the next call overwrites. */
  getDecodedBuffer(): Uint8Array;
}
interface JpegModule {
  readonly JPEGDecoder: new () => JpegDecoder;
}

/** Above this the vector instructions of the native library outweigh the way to its thread. */
const mostPixels = 300_000;

/**
 * Decodes small JPEG files in the calling thread. On a picture of 200 × 150 pixels it takes half as
 * long as the native library, whose every call waits for another thread; the pixels are the same
 * (but for files that are damaged in a way that no decoder notices).
 */
export interface SmallJpegDecoder {
  /**
   * The picture, or null where the file is for another decoder: no JPEG, of more than 300,000
   * pixels, with Exif data (it may be turned), in CMYK, arithmetic-coded, or not sound in every byte.
   */
  decode(bytes: Uint8Array): RgbImage | null;
}

/**
 * Opens the decoder; it keeps some megabytes.
 *
 * @param maxPixels pictures with more pixels are left to another decoder, and its error
 */
export async function openSmallJpegDecoder(maxPixels = mostPixels): Promise<SmallJpegDecoder> {
  const most = Math.min(maxPixels, mostPixels);
  const load: () => Promise<JpegModule> = createRequire(import.meta.url)(
    '@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs',
  );
  let decoder = new (await load()).JPEGDecoder();
  // A throw may leave memory behind in the module, so a fault costs a new one.
  let renewed: Promise<void> | null = null;
  return {
    decode(bytes) {
      if (renewed !== null || !isPlain(bytes, most)) return null;
      try {
        decoder.getEncodedBuffer(bytes.length).set(bytes);
        decoder.decode();
        const { width, height } = decoder.getFrameInfo();
        return { width, height, data: decoder.getDecodedBuffer().slice() };
      } catch {
        renewed = load().then(module => {
          decoder = new module.JPEGDecoder();
          renewed = null;
        });
        return null;
      }
    },
  };
}

const startOfScan = 0xda;
const app1 = 0xe1;
/** Baseline, extended and progressive Huffman coding. */
const frames = new Set([0xc0, 0xc1, 0xc2]);

/** Reads the segments up to the first scan; true for a grey or three-colour frame that is small. */
function isPlain(bytes: Uint8Array, most: number): boolean {
  if (bytes[0] !== 0xff || bytes[1] !== 0xd8) return false;
  let at = 2;
  let hasFrame = false;
  while (at + 4 <= bytes.length && bytes[at] === 0xff) {
    const marker = bytes[at + 1];
    if (marker === startOfScan) return hasFrame;
    const length = bytes[at + 2] * 256 + bytes[at + 3];
    if (marker === app1 && isExif(bytes, at + 4)) return false;
    if (marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xcc) {
      if (!frames.has(marker) || !isSmallFrame(bytes, at + 4, most)) return false;
      hasFrame = true;
    }
    at += 2 + length;
  }
  return false;
}

function isExif(bytes: Uint8Array, at: number): boolean {
  return [0x45, 0x78, 0x69, 0x66].every((byte, i) => bytes[at + i] === byte);
}

/** A frame's precision, height, width and number of components. */
function isSmallFrame(bytes: Uint8Array, at: number, most: number): boolean {
  const [precision, h1, h0, w1, w0, components] = bytes.subarray(at, at + 6);
  const pixels = (h1 * 256 + h0) * (w1 * 256 + w0);
  const isKnown = precision === 8 && (components === 1 || components === 3);
  return isKnown && pixels > 0 && pixels <= most;
}
