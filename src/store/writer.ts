import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Matrix } from '../tensor/index.ts';
import { type ContentKey, keyBytes } from './content-key.ts';
import { addPending, type StoreContents } from './contents.ts';
import { makeFolder, replaceDurably } from './durable-file.ts';
import { journalName, shardName } from './file-names.ts';
import { createJournal, type Journal } from './journal.ts';
import { encodeRecord, encoderMark } from './journal-record.ts';
import { type StoreLock, takeLock } from './lock.ts';
import { encodeManifest, manifestName } from './manifest.ts';
import { type RecoveredStore, recoverStore } from './recovery.ts';
import { encodeShard, type ShardIdentity } from './shard.ts';

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
 * @param shardRows rows at which a journal is sealed into a shard
 */
export async function openWriter(
  folder: string,
  identity: ShardIdentity,
  shardRows: number,
): Promise<StoreWriter> {
  await makeFolder(folder);
  const lock = await takeLock(folder);
  try {
    const recovered = await recoverStore(folder, identity);
    if (lock.notice !== undefined) recovered.contents.notices.push(lock.notice);
    return writerOf(folder, lock, recovered, shardRows);
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
  const { identity, pending } = contents;
  const mark = encoderMark(identity.fingerprint);
  let nextNumber = recovered.nextNumber;
  /** Journals that hold pending rows and are no longer appended to. */
  let finished = [...recovered.journals];
  let journal: Journal | undefined;

  async function append(keys: readonly ContentKey[], rows: Matrix): Promise<void> {
    let next = 0;
    while (next < keys.length) {
      if (pending.rows >= shardRows) await seal();
      const batch = newRows(contents, keys, next, shardRows - pending.rows);
      if (batch.positions.length > 0) await appendBatch(keys, rows, batch.positions);
      next = batch.next;
    }
  }

  async function appendBatch(
    keys: readonly ContentKey[],
    rows: Matrix,
    positions: readonly number[],
  ): Promise<void> {
    await lock.assertHeld();
    const batchKeys = new Uint8Array(positions.length * keyBytes);
    positions.forEach((position, k) => {
      batchKeys.set(keys[position], k * keyBytes);
    });
    const vectors = rows.take(positions);
    const record = encodeRecord(mark, identity.dimension, batchKeys, vectors.data);
    const current = await writableJournal();
    await current.append(record);
    for (let k = 0; k < positions.length; k++) {
      addPending(contents, batchKeys.subarray(k * keyBytes, (k + 1) * keyBytes), vectors.row(k));
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

  /** Pending rows → shard → manifest → journals removed; a crash in between loses nothing. */
  async function seal(): Promise<void> {
    await lock.assertHeld();
    // A number is used once: an attempt that failed half-way may have left its file.
    const name = shardName(nextNumber++);
    const { bytes, entry } = encodeShard(name, pending, identity);
    const path = join(folder, name);
    await replaceDurably(path, bytes);
    const entries = [...contents.shards.map(shard => shard.entry), entry];
    await replaceDurably(
      join(folder, manifestName),
      encodeManifest({ ...identity, shards: entries }),
    );
    contents.shards.push({
      path,
      entry,
      start: contents.index.rows - pending.rows,
      checksums: pending.checksums.slice(),
      vectorsAt: bytes.length - pending.vectors.byteLength,
    });
    pending.clear();
    await removeJournals();
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
      if (pending.rows > 0) await seal();
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
  keys: readonly ContentKey[],
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
