import { damaged } from './damage.ts';
import type { DicomFile } from './data-set.ts';
import type { FrameSamples } from './frame-samples.ts';
import type { PixelHeader } from './pixel-header.ts';

/**
 * A frame of uncompressed pixels: planes are interleaved, bytes put in order, and the stored bits
 * moved down to bit 0, which removes overlays kept in the bits above.
 *
 * @throws E_IMAGE where the pixels are fewer than the header says
 */
export function nativeFrame(file: DicomFile, header: PixelHeader, frame: number): FrameSamples {
  const { dataSet, pixels, syntax } = file;
  const { width, height, samples, bitsAllocated, photometric } = header;
  const halved = photometric === 'YBR_FULL_422';
  if (halved && (bitsAllocated !== 8 || width % 2 !== 0)) {
    throw damaged('YBR_FULL_422 of an odd width or of 16 bits', 'an even width and 8 bits');
  }
  const size = bitsAllocated / 8;
  const frameBytes = width * height * (halved ? 2 : samples) * size;
  const end = pixels.dataOffset + pixels.length;
  if (pixels.length < frameBytes * header.frames || end > dataSet.byteArray.length) {
    throw damaged(
      'fewer pixels than its header says',
      `${frameBytes * header.frames} bytes of pixels`,
    );
  }
  const start = pixels.dataOffset + frame * frameBytes;
  const swapped = syntax.bigEndian && size === 1 && pixels.vr === 'OW';
  const bytes = swapped
    ? swappedBytes(dataSet.byteArray, start, pixels.dataOffset, frameBytes)
    : dataSet.byteArray.subarray(start, start + frameBytes);
  const raw = halved ? doubledChroma(bytes) : words(bytes, size, syntax.bigEndian);
  const values = header.planar && samples === 3 && !halved ? interleaved(raw) : raw;
  return { ...shifted(values, header), rgb: false };
}

/** Values with the bits outside `bitsStored` removed. */
export function shifted(
  values: Uint8Array | Uint16Array,
  { bitsStored, highBit, signed, bitsAllocated }: PixelHeader,
): Omit<FrameSamples, 'rgb'> {
  const shift = highBit + 1 - bitsStored;
  const mask = 2 ** bitsStored - 1;
  const whole = bitsStored === bitsAllocated;
  return {
    values: whole ? values : values.map((value: number) => (value >>> shift) & mask),
    bits: bitsStored,
    signed,
  };
}

/** Red, green and blue planes as triples. */
export function interleaved(planes: Uint8Array | Uint16Array): Uint8Array | Uint16Array {
  const triples =
    planes instanceof Uint16Array ? new Uint16Array(planes.length) : new Uint8Array(planes.length);
  const pixels = planes.length / 3;
  for (let i = 0; i < pixels; i++) {
    triples[i * 3] = planes[i];
    triples[i * 3 + 1] = planes[pixels + i];
    triples[i * 3 + 2] = planes[2 * pixels + i];
  }
  return triples;
}

/** 16-bit numbers of bytes that may lie at an odd place; 8-bit ones are passed on. */
export function words(
  bytes: Uint8Array,
  size: number,
  bigEndian: boolean,
): Uint8Array | Uint16Array {
  if (size === 1) return bytes;
  const own = new Uint8Array(bytes);
  if (bigEndian) Buffer.from(own.buffer).swap16();
  return new Uint16Array(own.buffer);
}

// 8-bit pixels written as big-endian words have every two bytes exchanged.
function swappedBytes(bytes: Uint8Array, start: number, first: number, length: number): Uint8Array {
  const frame = new Uint8Array(length);
  for (let i = 0; i < length; i++) frame[i] = bytes[first + ((start - first + i) ^ 1)];
  return frame;
}

/** Y1 Y2 Cb Cr for two pixels becomes Y1 Cb Cr, Y2 Cb Cr. */
function doubledChroma(bytes: Uint8Array): Uint8Array {
  const triples = new Uint8Array((bytes.length / 2) * 3);
  for (let from = 0, to = 0; from < bytes.length; from += 4, to += 6) {
    triples[to] = bytes[from];
    triples[to + 3] = bytes[from + 1];
    triples[to + 1] = triples[to + 4] = bytes[from + 2];
    triples[to + 2] = triples[to + 5] = bytes[from + 3];
  }
  return triples;
}
