import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { crc32 } from 'node:zlib';
import { MingaError } from '../errors/index.ts';
import { decodeSafetensors, encodeSafetensors } from '../tensor/index.ts';
import { keyBytes } from './content-key.ts';
import { errnoOf, fileError } from './file-error.ts';
import type { Manifest, ShardEntry } from './manifest.ts';
import { rowChecksum } from './row-checksum.ts';

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
  /** n × dimension. */
  readonly vectors: Float32Array;
}

/** The head of a shard: all that precedes its vectors. */
export interface ShardHead {
  readonly keys: Uint8Array;
  readonly checksums: Int32Array;
  readonly vectorsAt: number;
}

/** What a manifest and its shards agree on. */
export type ShardIdentity = Pick<Manifest, 'fingerprint' | 'dimension' | 'encoder'>;

/**
 * A shard as a safetensors file: `checksums` I32 [n], `keys` U8 [n, 32], `vectors` F32
 * [n, dimension]. The names sort so that the vectors come last: all that opening needs is one read.
 */
export function encodeShard(
  name: string,
  rows: ShardRows,
  identity: ShardIdentity,
): { bytes: Uint8Array; entry: ShardEntry } {
  const { keys, checksums, vectors } = rows;
  const n = checksums.length;
  const bytes = encodeSafetensors(
    [
      ['checksums', { dtype: 'I32', shape: [n], data: checksums }],
      ['keys', { dtype: 'U8', shape: [n, keyBytes], data: keys }],
      ['vectors', { dtype: 'F32', shape: [n, identity.dimension], data: vectors }],
    ],
    { fingerprint: identity.fingerprint, encoder: JSON.stringify(identity.encoder) },
  );
  return { bytes, entry: describe(name, bytes, n, identity.dimension) };
}

/**
 * Reads a whole shard that no manifest vouches for and checks every row.
 *
 * @throws E_CHECKSUM where it is not a whole, undamaged shard
 */
export function decodeShard(
  name: string,
  bytes: Uint8Array,
): { rows: ShardRows; fingerprint: string; dimension: number; entry: ShardEntry } {
  const { tensors, metadata } = decodeSafetensors(bytes);
  const keys = tensors.get('keys');
  const checksums = tensors.get('checksums');
  const vectors = tensors.get('vectors');
  const n = keys?.shape[0] ?? 0;
  if (
    keys?.dtype !== 'U8' ||
    checksums?.dtype !== 'I32' ||
    vectors?.dtype !== 'F32' ||
    vectors.shape.length !== 2 ||
    vectors.shape[0] !== n ||
    checksums.data.length !== n ||
    keys.data.length !== n * keyBytes
  ) {
    throw damaged(name, 'its tensors are not those of a shard');
  }
  const dimension = vectors.shape[1];
  for (let i = 0; i < n; i++) {
    const key = keys.data.subarray(i * keyBytes, (i + 1) * keyBytes);
    const vector = vectors.data.subarray(i * dimension, (i + 1) * dimension);
    if (rowChecksum(key, vector) !== checksums.data[i]) {
      throw damaged(name, `row ${i} does not match its checksum`);
    }
  }
  return {
    rows: { keys: keys.data, checksums: checksums.data, vectors: vectors.data },
    fingerprint: metadata.fingerprint ?? '',
    dimension,
    entry: describe(name, bytes, n, dimension),
  };
}

/**
 * Reads the keys and row checksums of a shard, and nothing else.
 *
 * @throws E_CHECKSUM where the file is missing, of another size, or its head has changed
 * @throws E_STORE where it cannot be read
 */
export async function readShardHead(
  folder: string,
  entry: ShardEntry,
  dimension: number,
): Promise<ShardHead> {
  const vectorsAt = entry.bytes - 4 * entry.rows * dimension;
  const keysAt = vectorsAt - entry.rows * keyBytes;
  const head = await readStart(join(folder, entry.name), entry, vectorsAt);
  if (crc32(head) !== entry.headCrc32) throw damaged(entry.name, 'its head has changed');
  const checksums = new Int32Array(entry.rows);
  new Uint8Array(checksums.buffer).set(head.subarray(keysAt - 4 * entry.rows, keysAt));
  return { keys: head.subarray(keysAt), checksums, vectorsAt };
}

async function readStart(path: string, entry: ShardEntry, length: number): Promise<Buffer> {
  const handle = await open(path, 'r').catch((cause: unknown) => {
    if (errnoOf(cause) === 'ENOENT') throw damaged(entry.name, 'it is missing');
    throw fileError(cause, path, 'read');
  });
  try {
    const { size } = await handle.stat();
    if (size !== entry.bytes) {
      throw damaged(entry.name, `it has ${size} bytes where ${entry.bytes} were written`);
    }
    const head = Buffer.allocUnsafe(length);
    const { bytesRead } = await handle.read(head, 0, length, 0);
    return head.subarray(0, bytesRead);
  } catch (cause) {
    throw fileError(cause, path, 'read');
  } finally {
    await handle.close();
  }
}

function describe(name: string, bytes: Uint8Array, rows: number, dimension: number): ShardEntry {
  return {
    name,
    rows,
    bytes: bytes.length,
    headCrc32: crc32(bytes.subarray(0, bytes.length - 4 * rows * dimension)),
    sha256: createHash('sha256').update(bytes).digest('hex'),
  };
}

function damaged(name: string, reason: string): MingaError {
  return new MingaError('E_CHECKSUM', { found: `${name}: ${reason}` });
}
