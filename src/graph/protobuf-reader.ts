import { MingaError } from '../errors/index.ts';

/** A field of a protocol-buffers message, its content still raw. */
export type ProtobufField =
  | { readonly number: number; readonly wire: 'varint'; readonly integer: bigint }
  | { readonly number: number; readonly wire: 'fixed' | 'length'; readonly bytes: Uint8Array };

const fixedLengths: Readonly<Record<number, number>> = { 1: 8, 5: 4 };
const longestVarint = 10;

/**
 * The fields of a message in the order of the file (proto3 wire format). Every length is checked
 * against what is left before anything is read with it; nothing is recursed into, so depth of
 * nesting costs nothing. A field's bytes are a view, not a copy.
 *
 * @param place what is being read, for messages
 * @throws E_ONNX where the bytes are not a well-formed message
 */
export function* protobufFields(bytes: Uint8Array, place: string): Generator<ProtobufField> {
  let at = 0;
  while (at < bytes.length) {
    const tag = readVarint(bytes, at, place);
    at = tag.end;
    // A field number has 29 bits and is not 0; a tag is that number and three bits of wire type.
    if (tag.value >> 32n !== 0n || tag.value < 8n) throw malformed(place, `a tag of ${tag.value}`);
    const number = Number(tag.value >> 3n);
    const wire = Number(tag.value & 7n);
    if (wire === 0) {
      const { value, end } = readVarint(bytes, at, place);
      at = end;
      yield { number, wire: 'varint', integer: BigInt.asIntN(64, value) };
      continue;
    }
    let length = fixedLengths[wire];
    if (wire === 2) {
      const prefix = readVarint(bytes, at, place);
      at = prefix.end;
      if (prefix.value > BigInt(bytes.length - at)) {
        throw malformed(
          place,
          `a field of ${prefix.value} bytes where ${bytes.length - at} are left`,
        );
      }
      length = Number(prefix.value);
    }
    if (length === undefined) throw malformed(place, `a field of wire type ${wire}`);
    if (length > bytes.length - at) throw malformed(place, 'a field that is cut off');
    yield { number, wire: wire === 2 ? 'length' : 'fixed', bytes: bytes.subarray(at, at + length) };
    at += length;
  }
}

function readVarint(bytes: Uint8Array, from: number, place: string) {
  // Nearly all varints are short, and plain numbers are much faster than big ones.
  let low = 0;
  let high = 0n;
  for (let i = 0; i < longestVarint; i++) {
    const at = from + i;
    if (at >= bytes.length) throw malformed(place, 'a number that is cut off');
    const byte = bytes[at];
    if (i < 7) low += (byte & 0x7f) * 2 ** (7 * i);
    else high |= BigInt(byte & 0x7f) << BigInt(7 * i);
    if (byte < 0x80) {
      const value = BigInt(low) | high;
      if (value >> 64n !== 0n) break;
      return { value, end: at + 1 };
    }
  }
  throw malformed(place, 'a number longer than 64 bits');
}

/** @throws E_ONNX where the field is not text or not in UTF-8 */
export function textIn(field: ProtobufField, place: string): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytesIn(field, place));
  } catch (cause) {
    if (cause instanceof MingaError) throw cause;
    throw malformed(place, 'text that is not in UTF-8');
  }
}

/** The bytes of a text, bytes or message field, as a view. */
export function bytesIn(field: ProtobufField, place: string): Uint8Array {
  if (field.wire !== 'length') throw unexpected(field, place);
  return field.bytes;
}

/** An integer that a double holds exactly (|n| < 2⁵³). */
export function integerIn(field: ProtobufField, place: string): number {
  if (field.wire !== 'varint') throw unexpected(field, place);
  return exact(field.integer, place);
}

/** One integer of a repeated field, or all of a packed one, appended to `to`. */
export function appendIntegers(to: bigint[], field: ProtobufField, place: string): void {
  if (field.wire === 'varint') {
    to.push(field.integer);
    return;
  }
  const bytes = bytesIn(field, place);
  for (let at = 0; at < bytes.length; ) {
    const { value, end } = readVarint(bytes, at, place);
    to.push(BigInt.asIntN(64, value));
    at = end;
  }
}

/** One number of a repeated float (`width` 4) or double (8) field, or all of a packed one. */
export function appendFloats(
  to: number[],
  field: ProtobufField,
  width: 4 | 8,
  place: string,
): void {
  if (field.wire === 'varint') throw unexpected(field, place);
  const { bytes } = field;
  if (bytes.length % width !== 0) throw malformed(place, `numbers in ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = 0; at < bytes.length; at += width) {
    to.push(width === 4 ? view.getFloat32(at, true) : view.getFloat64(at, true));
  }
}

/** @throws E_ONNX where a double cannot hold the integer exactly */
export function exact(integer: bigint, place: string): number {
  const number = Number(integer);
  if (!Number.isSafeInteger(number)) throw malformed(place, `the number ${integer}`);
  return number;
}

function unexpected(field: ProtobufField, place: string): MingaError {
  return malformed(place, `field ${field.number} of the wrong wire type`);
}

function malformed(place: string, what: string): MingaError {
  return new MingaError('E_ONNX', {
    found: `${place}: ${what}`,
    expected: 'a well-formed ONNX file',
    fix: 'write or download the file again',
  });
}
