import { resolve } from 'node:path';
import { MingaError } from '../errors/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { type ContentKey, checkKeys } from './content-key.ts';
import type { StoreContents } from './contents.ts';
import { checkShards, type StoreHealth } from './health.ts';
import { readRows } from './read-rows.ts';
import { checkRange } from './row-codec.ts';
import type { StorePrecision } from './row-format.ts';
import { readSnapshot } from './snapshot.ts';
import { deriveKeys, type StoreEncryption } from './store-key.ts';
import { openWriter, type StoreWriter } from './writer.ts';

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
  /** Numbers on disk; float16 takes half the room and keeps 11 bits. Default: what is there, else float32. */
  readonly precision?: StorePrecision;
  /** Encrypts a new store (AES-256-GCM) and opens an encrypted one. Default: none. */
  readonly encryption?: StoreEncryption;
}

/** Embeddings of one encoder on disk, found by the content that they were made from. */
export interface EmbeddingStore {
  readonly folder: string;
  readonly dimension: number;
  readonly precision: StorePrecision;
  readonly encrypted: boolean;
  /** Distinct keys. */
  readonly size: number;
  /** Bytes of shards and journals. */
  readonly bytesOnDisk: number;
  /**
   * What a person should hear of, in plain sentences: damage found and what it cost, a torn journal
   * cut, a lock taken over. To be printed by the caller; holds paths and counts, never content.
   */
  readonly notices: readonly string[];

  /**
   * The distinct keys in the order in which they came, as they lie on disk: content keys, or in an
   * encrypted store their HMACs, which nobody can look up without the key.
   */
  keys(): Iterable<Uint8Array>;

  /** @throws E_SHAPE where the key is not 32 bytes long */
  has(key: ContentKey): boolean;

  /**
   * Adds rows (keys.length × dimension). Durable once it resolves: the rows survive SIGKILL and
   * power loss. A key that is there already, or comes twice, is ignored: the first row stays. Calls
   * queue up behind one another; leave `rows` unchanged until the call resolves. Where it rejects,
   * the store stays usable, and calling again with the same rows is safe.
   *
   * @throws E_SHAPE where keys, rows and dimension do not fit
   * @throws E_NOT_FINITE where a number is NaN, infinite or too large for float16; nothing is added
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
 * @throws E_STORE_KEY where the store is encrypted and the key is missing or wrong, or it is not
 *   encrypted and a key is given
 * @throws E_STORE where the folder holds another encoder's rows, another precision than asked for,
 *   cannot be written (open it with
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
  check(settings, options);
  const { readOnly = false, shardRows, precision, encryption } = options;
  const place = resolve(folder);
  const keys = encryption === undefined ? null : deriveKeys(encryption, settings.fingerprint);
  const asked = { ...settings, precision, keys };
  if (readOnly) {
    // A reader takes what is there, whatever a writer would have asked for.
    const snapshot = await readSnapshot(place, { ...asked, precision: undefined });
    return storeOf(place, snapshot, undefined);
  }
  const writer = await openWriter(place, asked, shardRows);
  return storeOf(place, writer.contents, writer);
}

function check({ fingerprint, dimension }: StoreSettings, { shardRows = 1 }: StoreOptions): void {
  if (fingerprint === '')
    throw outside('fingerprint is empty', 'a text that stands for an encoder');
  for (const [name, value] of Object.entries({ dimension, shardRows })) {
    if (!Number.isSafeInteger(value) || value < 1) {
      throw outside(`${name} is ${value}`, 'a whole number, 1 or more');
    }
  }
}

function storeOf(
  folder: string,
  contents: StoreContents,
  writer: StoreWriter | undefined,
): EmbeddingStore {
  const { codec, index, shards, identity, notices } = contents;
  const { dimension } = identity;
  const { precision, keyCheck } = codec.format;
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
    precision,
    encrypted: keyCheck !== null,
    notices,
    get size() {
      return index.size;
    },
    get bytesOnDisk() {
      return shards.reduce((sum, { entry }) => sum + entry.bytes, writer?.journalBytes ?? 0);
    },
    *keys() {
      for (let row = 0; row < index.rows; row++) {
        const key = index.key(row);
        if (index.find(key) === row) yield key.slice();
      }
    },
    has(key) {
      checkKeys([key]);
      return index.find(codec.storedKey(key)) !== -1;
    },
    async append(keys, rows) {
      checkOpen();
      if (writer === undefined) {
        throw refused(`${folder} was opened with readOnly`, 'open it without, to append');
      }
      checkRows(keys, rows, dimension);
      checkRange(rows.data, dimension, precision);
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
