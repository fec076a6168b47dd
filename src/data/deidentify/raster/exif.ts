import type { MetadataKind } from './metadata-count.ts';

/** What Exif data say, as far as it matters here; no value but the orientation. */
export interface ExifSummary {
  readonly kinds: readonly MetadataKind[];
  /** How the picture is to be turned, 1–8; 1 where nothing is said. */
  readonly orientation: number;
}

const pointers = { exif: 0x8769, gps: 0x8825, interoperability: 0xa005 };
const orientationTag = 0x0112;
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];

const serials = new Set([0xa431, 0xa435, 0xc62f, 0xfde8, 0xfde9]);
/** Owner, artist, description, copyright, comments, host computer, and Windows' own of these. */
const people = new Set([
  0xa430, 0x013b, 0x010e, 0x8298, 0x9286, 0x013c, 0x9c9b, 0x9c9c, 0x9c9d, 0x9c9e, 0x9c9f,
]);
const dates = new Set([0x0132, 0x9003, 0x9004]);
/** The most directories and entries that are read of data that may be made to trap a reader. */
const mostDirectories = 16;
const mostEntries = 512;

/** @param tiff the Exif data, from their TIFF header on */
export function summariseExif(tiff: Uint8Array): ExifSummary {
  const kinds = new Set<MetadataKind>(['exif']);
  const view = new DataView(tiff.buffer, tiff.byteOffset, tiff.length);
  const little = tiff[0] === 0x49;
  if (tiff.length < 8 || view.getUint16(2, little) !== 42)
    return { kinds: [...kinds], orientation: 1 };
  let orientation = 1;
  const queue = [{ at: view.getUint32(4, little), kind: 'main', first: true }];
  for (let read = 0; read < mostDirectories; read++) {
    const directory = queue.shift();
    if (directory === undefined) break;
    const { at, kind, first } = directory;
    if (at + 2 > tiff.length) continue;
    if (kind === 'gps') kinds.add('gps');
    const entries = Math.min(mostEntries, view.getUint16(at, little));
    for (let k = 0; k < entries; k++) {
      const entry = at + 2 + 12 * k;
      if (entry + 12 > tiff.length) break;
      const tag = view.getUint16(entry, little);
      const type = view.getUint16(entry + 2, little);
      const bytes = (typeBytes[type] ?? 1) * view.getUint32(entry + 4, little);
      if (tag === pointers.exif)
        queue.push({ at: view.getUint32(entry + 8, little), kind: 'exif', first });
      if (tag === pointers.gps)
        queue.push({ at: view.getUint32(entry + 8, little), kind: 'gps', first });
      if (kind === 'gps' || bytes === 0) continue;
      if (serials.has(tag)) kinds.add('serial-number');
      if (people.has(tag)) kinds.add('person-in-exif');
      if (dates.has(tag)) kinds.add('date-in-exif');
      if (tag === orientationTag && first) orientation = view.getUint16(entry + 8, little);
    }
    const next = at + 2 + 12 * entries;
    if (kind !== 'main' || next + 4 > tiff.length) continue;
    const other = view.getUint32(next, little);
    if (other === 0) continue;
    kinds.add('thumbnail');
    queue.push({ at: other, kind: 'main', first: false });
  }
  const isTurned = orientation >= 1 && orientation <= 8;
  return { kinds: [...kinds], orientation: isTurned ? orientation : 1 };
}

/** Exif data that say how the picture is to be turned, and nothing else. */
export function orientationExif(orientation: number): Buffer {
  const tiff = Buffer.alloc(26);
  tiff.write('MM', 0, 'latin1');
  tiff.writeUInt16BE(42, 2);
  tiff.writeUInt32BE(8, 4);
  tiff.writeUInt16BE(1, 8);
  tiff.writeUInt16BE(orientationTag, 10);
  tiff.writeUInt16BE(3, 12);
  tiff.writeUInt32BE(1, 14);
  tiff.writeUInt16BE(orientation, 18);
  return tiff;
}
