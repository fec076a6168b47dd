import { readdir, rm, rmdir, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { isMingaError, MingaError } from '../errors/index.ts';
import { readIfThere } from './durable-file.ts';
import { errnoOf, fileError, isDiskFull } from './file-error.ts';
import { isStoreFile } from './file-names.ts';
import { lockOwner, takeLock } from './lock.ts';
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
 * @param onUnreadable told of each folder with a manifest that is damaged, of a later version or
 * unreadable, and why; such a store keeps none of the others from the list
 * @throws E_STORE where the folder cannot be read
 * @example
 * for (const { folder, rows } of await listStores('.minga/store')) console.log(folder, rows);
 */
export async function listStores(
  root: string,
  onUnreadable: (folder: string, reason: string) => void = () => {},
): Promise<StoreSummary[]> {
  const place = resolve(root);
  const names = await readdir(place).catch((cause: unknown): string[] => {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw fileError(cause, place, 'read');
  });
  const folders = names.includes(manifestName)
    ? [place]
    : names.sort().map(name => join(place, name));
  const found: StoreSummary[] = [];
  for (const folder of folders) {
    try {
      const summary = await summaryOf(folder);
      if (summary !== null) found.push(summary);
    } catch (cause) {
      onUnreadable(folder, isMingaError(cause) ? cause.problem.found : String(cause));
    }
  }
  return found;
}

/** Null where there is no store. @throws E_STORE where its manifest cannot be read or is damaged */
async function summaryOf(folder: string): Promise<StoreSummary | null> {
  // Files stand beside the folders.
  if (!(await isFolder(folder))) return null;
  const path = join(folder, manifestName);
  const bytes = await readIfThere(path);
  if (bytes === undefined) return null;
  const manifest = decodeManifest(bytes.toString('utf8'), path);
  if (manifest === undefined) throw new MingaError('E_STORE', { found: `${path} is damaged` });
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
  if ((await storeFiles(place)).length === 0) {
    throw new MingaError('E_STORE', {
      found: `${place} holds no store`,
      expected: 'the folder of one store',
      fix: '`minga store list` shows them',
    });
  }
  // Held to the end, so that no writer begins while its files go. On a full disk there is no room
  // for a lock, but then for nobody's.
  const lock = await takeLock(place).catch((cause: unknown) => {
    if (!isDiskFull(cause)) throw cause;
    return null;
  });
  const purged = await removeFiles(await storeFiles(place)).finally(() => lock?.release());
  // Another's files keep the folder.
  await rmdir(place).catch(() => {});
  return purged;
}

async function removeFiles(paths: readonly string[]): Promise<Purged> {
  let bytes = 0;
  for (const path of paths) {
    bytes += await sizeOf(path);
    await rm(path, { force: true }).catch((cause: unknown) => {
      throw fileError(cause, path, 'removed');
    });
  }
  return { files: paths.length, bytes };
}

/** The paths of a store's files but its lock; the manifest last, so that half a purge is still listed. */
async function storeFiles(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((cause: unknown): string[] => {
    if (errnoOf(cause) === 'ENOENT') return [];
    throw fileError(cause, folder, 'read');
  });
  const own = names.filter(name => isStoreFile(name) && name !== manifestName);
  if (names.includes(manifestName)) own.push(manifestName);
  return own.map(name => join(folder, name));
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    found => found.isDirectory(),
    () => false,
  );
}

async function sizeOf(path: string): Promise<number> {
  // It may have been sealed or removed meanwhile.
  return stat(path).then(
    ({ size }) => size,
    () => 0,
  );
}
