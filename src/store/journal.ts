import { type FileHandle, open, truncate } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { fileMode, readIfThere, syncFolder } from './durable-file.ts';
import { fileError } from './file-error.ts';

/**
 * A journal that is being written. A writer never appends to a journal that it did not make, so a
 * torn tail left by another is never followed by good batches.
 */
export interface Journal {
  readonly path: string;
  readonly bytes: number;
  /** False after a failure that could not be undone: nothing may follow what it left behind. */
  readonly usable: boolean;
  /** Durable once it resolves. @throws E_STORE where it fails; the journal is then as before */
  append(record: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** Makes a new, empty journal. @throws E_STORE where the disk is full or refuses */
export async function createJournal(path: string): Promise<Journal> {
  const handle = await createFile(path);
  let bytes = 0;
  let usable = true;

  async function append(record: Uint8Array): Promise<void> {
    try {
      await writeAll(handle, record, bytes);
      await handle.sync();
      bytes += record.length;
    } catch (cause) {
      usable = await handle.truncate(bytes).then(
        () => true,
        () => false,
      );
      throw fileError(cause, path, 'written');
    }
  }

  return {
    path,
    get bytes() {
      return bytes;
    },
    get usable() {
      return usable;
    },
    append,
    close: () => handle.close(),
  };
}

/** A journal as it was found: its path and its bytes. */
export type JournalFile = readonly [path: string, bytes: Buffer];

/** The journals that are still there; one that is gone meanwhile was sealed. */
export async function readJournals(
  folder: string,
  names: readonly string[],
): Promise<readonly JournalFile[]> {
  const found: JournalFile[] = [];
  for (const name of names) {
    const path = join(folder, name);
    const bytes = await readIfThere(path);
    if (bytes !== undefined) found.push([path, bytes]);
  }
  return found;
}

/** Cuts a torn tail off. */
export async function cutJournal(path: string, wholeBytes: number): Promise<void> {
  try {
    await truncate(path, wholeBytes);
  } catch (cause) {
    throw fileError(cause, path, 'cut');
  }
}

async function createFile(path: string): Promise<FileHandle> {
  try {
    const handle = await open(path, 'wx', fileMode);
    await syncFolder(dirname(path));
    return handle;
  } catch (cause) {
    throw fileError(cause, path, 'made');
  }
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const left = bytes.length - written;
    const { bytesWritten } = await handle.write(bytes, written, left, position + written);
    written += bytesWritten;
  }
}
