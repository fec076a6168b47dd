import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { MingaError } from '../errors/index.ts';
import { decodeSafetensors, encodeSafetensors, type TensorData } from '../tensor/index.ts';
import { keyBytes } from './content-key.ts';
import { errnoOf, fileError } from './file-error.ts';
import type { Manifest, ShardEntry } from './manifest.ts';
import { rowChecksum } from './row-checksum.ts';
import { plainFormat, type RowFormat, rowBytesOf } from './row-format.ts';
import type { Scratch } from './scratch.ts';

/** A sealed shard whose keys are in the index. Its file never changes. */
export interface Shard {
  readonly path: string;
  readonly entry: ShardEntry;
  /** The number of its first row in the index. */
  readonly start: number;
  /** n, one a row. */
  readonly checksums: Int32Array;
  /** Where the vectors begin in the file, in bytes. */
  readonly vectorsAt: number;
}

/** The rows of a shard, as they are before it is written or after it is read whole. */
export interface ShardRows {
  /** n × 32. */
  readonly keys: Uint8Array;
  /** n. */
  readonly checksums: Int32Array;
  /** n rows as they lie on disk, beginning at an even address of 4. */
  readonly bytes: Uint8Array;
}

/** The head of a shard: all that precedes its vectors. */
export interface ShardHead {
  readonly keys: Uint8Array;
  readonly checksums: Int32Array;
  readonly vectorsAt: number;
}

/** What a manifest and its shards agree on. */
export type ShardIdentity = Pick<Manifest, 'fingerprint' | 'dimension' | 'encoder' | 'format'>;

/**
 * A shard as a safetensors file: `checksums` I32 [n], `keys` U8 [n, 32], `vectors` F32 or F16
 * [n, dimension], U8 [n, bytes of a row] where they are encrypted. The names sort so that the
 * vectors come last: all that opening needs is one read.
 */
export function encodeShard(
  name: string,
  rows: ShardRows,
  identity: ShardIdentity,
): { bytes: Uint8Array; entry: ShardEntry } {
  const { keys, checksums } = rows;
  const n = checksums.length;
  const bytes = encodeSafetensors(
    [
      ['checksums', { dtype: 'I32', shape: [n], data: checksums }],
      ['keys', { dtype: 'U8', shape: [n, keyBytes], data: keys }],
      ['vectors', vectorsTensor(rows, identity)],
    ],
    {
      fingerprint: identity.fingerprint,
      encoder: JSON.stringify(identity.encoder),
      ...formatMetadata(identity),
    },
  );
  return { bytes, entry: describe(name, bytes, n, rows.bytes.length) };
}

/** The rows, which are a whole number of 4 or 2 bytes each where they are not encrypted. */
function vectorsTensor(
  { checksums, bytes }: ShardRows,
  { dimension, format }: ShardIdentity,
): TensorData {
  const rows = checksums.length;
  const { buffer, byteOffset } = bytes;
  if (format.keyCheck !== null) {
    return { dtype: 'U8', shape: [rows, rowBytesOf(format, dimension)], data: bytes };
  }
  const shape = [rows, dimension];
  const length = rows * dimension;
  return format.precision === 'float16'
    ? { dtype: 'F16', shape, data: new Uint16Array(buffer, byteOffset, length) }
    : { dtype: 'F32', shape, data: new Float32Array(buffer, byteOffset, length) };
}

/** Plain float32 says nothing, as it did before there was anything else. */
function formatMetadata({ dimension, format }: ShardIdentity): Record<string, string> {
  if (format.precision === 'float32' && format.keyCheck === null) return {};
  const { precision, keyCheck } = format;
  return { precision, dimension: String(dimension), ...(keyCheck === null ? {} : { keyCheck }) };
}

/** A shard that was read whole. */
export interface DecodedShard {
  readonly rows: ShardRows;
  readonly fingerprint: string;
  readonly dimension: number;
  readonly format: RowFormat;
  readonly entry: ShardEntry;
}

/**
 * Reads a whole shard that no manifest vouches for and checks every row.
 *
 * @throws E_CHECKSUM where it is not a whole, undamaged shard
 */
