import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isMingaError } from '../errors/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { type ContentKey, keyBytes } from './content-key.ts';
import { addPending, type StoreContents } from './contents.ts';
import { makeFolder, replaceDurably } from './durable-file.ts';
import { journalName, shardName } from './file-names.ts';
import type { AskedIdentity } from './identity.ts';
import { createJournal, type Journal } from './journal.ts';
import { encodeRecord, encoderMark } from './journal-record.ts';
import { type StoreLock, takeLock } from './lock.ts';
import { encodeManifest, manifestName } from './manifest.ts';
import { mergeable, mergedRows } from './merge.ts';
import { type RecoveredStore, recoverStore } from './recovery.ts';
import { encodeShard, type Shard, type ShardRows } from './shard.ts';

/** The one writer of a store. Its calls must not overlap. */
export interface StoreWriter {
  readonly contents: StoreContents;
  readonly journalBytes: number;
  append(keys: readonly ContentKey[], rows: Matrix): Promise<void>;
  close(): Promise<void>;
}

/**
 * Takes the lock, mends what a crash left, and is ready to append.
 *
 * @param shardRows rows at which a journal is sealed into a shard; as many as fill 16 MiB, at least
 * 64 and at most 8192, where undefined
 */
export async function openWriter(
  folder: string,
  asked: AskedIdentity,
  shardRows: number | undefined,
): Promise<StoreWriter> {
  await makeFolder(folder);
  const lock = await takeLock(folder);
  try {
    const recovered = await recoverStore(folder, asked);
    if (lock.notice !== undefined) recovered.contents.notices.push(lock.notice);
    const { rowBytes } = recovered.contents.codec;
    return writerOf(folder, lock, recovered, shardRows ?? rowsPerShard(rowBytes));
  } catch (cause) {
    await lock.release();
    throw cause;
  }
}

function writerOf(
  folder: string,
  lock: StoreLock,
  recovered: RecoveredStore,
  shardRows: number,
): StoreWriter {
  const { contents } = recovered;
  const { codec, identity, pending } = contents;
  const mark = encoderMark(identity.fingerprint, identity.format);
  let nextNumber = recovered.nextNumber;
  /** Journals that hold pending rows and are no longer appended to. */
  let finished = [...recovered.journals];
  let journal: Journal | undefined;

  async function append(contentKeys: readonly ContentKey[], rows: Matrix): Promise<void> {
    const keys = contentKeys.map(key => codec.storedKey(key));
    let next = 0;
    while (next < keys.length) {
      if (pending.rows >= shardRows) await seal();
      const batch = newRows(contents, keys, next, shardRows - pending.rows);
      if (batch.positions.length > 0) await appendBatch(keys, rows, batch.positions);
      next = batch.next;
    }
  }

  async function appendBatch(
    keys: readonly Uint8Array[],
    rows: Matrix,
    positions: readonly number[],
  ): Promise<void> {
    await lock.assertHeld();
    const { rowBytes } = codec;
    const batchKeys = new Uint8Array(positions.length * keyBytes);
    const written = new Uint8Array(positions.length * rowBytes);
    const rowOf = (k: number) => written.subarray(k * rowBytes, (k + 1) * rowBytes);
    positions.forEach((position, k) => {
      batchKeys.set(keys[position], k * keyBytes);
      codec.encode(keys[position], rows.row(position), rowOf(k));
    });
    const record = encodeRecord(mark, identity.dimension, batchKeys, written);
    const current = await writableJournal();
    await current.append(record);
    for (let k = 0; k < positions.length; k++) {
      addPending(contents, batchKeys.subarray(k * keyBytes, (k + 1) * keyBytes), rowOf(k));
    }
  }

  async function writableJournal(): Promise<Journal> {
    if (journal?.usable === false) {
      finished.push({ path: journal.path, bytes: journal.bytes });
      await journal.close();
      journal = undefined;
    }
    journal ??= await createJournal(join(folder, journalName(nextNumber++)));
    return journal;
  }

  /**
   * Pending rows → shard → manifest → journals removed; a crash in between loses nothing.
   *
   * @param merged the last shards, which become one with what is pending
   */
  async function seal(merged: readonly Shard[] = []): Promise<void> {
    await lock.assertHeld();
    const start = contents.index.rows - pending.rows;
    const kept = contents.shards.slice(0, contents.shards.length - merged.length);
    const rows = merged.length === 0 ? pending : await mergedRows(merged, contents);
    await writeShard(rows, kept, merged[0]?.start ?? start);
    pending.clear();
    await removeJournals();
  }

  /**
   * Many short runs leave many small shards: the last ones become one with what is pending, where
   * they fit. Their files stay until the next opening, since a reader may have them open.
   */
  async function sealLast(): Promise<void> {
    const merged = mergeable(contents.shards, pending.rows, shardRows);
    if (merged.length > 0) {
      try {
        return await seal(merged);
      } catch (cause) {
        // A shard that changed or vanished is told when it is read, and a full disk may still have
        // room for what is new alone: neither may keep that from its place.
        if (!isMingaError(cause)) throw cause;
      }
    }
    await seal();
  }

  /** Writes a shard and a manifest that names it behind the `kept` ones. */
  async function writeShard(rows: ShardRows, kept: readonly Shard[], start: number): Promise<void> {
    // A number is used once: an attempt that failed half-way may have left its file.
    const name = shardName(nextNumber++);
    const { bytes, entry } = encodeShard(name, rows, identity);
    const path = join(folder, name);
    await replaceDurably(path, bytes);
    const entries = [...kept.map(shard => shard.entry), entry];
    await replaceDurably(
      join(folder, manifestName),
      encodeManifest({ ...identity, shards: entries }),
    );
    contents.shards.splice(kept.length, contents.shards.length, {
      path,
      entry,
      start,
      checksums: rows.checksums.slice(),
      vectorsAt: bytes.length - rows.bytes.length,
    });
  }

  async function removeJournals(): Promise<void> {
    const paths = finished.map(each => each.path);
    if (journal !== undefined) paths.push(journal.path);
    await journal?.close();
    journal = undefined;
    finished = [];
    // What cannot be removed holds nothing new and is removed by the next recovery.
    for (const path of paths) await rm(path, { force: true }).catch(() => {});
  }

  async function close(): Promise<void> {
    try {
      if (pending.rows > 0) await sealLast();
      else await removeJournals();
    } finally {
      await journal?.close();
      await lock.release();
    }
  }

  return {
    contents,
    get journalBytes() {
      return finished.reduce((sum, each) => sum + each.bytes, journal?.bytes ?? 0);
    },
    append,
    close,
  };
}

/** Positions of up to `room` keys, from `from` on, that the store does not hold, each key once. */
function newRows(
  contents: StoreContents,
  keys: readonly Uint8Array[],
  from: number,
  room: number,
): { positions: number[]; next: number } {
  const positions: number[] = [];
  const taken = new Set<string>();
  let next = from;
  for (; next < keys.length && positions.length < room; next++) {
    if (contents.index.find(keys[next]) !== -1) continue;
    const text = Buffer.from(keys[next]).toString('latin1');
    if (taken.has(text)) continue;
    taken.add(text);
    positions.push(next);
  }
  return { positions, next };
}

const shardBytes = 16 * 1024 * 1024;
const fewestShardRows = 64;
const mostShardRows = 8192;

function rowsPerShard(rowBytes: number): number {
  const fitting = Math.floor(shardBytes / rowBytes);
  return Math.min(Math.max(fitting, fewestShardRows), mostShardRows);
}
