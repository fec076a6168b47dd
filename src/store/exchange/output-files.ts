import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import { fileMode, syncFolder, temporaryEnding } from '../durable-file.ts';
import { errnoOf } from '../file-error.ts';

/** A file that is being written from its start to its end. */
export interface OutputFile {
  /** Bytes so far. */
  readonly length: number;
  append(bytes: Uint8Array): Promise<void>;
  /** Puts `bytes` over the start of the file, where room was left for them. */
  putStart(bytes: Uint8Array): Promise<void>;
}

/** The files of one table: they come into place together, or not at all. */
export interface OutputFiles {
  /** Opens a file beside its place. The table's main file is to be opened first. */
  create(path: string): Promise<OutputFile>;
  /**
   * Puts all in place. Where a table has several files the main one is away in between, so that a
   * crash never leaves the vectors of one table beside the ids of another.
   *
   * @param stale files of an earlier table that this one does not have
   */
  commit(stale: readonly string[]): Promise<void>;
  /** Removes what was written. */
  discard(): Promise<void>;
}

/** All methods of the files: @throws E_EXCHANGE where the disk is full or refuses */
export function outputFiles(): OutputFiles {
  const files: { path: string; handle: FileHandle }[] = [];
  const temporary = (path: string) => path + temporaryEnding;

  return {
    create: path =>
      said(path, async () => {
        // A leftover one may have other rights.
        await rm(temporary(path), { force: true });
        const handle = await open(temporary(path), 'wx', fileMode);
        files.push({ path, handle });
        return outputFile(path, handle);
      }),
    async commit(stale) {
      for (const { path, handle } of files) {
        await said(path, async () => {
          await handle.sync();
          await handle.close();
        });
      }
      const [main, ...others] = files.map(({ path }) => path);
      await said(main, async () => {
        if (others.length + stale.length > 0) {
          for (const path of [main, ...stale]) await rm(path, { force: true });
        }
        for (const path of [...others, main]) await rename(temporary(path), path);
        await syncFolder(dirname(main));
      });
    },
    async discard() {
      for (const { path, handle } of files) {
        await handle.close().catch(() => {});
        await rm(temporary(path), { force: true }).catch(() => {});
      }
    },
  };
}

function outputFile(path: string, handle: FileHandle): OutputFile {
  let length = 0;
  const put = (bytes: Uint8Array, at: number) =>
    said(path, async () => {
      for (let done = 0; done < bytes.length; ) {
        const { bytesWritten } = await handle.write(bytes, done, bytes.length - done, at + done);
        done += bytesWritten;
      }
    });
  return {
    get length() {
      return length;
    },
    async append(bytes) {
      await put(bytes, length);
      length += bytes.length;
    },
    putStart: bytes => put(bytes, 0),
  };
}

async function said<T>(path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (cause) {
    throw new MingaError('E_EXCHANGE', {
      found: `${path} could not be written (${errnoOf(cause) || String(cause)})`,
      expected: 'a place with room that this user may write',
      fix: 'free some space or give another place',
      cause,
    });
  }
}