export function decodeShard(name: string, bytes: Uint8Array): DecodedShard {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const keys = tensors.get('keys');
  const checksums = tensors.get('checksums');
  const vectors = tensors.get('vectors');
  const n = keys?.shape[0] ?? 0;
  if (
    keys?.dtype !== 'U8' ||
    checksums?.dtype !== 'I32' ||
    vectors?.shape.length !== 2 ||
    vectors.shape[0] !== n ||
    checksums.data.length !== n ||
    keys.data.length !== n * keyBytes
  ) {
    throw damaged(name, 'its tensors are not those of a shard');
  }
  const said = describedFormat(vectors, metadata);
  const { buffer, byteOffset, byteLength } = vectors.data;
  const rows = new Uint8Array(buffer, byteOffset, byteLength);
  if (said === null || rows.length !== n * rowBytesOf(said.format, said.dimension)) {
    throw damaged(name, 'its vectors are of no known format');
  }
  const rowBytes = rows.length / Math.max(1, n);
  for (let i = 0; i < n; i++) {
    const key = keys.data.subarray(i * keyBytes, (i + 1) * keyBytes);
    if (rowChecksum(key, rows.subarray(i * rowBytes, (i + 1) * rowBytes)) !== checksums.data[i]) {
      throw damaged(name, `row ${i} does not match its checksum`);
    }
  }
  return {
    rows: { keys: keys.data, checksums: checksums.data, bytes: rows },
    fingerprint: metadata.fingerprint ?? '',
    ...said,
    entry: describe(name, bytes, n, rows.length),
  };
}

function describedFormat(
  vectors: TensorData,
  metadata: Readonly<Record<string, string>>,
): { readonly dimension: number; readonly format: RowFormat } | null {
  const [, columns] = vectors.shape;
  const { keyCheck } = metadata;
  if (vectors.dtype === 'F32') return { dimension: columns, format: plainFormat };
  if (vectors.dtype === 'F16') {
    return { dimension: columns, format: { precision: 'float16', keyCheck: null } };
  }
  if (vectors.dtype !== 'U8' || keyCheck === undefined) return null;
  const precision = metadata.precision === 'float16' ? 'float16' : 'float32';
  return { dimension: Number(metadata.dimension), format: { precision, keyCheck } };
}

/**
 * Reads the keys and row checksums of a shard, and nothing else. The keys lie in `scratch`.
 *
 * @throws E_CHECKSUM where the file is missing, of another size, or its head has changed
 * @throws E_STORE where it cannot be read
 */
export async function readShardHead(
  folder: string,
  entry: ShardEntry,
  rowBytes: number,
  scratch: Scratch,
): Promise<ShardHead> {
  const vectorsAt = entry.bytes - entry.rows * rowBytes;
  const keysAt = vectorsAt - entry.rows * keyBytes;
  if (keysAt < 4 * entry.rows) throw damaged(entry.name, 'it is too small for its rows');
  const head = await readStart(join(folder, entry.name), entry, scratch.bytes(vectorsAt));
  if (crc32(head) !== entry.headCrc32) throw damaged(entry.name, 'its head has changed');
  const checksums = new Int32Array(entry.rows);
  new Uint8Array(checksums.buffer).set(head.subarray(keysAt - 4 * entry.rows, keysAt));
  return { keys: head.subarray(keysAt), checksums, vectorsAt };
}

async function readStart(path: string, entry: ShardEntry, head: Uint8Array): Promise<Uint8Array> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    if (errnoOf(cause) === 'ENOENT') throw damaged(entry.name, 'it is missing');
    throw fileError(cause, path, 'read');
  });
  try {
    const { size } = await handle.stat();
    if (size !== entry.bytes) {
      throw damaged(entry.name, `it has ${size} bytes where ${entry.bytes} were written`);
    }
    const { bytesRead } = await handle.read(head, 0, head.length, 0);
    return head.subarray(0, bytesRead);
  } catch (cause) {
    throw fileError(cause, path, 'read');
  } finally {
    await handle.close();
  }
}

function describe(name: string, bytes: Uint8Array, rows: number, vectorBytes: number): ShardEntry {
  return {
    name,
    rows,
    bytes: bytes.length,
    headCrc32: crc32(bytes.subarray(0, bytes.length - vectorBytes)),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

function damaged(name: string, reason: string): MingaError {
  return new MingaError('E_CHECKSUM', { found: `${name}: ${reason}` });
}
