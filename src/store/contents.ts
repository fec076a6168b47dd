import { join } from 'node:path';
import { isMingaError } from '../errors/index.ts';
import { keyBytes } from './content-key.ts';
import { decodeJournal, encoderMark, type JournalContent } from './journal-record.ts';
import { KeyIndex } from './key-index.ts';
import type { ShardEntry } from './manifest.ts';
import { PendingRows } from './pending-rows.ts';
import { rowChecksum } from './row-checksum.ts';
import type { RowCodec } from './row-codec.ts';
import { Scratch } from './scratch.ts';
import { readShardHead, type Shard, type ShardHead, type ShardIdentity } from './shard.ts';

/** A store as it stands in memory: an index of all rows, shards on disk, the rest pending. */
export interface StoreContents {
  readonly identity: ShardIdentity;
  /** How keys and vectors are written. */
  readonly codec: RowCodec;
  readonly index: KeyIndex;
  readonly shards: Shard[];
  readonly pending: PendingRows;
  /** What a person should hear of: damage found, rows left out, locks taken over. */
  readonly notices: string[];
}

/** Nothing yet, with room for the rows that a manifest names. */
export function emptyContents(
  identity: ShardIdentity,
  codec: RowCodec,
  entries: readonly ShardEntry[],
): StoreContents {
  const expected = entries.reduce((rows, entry) => rows + entry.rows, 0);
  return {
    identity,
    codec,
    index: new KeyIndex(expected),
    shards: [],
    pending: new PendingRows(codec.rowBytes),
    notices: [],
  };
}

/**
 * Adds the shards that a manifest names. A shard that is missing, cut or whose head has changed is
 * left out: its rows are then absent, so that they are computed anew rather than trusted.
 *
 * @returns the entries that were left out
 */
export async function addShards(
  contents: StoreContents,
  folder: string,
  entries: readonly ShardEntry[],
): Promise<ShardEntry[]> {
  const leftOut: ShardEntry[] = [];
  const scratch = new Scratch();
  for (const entry of entries) {
    try {
      const head = await readShardHead(folder, entry, contents.codec.rowBytes, scratch);
      addShard(contents, join(folder, entry.name), entry, head);
    } catch (cause) {
      if (!isMingaError(cause, 'E_CHECKSUM')) throw cause;
      leftOut.push(entry);
      contents.notices.push(
        `${folder}: ${cause.problem.found}; its ${entry.rows} rows are left out`,
      );
    }
  }
  return leftOut;
}

/** Adds the rows of a shard to the index. */
export function addShard(
  contents: StoreContents,
  path: string,
  entry: ShardEntry,
  { keys, checksums, vectorsAt }: ShardHead,
): void {
  contents.shards.push({ path, entry, start: contents.index.rows, checksums, vectorsAt });
  for (let at = 0; at < keys.length; at += keyBytes) contents.index.add(keys, at);
}

/** The batches of a journal of this store. @throws E_STORE where it is another's */
export function decodeStoreJournal(
  { identity }: StoreContents,
  path: string,
  bytes: Buffer,
): JournalContent {
  const { fingerprint, dimension, format } = identity;
  return decodeJournal(bytes, encoderMark(fingerprint, format), dimension, format, path);
}

/** Adds the rows of a journal that no shard holds. To be called after all shards are there. */
export function addJournal(
  contents: StoreContents,
  path: string,
  bytes: Buffer,
): { readonly wholeBytes: number; readonly added: number } {
  const { rowBytes } = contents.codec;
  const content = decodeStoreJournal(contents, path, bytes);
  let added = 0;
  for (const { rows, keys, bytes: written } of content.records) {
    for (let i = 0; i < rows; i++) {
      const key = keys.subarray(i * keyBytes, (i + 1) * keyBytes);
      if (contents.index.find(key) !== -1) continue;
      addPending(contents, key, written.subarray(i * rowBytes, (i + 1) * rowBytes));
      added += 1;
    }
  }
  if (content.damagedRows > 0) {
    contents.notices.push(
      `${path}: ${content.damagedRows} rows do not match their checksum and are left out`,
    );
  }
  const torn = bytes.length - content.wholeBytes;
  if (torn > 0) {
    contents.notices.push(
      `${path}: the last ${torn} bytes are not a whole batch (its writing was cut short, or is under way) and are left out`,
    );
  }
  return { wholeBytes: content.wholeBytes, added };
}

/** Adds a row that is in a journal to the index and to the pending rows. */
export function addPending(contents: StoreContents, key: Uint8Array, row: Uint8Array): void {
  contents.index.add(key);
  contents.pending.add(key, row, rowChecksum(key, row));
}
