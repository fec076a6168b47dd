import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { MingaError } from '../errors/index.ts';
import { keyBytes } from './content-key.ts';
import type { StoreContents } from './contents.ts';
import { fileError } from './file-error.ts';
import type { Shard, ShardRows } from './shard.ts';

/** The last shards that fit into one of `mostRows` rows together with what is pending. */
export function mergeable(
  shards: readonly Shard[],
  pendingRows: number,
  mostRows: number,
): readonly Shard[] {
  let rows = pendingRows;
  let first = shards.length;
  while (first > 0 && rows + shards[first - 1].entry.rows <= mostRows) {
    first -= 1;
    rows += shards[first].entry.rows;
  }
  return shards.slice(first);
}

/**
 * The rows of the last shards and what is pending behind them, in the order of the index.
 *
 * @param shards at least one
 * @throws E_CHECKSUM where a shard has changed since it was written; E_STORE where it is unreadable
 */
export async function mergedRows(
  shards: readonly Shard[],
  { codec, index, pending }: StoreContents,
): Promise<ShardRows> {
  const { start } = shards[0];
  const count = index.rows - start;
  const keys = new Uint8Array(count * keyBytes);
  for (let i = 0; i < count; i++) keys.set(index.key(start + i), i * keyBytes);
  const checksums = new Int32Array(count);
  const bytes = new Uint8Array(count * codec.rowBytes);
  // One after the other: thousands of open files are more than a process may have.
  for (const shard of shards) {
    checksums.set(shard.checksums, shard.start - start);
    bytes.set(await vectorsOf(shard), (shard.start - start) * codec.rowBytes);
  }
  checksums.set(pending.checksums, count - pending.rows);
  bytes.set(pending.bytes, (count - pending.rows) * codec.rowBytes);
  return { keys, checksums, bytes };
}

async function vectorsOf({ path, entry, vectorsAt }: Shard): Promise<Uint8Array> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw fileError(cause, path, 'read');
  });
  if (createHash('sha256').update(bytes).digest('hex') !== entry.sha256) {
    throw new MingaError('E_CHECKSUM', { found: `${path} has changed since it was written` });
  }
  return bytes.subarray(vectorsAt);
}
