import { damaged } from './damage.ts';
import type { PixelHeader } from './pixel-header.ts';

/** What the header of a compressed frame says. */
export interface Codestream {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  /** Bits a sample. */
  readonly precision: number;
  readonly signed: boolean;
}

/**
 * Refuses a compressed frame that is not the picture of the DICOM header, before it is decoded: a
 * decoder allocates by what the frame itself says.
 *
 * @throws E_IMAGE where they differ
 */
export function checkCodestream(stream: Codestream, header: PixelHeader): void {
  const { width, height, samples, bitsAllocated } = header;
  const same = stream.width === width && stream.height === height;
  if (same && stream.components === samples && stream.precision <= bitsAllocated) return;
  throw damaged(
    `a frame of ${stream.width} × ${stream.height} × ${stream.components} samples of ${stream.precision} bits`,
    `${width} × ${height} × ${samples} samples of at most ${bitsAllocated} bits, as its header says`,
  );
}

/** Stored bits of a decoded frame: those of its codestream, or of the header where the sign is there. */
export function storedBits(stream: Codestream, header: PixelHeader) {
  if (stream.signed) return { bits: stream.precision, signed: true };
  if (header.signed) return { bits: header.bitsStored, signed: true };
  return { bits: Math.max(stream.precision, header.bitsStored), signed: false };
}

const endMarker = Uint8Array.from([0xff, 0xd9]);

/**
 * Refuses a frame of the JPEG family without its end marker, which no coded byte can imitate: decoders
 * fill what is missing with grey.
 *
 * @throws E_IMAGE where the marker is absent
 */
export function checkEnd(bytes: Uint8Array): void {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (view.lastIndexOf(endMarker) < 0) throw damaged('a compressed frame that is cut short');
}
