import { MingaError } from '../../../errors/index.ts';
import { orientationExif, summariseExif } from './exif.ts';
import { type MetadataKind, type StrippedPicture, tally } from './metadata-count.ts';

const [startOfImage, endOfImage, startOfScan] = [0xd8, 0xd9, 0xda];
const [app0, app1, app2, app13, app14, app15, comment] = [0xe0, 0xe1, 0xe2, 0xed, 0xee, 0xef, 0xfe];
const exifMark = 'Exif\0\0';

/**
 * A JPEG without Exif, XMP, IPTC, comments and makers' segments; the compressed pixels are the same,
 * byte by byte. What the pixels need to look the same stays: JFIF, Adobe's colour mark, a colour
 * profile, and where the picture is to be turned, Exif data that say just that.
 *
 * @throws E_IMAGE where the file is no whole JPEG
 */
export function stripJpeg(bytes: Uint8Array): StrippedPicture {
  if (bytes[0] !== 0xff || bytes[1] !== startOfImage) throw damaged();
  const kept: Uint8Array[] = [];
  const kinds: MetadataKind[] = [];
  let orientation = 1;
  let at = 2;
  for (;;) {
    while (bytes[at] === 0xff && bytes[at + 1] === 0xff) at += 1;
    if (bytes[at] !== 0xff || at + 1 >= bytes.length) throw damaged();
    const marker = bytes[at + 1];
    if (marker === endOfImage) {
      kept.push(bytes.subarray(at, at + 2));
      if (at + 2 < bytes.length) kinds.push('behind-the-end');
      break;
    }
    const isAlone = marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7);
    if (isAlone) {
      kept.push(bytes.subarray(at, at + 2));
      at += 2;
      continue;
    }
    const length = bytes[at + 2] * 256 + bytes[at + 3];
    const end = at + 2 + length;
    if (!(length >= 2) || end > bytes.length) throw damaged();
    const content = Buffer.from(bytes.buffer, bytes.byteOffset + at + 4, length - 2);
    if (marker === startOfScan) {
      const next = scanEnd(bytes, end);
      kept.push(bytes.subarray(at, next));
      at = next;
      continue;
    }
    const seen = metadataOf(marker, content);
    kinds.push(...seen);
    if (isExif(marker, content)) orientation = summariseExif(content.subarray(6)).orientation;
    if (seen.length === 0) kept.push(bytes.subarray(at, end));
    else if (marker === app0 && startsWith(content, 'JFIF\0')) kept.push(withoutThumbnail(content));
    at = end;
  }
  const turned = orientation === 1 ? [] : [exifSegment(orientation)];
  const start = Uint8Array.of(0xff, startOfImage);
  return { bytes: Buffer.concat([start, ...turned, ...kept]), found: tally(kinds) };
}

/** What of a segment is not needed for the pixels; nothing where it stays as it is. */
function metadataOf(marker: number, content: Buffer): readonly MetadataKind[] {
  if (marker === comment) return ['text'];
  if (marker < app0 || marker > app15) return [];
  if (marker === app0 && startsWith(content, 'JFIF\0')) {
    return content.length > 14 ? ['thumbnail'] : [];
  }
  if (marker === app0 && startsWith(content, 'JFXX\0')) return ['thumbnail'];
  if (marker === app2 && startsWith(content, 'ICC_PROFILE\0')) return [];
  if (marker === app14 && startsWith(content, 'Adobe')) return [];
  if (isExif(marker, content)) return summariseExif(content.subarray(6)).kinds;
  if (marker === app1 && startsWith(content, 'http')) return ['xmp'];
  return [marker === app13 ? 'iptc' : 'other-metadata'];
}

function isExif(marker: number, content: Buffer): boolean {
  return marker === app1 && startsWith(content, exifMark);
}

function startsWith(content: Buffer, mark: string): boolean {
  return content.toString('latin1', 0, mark.length) === mark;
}

/** The first 14 bytes of a JFIF segment, with a thumbnail of no size. */
function withoutThumbnail(content: Buffer): Buffer {
  const segment = Buffer.concat([Uint8Array.of(0xff, app0, 0, 16), content.subarray(0, 14)]);
  segment.fill(0, 16);
  return segment;
}

function exifSegment(orientation: number): Buffer {
  const content = Buffer.concat([Buffer.from(exifMark, 'latin1'), orientationExif(orientation)]);
  const head = Buffer.from([0xff, app1, 0, content.length + 2]);
  return Buffer.concat([head, content]);
}

/** Where the coded data of a scan end: at a marker that is no restart and no stuffed byte. */
function scanEnd(bytes: Uint8Array, from: number): number {
  for (let at = from; at + 1 < bytes.length; at++) {
    if (bytes[at] !== 0xff) continue;
    const next = bytes[at + 1];
    if (next !== 0 && next !== 0xff && !(next >= 0xd0 && next <= 0xd7)) return at;
  }
  throw damaged();
}

function damaged(): MingaError {
  return new MingaError('E_IMAGE', {
    found: 'a JPEG that is cut short or damaged',
    expected: 'segments up to the end of the image',
  });
}
