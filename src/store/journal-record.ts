import { createHash } from 'node:crypto';
import { crc32 } from 'node:zlib';
import { MingaError } from '../errors/index.ts';
import { keyBytes } from './content-key.ts';
import { type RowFormat, rowBytesOf } from './row-format.ts';

/**
 * A batch in a journal. Header of 32 bytes, little-endian: magic, rows, dimension, CRC-32 of the
 * payload, 8 bytes that stand for the encoder, 4 zero bytes, CRC-32 of the 28 bytes before. Then the
 * payload: keys (rows × 32), then the rows as the store's format has them.
 */
const magic = 0x314a_474d; // "MGJ1"
const headerBytes = 32;

/** Eight bytes that stand for an encoder's fingerprint and, where it is not plain, the format. */
export function encoderMark(fingerprint: string, { precision, keyCheck }: RowFormat): Buffer {
  const hash = createHash('sha256').update(fingerprint);
  if (precision !== 'float32' || keyCheck !== null) hash.update(` ${precision} ${keyCheck}`);
  return hash.digest().subarray(0, 8);
}

/** The bytes of one batch: `keys` n × 32, `rows` as they lie on disk. */
export function encodeRecord(
  mark: Uint8Array,
  dimension: number,
  keys: Uint8Array,
  rows: Uint8Array,
): Buffer {
  const record = Buffer.alloc(headerBytes + keys.byteLength + rows.byteLength);
  record.set(keys, headerBytes);
  record.set(rows, headerBytes + keys.byteLength);
  record.writeUInt32LE(magic, 0);
  record.writeUInt32LE(keys.byteLength / keyBytes, 4);
  record.writeUInt32LE(dimension, 8);
  record.writeUInt32LE(crc32(record.subarray(headerBytes)), 12);
  record.set(mark, 16);
  record.writeUInt32LE(crc32(record.subarray(0, 28)), 28);
  return record;
}

/** A batch as it stands in a journal. */
export interface JournalRecord {
  readonly rows: number;
  /** n × 32, a view. */
  readonly keys: Uint8Array;
  /** n rows as they lie on disk, a view. */
  readonly bytes: Uint8Array;
}

export interface JournalContent {
  readonly records: readonly JournalRecord[];
  /** Where the last whole batch ends; what follows was cut short. */
  readonly wholeBytes: number;
  /** Rows of whole batches whose payload does not match its checksum; they are left out. */
  readonly damagedRows: number;
}

/**
 * Reads a journal as far as it is whole. A batch whose header is sound and whose payload is not
 * costs only itself; after an unsound header nothing can be found, so the rest is left out.
 *
 * @throws E_STORE where a sound batch is of another encoder or dimension
 */
export function decodeJournal(
  bytes: Buffer,
  mark: Uint8Array,
  dimension: number,
  format: RowFormat,
  path: string,
): JournalContent {
  const rowBytes = rowBytesOf(format, dimension);
  const records: JournalRecord[] = [];
  let at = 0;
  let damagedRows = 0;
  while (at + headerBytes <= bytes.length) {
    const header = bytes.subarray(at, at + headerBytes);
    if (header.readUInt32LE(0) !== magic) break;
    if (header.readUInt32LE(28) !== crc32(header.subarray(0, 28))) break;
    const rows = header.readUInt32LE(4);
    if (header.readUInt32LE(8) !== dimension || !header.subarray(16, 24).equals(mark)) {
      throw new MingaError('E_STORE', {
        found: `${path} holds rows of another encoder, precision or encryption (dimension ${header.readUInt32LE(8)})`,
        expected: `dimension ${dimension}, the fingerprint and the format asked for`,
        fix: 'give each encoder a folder of its own',
      });
    }
    const end = at + headerBytes + rows * (keyBytes + rowBytes);
    if (end > bytes.length) break;
    const payload = bytes.subarray(at + headerBytes, end);
    if (crc32(payload) === header.readUInt32LE(12)) {
      records.push({
        rows,
        keys: payload.subarray(0, rows * keyBytes),
        bytes: payload.subarray(rows * keyBytes),
      });
    } else {
      damagedRows += rows;
    }
    at = end;
  }
  return { records, wholeBytes: at, damagedRows };
}
