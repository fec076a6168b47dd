import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { MingaError } from '../errors/index.ts';
import { readIfThere } from './durable-file.ts';
import { errnoOf, fileError } from './file-error.ts';
import { isStoreFile } from './file-names.ts';
import { lockOwner } from './lock.ts';
import { decodeManifest, manifestName } from './manifest.ts';
import type { StorePrecision } from './row-format.ts';

/** What a store says of itself; no key is needed for it. */
export interface StoreSummary {
  readonly folder: string;
  readonly fingerprint: string;
  /** Name and settings of its encoder. */
  readonly encoder: Readonly<Record<string, unknown>>;
  readonly dimension: number;
  readonly precision: StorePrecision;
  readonly encrypted: boolean;
  /** Rows in shards; what waits in a journal comes on top. */
  readonly rows: number;
  /** Bytes of all its files. */
  readonly bytes: number;
  /** True while a process writes to it. */
  readonly writing: boolean;
}

/**
 * The stores in a folder: itself, where it is one, or those directly within it, in order of name.
 *
 * @throws E_STORE where the folder cannot be read
 * @example
 * for (const { folder, rows } of await listStores('.minga/store')) console.log(folder, rows);
 */
export async function listStores(root: string): Promise<StoreSummary[]> {
  const place = resolve(root);
  const own = await summaryOf(place);
  if (own !== null) return [own];
  const entries = await readdir(place, { withFileTypes: true }).catch((cause: unknown) => {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw fileError(cause, place, 'read');
  });
  const found: StoreSummary[] = [];
  for (const entry of entries.toSorted((a, b) => (a.name < b.name ? -1 : 1))) {
    const summary = entry.isDirectory() ? await summaryOf(join(place, entry.name)) : null;
    if (summary !== null) found.push(summary);
  }
  return found;
}

async function summaryOf(folder: string): Promise<StoreSummary | null> {
  const path = join(folder, manifestName);
  const text = await readIfThere(path);
  const manifest = text === undefined ? undefined : decodeManifest(text.toString('utf8'), path);
  if (manifest === undefined) return null;
  const { fingerprint, encoder, dimension, format, shards } = manifest;
  const sizes = await Promise.all((await storeFiles(folder)).map(sizeOf));
  return {
    folder,
    fingerprint,
    encoder,
    dimension,
    precision: format.precision,
    encrypted: format.keyCheck !== null,
    rows: shards.reduce((sum, shard) => sum + shard.rows, 0),
    bytes: sizes.reduce((sum, size) => sum + size, 0),
    writing: (await lockOwner(folder)) !== null,
  };
}

/** What was removed. */
export interface Purged {
  readonly files: number;
  readonly bytes: number;
}

/**
 * Removes a store: every file that a store makes, and the folder where nothing else is in it. The
 * file system may keep the bytes until it writes over them, a solid-state disk for longer; what must
 * not be found there should be encrypted from the start.
 *
 * @throws E_STORE where the folder holds no store, or a file cannot be removed
 * @throws E_STORE_LOCKED where a process writes to it
 * @example
 * const { files, bytes } = await purgeStore('.minga/store/0123456789abcdef');
 */
export async function purgeStore(folder: string): Promise<Purged> {
  const place = resolve(folder);
  const owner = await lockOwner(place);
  if (owner !== null) {
    throw new MingaError('E_STORE_LOCKED', {
      found: `${place} is being written by ${owner}`,
      expected: 'a store that nobody writes to',
      fix: 'wait until it ends',
    });
  }
  const files = await storeFiles(place);
  if (files.length === 0) {
    throw new MingaError('E_STORE', {
      found: `${place} holds no store`,
      expected: 'the folder of one store',
      fix: '`minga store list` shows them',
    });
  }
  let bytes = 0;
  for (const path of files) {
    bytes += await sizeOf(path);
    await rm(path, { force: true }).catch((cause: unknown) => {
      throw fileError(cause, path, 'removed');
    });
  }
  // Another's files keep the folder.
  await rmdir(place).catch(() => {});
  return { files: files.length, bytes };
}

/** The paths of all files that a store makes; none where there is no such folder. */
async function storeFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: unknown) => {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw fileError(cause, folder, 'read');
  });
  return names.filter(isStoreFile).map(name => join(folder, name));
}

async function sizeOf(path: string): Promise<number> {
  // It may have been sealed or removed meanwhile.
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
