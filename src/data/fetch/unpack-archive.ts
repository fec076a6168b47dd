import { createHash } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { crc32 } from 'node:zlib';
import type { ZipFile } from 'yauzl';
import { MingaError } from '../../errors/index.ts';
import { archiveEntries, openArchive, refused, type WantedEntry } from './archive-entries.ts';
import type { ArchiveRule } from './recipe.ts';

/** A file that came out of an archive; its path is from the root. */
export interface UnpackedFile {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string;
}

export interface UnpackOptions {
  readonly signal?: AbortSignal;
  /** Whether an entry is there already, by its path from the root. */
  readonly there?: (path: string) => Promise<boolean>;
  readonly onStart?: (entries: number) => void;
  readonly onFile?: (file: UnpackedFile) => Promise<void>;
  /** Entries that are done, those that were there already among them. */
  readonly onDone?: (entries: number) => void;
}

/**
 * Unpacks the wanted entries of a zip file into the rule's folder, one after the other: each into a
 * draft, its length and CRC-32 checked while it comes, then put in place.
 *
 * @param path of the archive
 * @returns how many entries are wanted
 * @throws E_ARCHIVE where the archive is damaged or hostile, before or while it is unpacked;
 * E_DOWNLOAD where the disk refuses; E_ABORTED
 */
export async function unpackArchive(
  root: string,
  path: string,
  rule: ArchiveRule,
  options: UnpackOptions = {},
): Promise<number> {
  const { signal, there, onStart, onFile, onDone } = options;
  const { size } = await stat(path);
  const zip = await openArchive(path);
  try {
    const wanted = await archiveEntries(zip, path, size, rule);
    onStart?.(wanted.length);
    for (const [at, one] of wanted.entries()) {
      if (signal?.aborted) throw interrupted(path);
      const file = `${rule.folder}/${one.name}`;
      if (!(await there?.(file))) {
        const unpacked = await unpackEntry(zip, path, one, join(root, ...file.split('/')));
        await onFile?.({ path: file, ...unpacked });
      }
      onDone?.(at + 1);
    }
    return wanted.length;
  } finally {
    zip.close();
  }
}

async function unpackEntry(
  zip: ZipFile,
  path: string,
  { entry }: WantedEntry,
  target: string,
): Promise<{ bytes: number; sha256: string }> {
  const draft = `${target}.part`;
  const hash = createHash('sha256');
  let sum = 0;
  let bytes = 0;
  try {
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    const handle = await open(draft, 'w', 0o600);
    try {
      const pieces: AsyncIterable<Buffer> = await zip.openReadStreamPromise(entry);
      for await (const piece of pieces) {
        bytes += piece.length;
        sum = crc32(piece, sum);
        hash.update(piece);
        await handle.appendFile(piece);
      }
    } finally {
      await handle.close();
    }
    if (sum !== entry.crc32) throw refused(path, `its entry ${entry.fileName} has another CRC-32`);
    await rename(draft, target);
  } catch (cause) {
    await rm(draft, { force: true }).catch(() => {});
    throw described(path, target, cause);
  }
  return { bytes, sha256: hash.digest('hex') };
}

/** A fault of the disk has a system call; any other is the archive's. */
function described(path: string, target: string, cause: unknown): MingaError {
  if (cause instanceof MingaError) return cause;
  const message = cause instanceof Error ? cause.message : String(cause);
  if (!(cause instanceof Error && 'syscall' in cause)) return refused(path, message, cause);
  return new MingaError('E_DOWNLOAD', {
    found: `${target}: cannot be written (${message})`,
    expected: 'a folder with room that this user may write to',
    fix: 'make room, or name another folder; what came is kept, and the same command goes on',
    cause,
  });
}

function interrupted(path: string): MingaError {
  return new MingaError('E_ABORTED', {
    found: `${path}: interrupted while it was unpacked`,
    fix: 'what came is kept: the same command goes on from there',
  });
}
