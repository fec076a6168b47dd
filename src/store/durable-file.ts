import { mkdir, open, readFile, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { errnoOf, fileError } from './file-error.ts';

/** The ending of files that are being written; a leftover one is never read. */
export const temporaryEnding = '.tmp';

/** The rights of every file here: embeddings are patient data. */
export const fileMode = 0o600;
const folderMode = 0o700;

/**
 * Puts `bytes` at `path` so that after a crash at any moment either the old content is there or the
 * new one, whole: temporary file → fsync → rename → fsync of the folder.
 *
 * @throws E_STORE where the disk is full or refuses; the old content stays
 */
export async function replaceDurably(path: string, bytes: Uint8Array | string): Promise<void> {
  const temporary = path + temporaryEnding;
  try {
    // Made anew: what lies there may be a link to another file, or readable to others.
    await rm(temporary, { force: true });
    const handle = await open(temporary, 'wx', fileMode);
    try {
      await handle.writeFile(bytes);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (cause) {
    await rm(temporary, { force: true }).catch(() => {});
    throw fileError(cause, path, 'written');
  }
}

/** Makes the names in a folder durable: without it a rename may be undone by a power loss. */
export async function syncFolder(folder: string): Promise<void> {
  // Windows cannot open a folder for this and journals names by itself.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } catch (cause) {
    // Some network and shared folders have no such thing; their server decides.
    if (errnoOf(cause) !== 'EINVAL') throw cause;
  } finally {
    await handle.close();
  }
}

/** Makes a folder and those above it, durably. @throws E_STORE where that is not possible */
export async function makeFolder(folder: string): Promise<void> {
  try {
    const first = await mkdir(folder, { recursive: true, mode: folderMode });
    if (first === undefined) return;
    for (let at = folder; at !== dirname(first); at = dirname(at)) await syncFolder(dirname(at));
  } catch (cause) {
    throw fileError(cause, folder, 'made');
  }
}

/** The bytes of a file, or undefined where there is none. @throws E_STORE where it is unreadable */
export async function readIfThere(path: string): Promise<Buffer | undefined> {
  try {
    return await readFile(path);
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return undefined;
    throw fileError(cause, path, 'read');
  }
}
