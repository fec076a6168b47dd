/** The formats that are read, as {@link pictureFormat} names them. */
export type PictureFormat = 'jpeg' | 'png' | 'webp' | 'tiff' | 'gif' | 'avif' | 'dicom';

interface Signature {
  readonly format: PictureFormat;
  readonly at: number;
  readonly bytes: readonly number[];
}

// The decoder would also render SVG and other programs-in-a-file; only pictures are let through.
const signatures: readonly Signature[] = [
  { format: 'jpeg', at: 0, bytes: [0xff, 0xd8, 0xff] },
  { format: 'png', at: 0, bytes: [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] },
  { format: 'dicom', at: 128, bytes: [0x44, 0x49, 0x43, 0x4d] },
  { format: 'webp', at: 8, bytes: [0x57, 0x45, 0x42, 0x50] },
  { format: 'tiff', at: 0, bytes: [0x49, 0x49, 0x2a, 0x00] },
  { format: 'tiff', at: 0, bytes: [0x4d, 0x4d, 0x00, 0x2a] },
  { format: 'gif', at: 0, bytes: [0x47, 0x49, 0x46, 0x38] },
  { format: 'avif', at: 4, bytes: [0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69] },
];

/**
 * What a file is by its first bytes, whatever it is called; null where it is none of the formats.
 * DICOM is known with its preamble of 128 bytes and without.
 */
export function pictureFormat(bytes: Uint8Array): PictureFormat | null {
  const known = signatures.find(signature =>
    signature.bytes.every((byte, i) => bytes[signature.at + i] === byte),
  );
  if (known !== undefined) return known.format;
  return bareDicom(bytes) === null ? null : 'dicom';
}

/** How a DICOM file without a preamble begins. */
export type BareDicom = 'meta' | 'explicit' | 'implicit';

/** Longest first value of a data set that is believed; real ones are lengths, dates and short codes. */
const firstValueLimit = 256;

/**
 * Recognises DICOM without `DICM` at byte 128: the file meta information (group 0002), or a data set
 * that starts with group 0008, in little endian with explicit or implicit value representations.
 */
export function bareDicom(bytes: Uint8Array): BareDicom | null {
  if (bytes.length < 16) return null;
  const group = bytes[0] | (bytes[1] << 8);
  const element = bytes[2] | (bytes[3] << 8);
  const explicit = isCapital(bytes[4]) && isCapital(bytes[5]);
  if (group === 0x0002) return explicit && element <= 0x0010 ? 'meta' : null;
  if (group !== 0x0008 || element > 0x0018) return null;
  if (explicit) return 'explicit';
  const length = bytes[4] | (bytes[5] << 8) | (bytes[6] << 16) | (bytes[7] << 24);
  return length >= 0 && length <= firstValueLimit && length % 2 === 0 ? 'implicit' : null;
}

function isCapital(byte: number): boolean {
  return byte >= 0x41 && byte <= 0x5a;
}
