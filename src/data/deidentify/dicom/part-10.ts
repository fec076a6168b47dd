import { deflateRawSync, inflateRawSync } from 'node:zlib';
import { bareDicom } from '../../picture/format.ts';
import { textOf } from './data-set-rewriter.ts';
import type { Dictionary } from './dictionary.ts';
import type { Element, Encoding } from './element.ts';
import { readElements, unreadable } from './read-elements.ts';
import { encodeElement } from './write-elements.ts';

/** Bytes that a deflated data set may grow to. */
const mostInflated = 2 ** 30;

const preambleBytes = 132;
const implicit = '1.2.840.10008.1.2';
const explicit = '1.2.840.10008.1.2.1';
const deflated = '1.2.840.10008.1.2.1.99';
const bigEndian = '1.2.840.10008.1.2.2';

/** The encoding of all file meta information. */
const metaEncoding: Encoding = { explicit: true, littleEndian: true };

/** Stands for this program in the files that it writes (PS3.7, D.3.3.2). */
const implementation = '2.25.212843170523962894270463529173056483209';

/** A file in the form of PS3.10, taken apart. */
export interface Part10 {
  readonly syntax: string;
  readonly encoding: Encoding;
  readonly elements: readonly Element[];
}

/**
 * Takes a DICOM file apart, with a preamble or without.
 *
 * @throws E_IMAGE where it cannot be read to its end
 */
export function readPart10(bytes: Uint8Array, dictionary: Dictionary): Part10 {
  const hasPreamble = textOf(bytes.subarray(128, preambleBytes)) === 'DICM';
  const bare = hasPreamble ? 'meta' : bareDicom(bytes);
  if (bare === null) throw unreadable('a beginning that is no DICOM');
  if (bare !== 'meta') {
    const encoding = { explicit: bare === 'explicit', littleEndian: true };
    const syntax = bare === 'explicit' ? explicit : implicit;
    return { syntax, encoding, elements: readElements(bytes, encoding, dictionary) };
  }
  const start = hasPreamble ? preambleBytes : 0;
  const end = metaEnd(bytes, start);
  const meta = readElements(bytes.subarray(start, end), metaEncoding, dictionary);
  const syntax = textOf(meta.find(({ tag }) => tag === '0002,0010')?.value ?? new Uint8Array(0));
  const encoding = { explicit: syntax !== implicit, littleEndian: syntax !== bigEndian };
  const body = syntax === deflated ? inflate(bytes.subarray(end)) : bytes.subarray(end);
  return { syntax, encoding, elements: readElements(body, encoding, dictionary) };
}

/** The file of a data set, with a preamble of zeros and file meta information of our own. */
export function writePart10(
  syntax: string,
  body: Uint8Array,
  object: { readonly sopClass: string; readonly sopInstance: string },
): Buffer {
  const meta = Buffer.concat([
    encodeElement('0002,0001', 'OB', Uint8Array.of(0, 1), metaEncoding),
    encodeElement('0002,0002', 'UI', object.sopClass, metaEncoding),
    encodeElement('0002,0003', 'UI', object.sopInstance, metaEncoding),
    encodeElement('0002,0010', 'UI', syntax, metaEncoding),
    encodeElement('0002,0012', 'UI', implementation, metaEncoding),
    encodeElement('0002,0013', 'SH', 'MINGA', metaEncoding),
  ]);
  const length = Buffer.alloc(4);
  length.writeUInt32LE(meta.length);
  return Buffer.concat([
    Buffer.alloc(preambleBytes - 4),
    Buffer.from('DICM'),
    encodeElement('0002,0000', 'UL', length, metaEncoding),
    meta,
    syntax === deflated ? deflate(body) : body,
  ]);
}

/** Behind the last element of group 0002; the length that the file gives is not believed. */
function metaEnd(bytes: Uint8Array, start: number): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = start;
  while (at + 8 <= bytes.length && view.getUint16(at, true) === 2) {
    const vr = textOf(bytes.subarray(at + 4, at + 6));
    const isLong = ['OB', 'OW', 'UN', 'UT', 'SQ'].includes(vr);
    if (isLong && at + 12 > bytes.length) break;
    at += isLong ? 12 + view.getUint32(at + 8, true) : 8 + view.getUint16(at + 6, true);
  }
  if (at > bytes.length) throw unreadable('file meta information that is cut short');
  return at;
}

function inflate(bytes: Uint8Array): Uint8Array {
  try {
    return inflateRawSync(bytes, { maxOutputLength: mostInflated });
  } catch {
    throw unreadable('deflated data that cannot be inflated');
  }
}

/** Padded to an even length (PS3.5, A.5). */
function deflate(bytes: Uint8Array): Buffer {
  const packed = deflateRawSync(bytes);
  return packed.length % 2 === 0 ? packed : Buffer.concat([packed, Buffer.alloc(1)]);
}
