import { resolve } from 'node:path';
import { MingaError } from '../errors/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { type ContentKey, checkKeys } from './content-key.ts';
import type { StoreContents } from './contents.ts';
import { checkShards, type StoreHealth } from './health.ts';
import { readRows } from './read-rows.ts';
import { readSnapshot } from './snapshot.ts';
import { openWriter, type StoreWriter } from './writer.ts';

const defaults = { readOnly: false } as const;
const shardBytes = 16 * 1024 * 1024;
const fewestShardRows = 64;
const mostShardRows = 8192;

/** Whose embeddings a store holds. */
export interface StoreSettings {
  /** Stands for the encoder, its weights and its settings. One store, one fingerprint. */
  readonly fingerprint: string;
  /** Numbers in a row, 1 or more. */
  readonly dimension: number;
  /** Name and settings of the encoder, written into the manifest for people. Must be JSON. */
  readonly encoder: Readonly<Record<string, unknown>>;
}

export interface StoreOptions {
  /** Without a lock and without writing; sees what was durable when it was opened. Default: false. */
  readonly readOnly?: boolean;
  /** Rows of a shard, 1 or more. Default: as many as fill 16 MiB, at least 64, at most 8192. */
  readonly shardRows?: number;
}

/** Embeddings of one encoder on disk, found by the content that they were made from. */
export interface EmbeddingStore {
  readonly folder: string;
  readonly dimension: number;
  /** Distinct keys. */
  readonly size: number;
  /** Bytes of shards and journals. */
  readonly bytesOnDisk: number;
  /**
   * What a person should hear of, in plain sentences: damage found and what it cost, a torn journal
   * cut, a lock taken over. To be printed by the caller; holds paths and counts, never content.
   */
  readonly notices: readonly string[];

  /** @throws E_SHAPE where the key is not 32 bytes long */
  has(key: ContentKey): boolean;

  /**
   * Adds rows (keys.length × dimension). Durable once it resolves: the rows survive SIGKILL and
   * power loss. A key that is there already, or comes twice, is ignored: the first row stays. Calls
   * queue up behind one another; leave `rows` unchanged until the call resolves. Where it rejects,
   * the store stays usable, and calling again with the same rows is safe.
   *
   * @throws E_SHAPE where keys, rows and dimension do not fit
   * @throws E_NOT_FINITE where a number is NaN or infinite; nothing is added
   * @throws E_STORE where the disk is full or refuses, or the store is read-only or closed
   * @throws E_STORE_LOCKED where the lock was lost to another process
   */
  append(keys: readonly ContentKey[], rows: Matrix): Promise<void>;

  /**
   * The rows of `keys`, in order (keys.length × dimension); a key may come more than once. Reads
   * only these rows and checks each, so that a bit flipped on disk never reaches a model.
   *
   * @throws E_SHAPE where a key is not 32 bytes long
   * @throws E_STORE where a key is absent, a file cannot be read, or the store is closed
   * @throws E_CHECKSUM where a row has changed since it was written
   */
  read(keys: readonly ContentKey[]): Promise<Matrix>;

  /**
   * Reads every byte of every shard and compares it with its recorded sha256.
   *
   * @throws E_STORE where a file is there and cannot be read, or the store is closed
   */
  verify(): Promise<StoreHealth>;

  /**
   * Seals what is pending into a shard and releases the lock. Further calls do nothing. Without it
   * nothing is lost: acknowledged rows stay in the journal.
   *
   * @throws E_STORE where the disk is full or refuses; the rows stay in the journal
   */
  close(): Promise<void>;
}

/**
 * Opens the store in `folder`, which belongs to one encoder, and makes it where there is none. Opens
 * by reading keys only: about 50 bytes a row stay in memory. What a crash left is mended first.
 *
 * A shard that is missing, cut or whose keys have changed is left out and said in `notices`: its
 * rows are absent and so computed anew. A vector that has changed is found when it is read.
 *
 * @throws E_OPTION where a setting is outside its range
 * @throws E_STORE where the folder holds another encoder's rows, cannot be written (open it with
 *   `readOnly`), or, with `readOnly`, holds no store or a damaged manifest
 * @throws E_STORE_LOCKED where another process, or this one, is writing to it
 *
 * @example
 * const store = await openStore('cache/0123456789abcdef', {
 *   fingerprint: '0123456789abcdef', dimension: 2, encoder: { name: 'demo' },
 * });
 * const key = contentKey('age 54, female');
 * if (!store.has(key)) await store.append([key], Matrix.fromRows([[0.6, 0.8]]));
 * const rows = await store.read([key]); // 1 × 2
 * await store.close();
 */
