import { crc32 } from 'node:zlib';
import { MingaError } from '../../../errors/index.ts';
import { orientationExif, summariseExif } from './exif.ts';
import { type MetadataKind, type StrippedPicture, tally } from './metadata-count.ts';

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

/** What the pixels need to look the same: the critical chunks, colours, transparency, size, frames. */
const needed = new Set([
  ...['IHDR', 'PLTE', 'IDAT', 'IEND', 'tRNS', 'cHRM', 'gAMA', 'iCCP', 'sBIT', 'sRGB', 'cICP'],
  ...['mDCV', 'cLLI', 'bKGD', 'pHYs', 'acTL', 'fcTL', 'fdAT'],
]);

const kindOf: Readonly<Record<string, MetadataKind>> = {
  tEXt: 'text',
  zTXt: 'text',
  iTXt: 'text',
  tIME: 'date',
};

/**
 * A PNG without texts, dates, Exif data and chunks of makers; all other chunks are the same, byte by
 * byte. Where the picture is to be turned, Exif data that say just that stay.
 *
 * @throws E_IMAGE where the file is no whole PNG
 */
export function stripPng(bytes: Uint8Array): StrippedPicture {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  if (!file.subarray(0, 8).equals(signature)) throw damaged();
  const kept: Uint8Array[] = [signature];
  const kinds: MetadataKind[] = [];
  for (let at = 8; ; ) {
    if (at + 12 > file.length) throw damaged();
    const length = file.readUInt32BE(at);
    const type = file.toString('latin1', at + 4, at + 8);
    const end = at + 12 + length;
    if (end > file.length) throw damaged();
    const content = file.subarray(at + 8, at + 8 + length);
    if (needed.has(type)) {
      kept.push(file.subarray(at, end));
    } else if (type === 'eXIf') {
      const { kinds: found, orientation } = summariseExif(content);
      kinds.push(...found);
      if (orientation !== 1) kept.push(chunk('eXIf', orientationExif(orientation)));
    } else {
      const isXmp = type !== 'tIME' && content.toString('latin1', 0, 17) === 'XML:com.adobe.xmp';
      kinds.push(isXmp ? 'xmp' : (kindOf[type] ?? 'other-metadata'));
    }
    at = end;
    if (type !== 'IEND') continue;
    if (at < file.length) kinds.push('behind-the-end');
    return { bytes: Buffer.concat(kept), found: tally(kinds) };
  }
}

function chunk(type: string, content: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), content]);
  const bytes = Buffer.alloc(body.length + 8);
  bytes.writeUInt32BE(content.length, 0);
  bytes.set(body, 4);
  bytes.writeUInt32BE(crc32(body), body.length + 4);
  return bytes;
}

function damaged(): MingaError {
  return new MingaError('E_IMAGE', {
    found: 'a PNG that is cut short or damaged',
    expected: 'chunks up to its end',
  });
}
