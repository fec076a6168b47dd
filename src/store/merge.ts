import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { keyBytes } from './content-key.ts';
import type { StoreContents } from './contents.ts';
import { fileError } from './file-error.ts';
import type { PendingRows } from './pending-rows.ts';
import { decodeShard, type Shard, type ShardRows } from './shard.ts';

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
 * The rows of shards and what is pending behind them, in the order of the index.
 *
 * @throws E_CHECKSUM where a shard has changed since it was written; E_STORE where it is unreadable
 */
export async function mergedRows(
  shards: readonly Shard[],
  { codec }: StoreContents,
  pending: PendingRows,
): Promise<ShardRows> {
  const count = shards.reduce((sum, { entry }) => sum + entry.rows, pending.rows);
  const keys = new Uint8Array(count * keyBytes);
  const checksums = new Int32Array(count);
  const bytes = new Uint8Array(count * codec.rowBytes);
  let at = 0;
  for (const rows of [...(await Promise.all(shards.map(readWhole))), pending]) {
    keys.set(rows.keys, at * keyBytes);
    checksums.set(rows.checksums, at);
    bytes.set(rows.bytes, at * codec.rowBytes);
    at += rows.checksums.length;
  }
  return { keys, checksums, bytes };
}

async function readWhole({ path }: Shard): Promise<ShardRows> {
  const bytes = await readFile(path).catch((cause: unknown) => {
    throw fileError(cause, path, 'read');
  });
  return decodeShard(basename(path), bytes).rows;
}