export async function openStore(
  folder: string,
  settings: StoreSettings,
  options: StoreOptions = {},
): Promise<EmbeddingStore> {
  const { readOnly, shardRows } = normalise(settings, options);
  const place = resolve(folder);
  if (readOnly) return storeOf(place, await readSnapshot(place, settings), undefined);
  const writer = await openWriter(place, settings, shardRows);
  return storeOf(place, writer.contents, writer);
}

function normalise(
  { fingerprint, dimension }: StoreSettings,
  options: StoreOptions,
): Required<StoreOptions> {
  const { readOnly = defaults.readOnly, shardRows = rowsPerShard(dimension) } = options;
  if (fingerprint === '')
    throw outside('fingerprint is empty', 'a text that stands for an encoder');
  for (const [name, value] of Object.entries({ dimension, shardRows })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw outside(`${name} is ${value}`, 'a whole number, 1 or more');
    }
  }
  return { readOnly, shardRows };
}

function rowsPerShard(dimension: number): number {
  const fitting = Math.floor(shardBytes / (4 * dimension));
  return Math.min(Math.max(fitting, fewestShardRows), mostShardRows);
}

function storeOf(
  folder: string,
  contents: StoreContents,
  writer: StoreWriter | undefined,
): EmbeddingStore {
  const { index, shards, identity, notices } = contents;
  const { dimension } = identity;
  let closed = false;
  let lastWrite: Promise<void> = Promise.resolve();

  /** Runs after all writes before it, whether they failed or not. */
  function inTurn(write: () => Promise<void>): Promise<void> {
    const turn = lastWrite.then(write);
    lastWrite = turn.catch(() => {});
    return turn;
  }

  function checkOpen(): void {
    if (closed) throw refused(`${folder} was closed`, 'open it again');
  }

  return {
    folder,
    dimension,
    notices,
    get size() {
      return index.size;
    },
    get bytesOnDisk() {
      return shards.reduce((sum, { entry }) => sum + entry.bytes, writer?.journalBytes ?? 0);
    },
    has(key) {
      checkKeys([key]);
      return index.find(key) !== -1;
    },
    async append(keys, rows) {
      checkOpen();
      if (writer === undefined) {
        throw refused(`${folder} was opened with readOnly`, 'open it without, to append');
      }
      checkRows(keys, rows, dimension);
      await inTurn(() => writer.append(keys, rows));
    },
    async read(keys) {
      checkOpen();
      checkKeys(keys);
      return await readRows(contents, folder, keys);
    },
    async verify() {
      checkOpen();
      return await checkShards(
        folder,
        shards.map(({ entry }) => entry),
      );
    },
    async close() {
      if (closed) return await lastWrite;
      closed = true;
      if (writer !== undefined) await inTurn(() => writer.close());
    },
  };
}

function checkRows(keys: readonly ContentKey[], rows: Matrix, dimension: number): void {
  checkKeys(keys);
  if (keys.length !== rows.rows || rows.columns !== dimension) {
    throw new MingaError('E_SHAPE', {
      found: `${keys.length} keys with rows of ${rows.rows} × ${rows.columns}`,
      expected: `${keys.length} × ${dimension}`,
    });
  }
  const at = rows.firstNotFinite();
  if (at !== -1) {
    throw new MingaError('E_NOT_FINITE', {
      found: `row ${Math.floor(at / dimension)}, column ${at % dimension} is ${rows.data[at]}`,
      expected: 'finite numbers',
      fix: 'leave that sample out and look at what the encoder was given',
    });
  }
}

function outside(found: string, expected: string): MingaError {
  return new MingaError('E_OPTION', { found, expected });
}

function refused(found: string, fix: string): MingaError {
  return new MingaError('E_STORE', { found, expected: 'a store open for this', fix });
}
