import {
  type FileHandle,
  mkdir,
  open,
  readFile,
  rename,
  rm,
  stat,
  writeFile,
} from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import { MingaError } from '../errors/index.ts';

const noteSchema = z.object({
  digest: z.string().nullable(),
  etag: z.string().nullable(),
});

/** What a part is a part of: the content's digest where it is known, and the server's name for it. */
export type PartNote = Readonly<z.infer<typeof noteSchema>>;

/** The beginning of a file, beside the place where the whole will stand. */
export interface PartFile {
  readonly path: string;
  readonly bytes: number;
  /** Null where there is none, or a weak one. */
  readonly etag: string | null;
}

/**
 * The part of `target` that an earlier try left; one of other content is deleted.
 *
 * @param most the length of the whole: a longer part is none
 */
export async function findPart(
  target: string,
  digest: string | null,
  most: number,
): Promise<PartFile> {
  const path = `${target}.part`;
  const note = await readNote(`${path}.json`);
  const bytes = await stat(path).then(
    status => status.size,
    () => 0,
  );
  if (note?.digest === digest && bytes <= most) return { path, bytes, etag: strong(note.etag) };
  await removePart(target);
  return { path, bytes: 0, etag: null };
}

/** A weak ETag names what a page looks like, not its bytes. */
function strong(etag: string | null): string | null {
  return etag?.startsWith('W/') ? null : etag;
}

async function readNote(path: string): Promise<PartNote | null> {
  try {
    return noteSchema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch {
    return null;
  }
}

export async function removePart(target: string): Promise<void> {
  await rm(`${target}.part`, { force: true });
  await rm(`${target}.part.json`, { force: true });
}

/** Opens the part to append to, after its note was written; `afresh` begins it again. */
export async function openPart(
  target: string,
  note: PartNote,
  afresh: boolean,
  mode: number,
): Promise<FileHandle> {
  return guarded(target, async () => {
    // A folder that may be listed by those who may read the files.
    await mkdir(dirname(target), { recursive: true, mode: mode | ((mode & 0o444) >> 2) });
    if (afresh) await removePart(target);
    await writeFile(`${target}.part.json`, JSON.stringify(note), { mode });
    return await open(`${target}.part`, 'a', mode);
  });
}

export function appendPart(target: string, handle: FileHandle, piece: Uint8Array): Promise<void> {
  return guarded(target, () => handle.appendFile(piece));
}

/** Puts a whole part in its place, durably. */
export function finishPart(target: string): Promise<void> {
  return guarded(target, async () => {
    const handle = await open(`${target}.part`, 'r+');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(`${target}.part`, target);
    await rm(`${target}.part.json`, { force: true });
  });
}

const full = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);

/** A disk that refuses is no fault of the line: trying again would not help. */
async function guarded<Result>(target: string, task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
    throw new MingaError('E_DOWNLOAD', {
      found: full.has(code)
        ? `${target}: the disk is full`
        : `${target}: cannot be written (${code || String(cause)})`,
      expected: 'a folder with room that this user may write to',
      fix: 'make room, or name another folder; what came is kept, and the same command goes on',
      cause,
    });
  }
}
