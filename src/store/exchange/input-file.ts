import { type FileHandle, open } from 'node:fs/promises';
import { MingaError } from '../../errors/index.ts';
import { errnoOf } from '../file-error.ts';
import { malformed, unreadable } from './malformed.ts';

/** A file that is read in places. */
export interface InputFile {
  readonly path: string;
  readonly size: number;
  /** @throws E_EXCHANGE where the file ends before `at + length` or cannot be read */
  read(at: number, length: number): Promise<Uint8Array<ArrayBuffer>>;
  close(): Promise<void>;
}

/** @throws E_FILE_MISSING where there is no such file */
export async function openInput(path: string): Promise<InputFile> {
  const input = await openIfThere(path);
  if (input !== null) return input;
  throw new MingaError('E_FILE_MISSING', { found: `no file at ${path}`, expected: 'vectors' });
}

/** A file, or null where there is none. */
export async function openIfThere(path: string): Promise<InputFile | null> {
  let handle: FileHandle;
  try {
    handle = await open(path, 'r');
  } catch (cause) {
    if (errnoOf(cause) === 'ENOENT') return null;
    throw unreadable(path, cause);
  }
  try {
    return inputFile(path, handle, (await handle.stat()).size);
  } catch (cause) {
    await handle.close();
    throw unreadable(path, cause);
  }
}

function inputFile(path: string, handle: FileHandle, size: number): InputFile {
  return {
    path,
    size,
    async read(at, length) {
      // Before memory is taken for it: a length that a file names may be anything.
      if (!(at >= 0 && length >= 0 && at + length <= size)) {
        throw malformed(path, `it ends after ${size} bytes`, `${at + length} or more`);
      }
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length; ) {
        const { bytesRead } = await handle
          .read(bytes, done, length - done, at + done)
          .catch((cause: unknown) => {
            throw unreadable(path, cause);
          });
        if (bytesRead === 0) throw malformed(path, 'it became shorter while it was read');
        done += bytesRead;
      }
      return bytes;
    },
    close: () => handle.close(),
  };
}
