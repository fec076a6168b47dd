import { type FileHandle, open, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { isSafePath } from '../../download/index.ts';
import { MingaError } from '../../errors/index.ts';

/** The file that says what a fetched folder holds; it is written last. */
export const dataManifestName = 'minga-data.jsonl';

const headSchema = z.object({
  format: z.literal(1),
  set: z.string(),
  /** Where the set lies, whatever mirror answered. */
  sources: z.array(z.string()),
  /** The server that answered in the sources' place; null where none did. */
  mirror: z.string().nullable(),
  written: z.iso.datetime(),
});

const fileSchema = z.object({
  path: z.string().refine(isSafePath),
  bytes: z.number().int().nonnegative(),
  sha256: z.string().regex(/^[0-9a-f]{64}$/),
  /** Milliseconds since 1970, as the disk says. */
  modified: z.number(),
  /** The archive that it was unpacked from. */
  from: z.string().optional(),
});

const archiveSchema = z.object({
  archive: z.string(),
  /** As its source lists it. */
  digest: z.string().nullable(),
  entries: z.number().int().nonnegative(),
});

/** A file of a folder, with its hash. */
export type DataManifestFile = Readonly<z.infer<typeof fileSchema>>;

/** An archive that was unpacked and deleted. */
export type UnpackedArchive = Readonly<z.infer<typeof archiveSchema>>;

/** The set, and where it came from. */
export type ManifestHead = Readonly<z.infer<typeof headSchema>>;

/** What was finished. */
export interface DataEntries {
  readonly files: readonly DataManifestFile[];
  readonly archives: readonly UnpackedArchive[];
}

/** What a folder holds: the set, where it came from, and every file with its hash. */
export interface DataManifest extends ManifestHead, DataEntries {}

/** @returns null where there is none, or it cannot be read as one */
export async function readDataManifest(root: string): Promise<DataManifest | null> {
  const text = await readFile(join(root, dataManifestName), 'utf8').catch(() => null);
  if (text === null) return null;
  return manifestOf(text);
}

/**
 * What an interrupted fetch had finished: a line for each file, the last of them perhaps cut off.
 *
 * @returns null where none was interrupted
 */
export async function readJournal(root: string): Promise<DataManifest | null> {
  const text = await readFile(journalPath(root), 'utf8').catch(() => '');
  return manifestOf(text);
}

/** Opens the journal to append to. */
export async function openJournal(root: string, head: ManifestHead): Promise<FileHandle> {
  const handle = await guarded(root, () => open(journalPath(root), 'a', 0o600));
  // The line that a killed process left half must not swallow this one.
  await guarded(root, () => handle.appendFile(`\n${JSON.stringify(head)}\n`));
  return handle;
}

export function noteEntry(
  root: string,
  journal: FileHandle,
  entry: DataManifestFile | UnpackedArchive,
): Promise<void> {
  return guarded(root, () => journal.appendFile(`${JSON.stringify(entry)}\n`));
}

/** The line of a file that is there. */
export async function manifestFile(
  root: string,
  file: Omit<DataManifestFile, 'modified'>,
): Promise<DataManifestFile> {
  const { mtimeMs } = await stat(join(root, ...file.path.split('/')));
  return { ...file, modified: mtimeMs };
}

/** Whether a file still looks as it did when it was hashed: its length and its time. */
export async function looksTheSame(root: string, file: DataManifestFile): Promise<boolean> {
  const status = await stat(join(root, ...file.path.split('/'))).catch(() => null);
  return (
    status?.isFile() === true && status.size === file.bytes && status.mtimeMs === file.modified
  );
}

/** Puts the manifest in place whole, then drops the journal. */
export async function writeDataManifest(root: string, manifest: DataManifest): Promise<void> {
  const { files, archives, ...head } = manifest;
  const path = join(root, dataManifestName);
  const draft = `${path}.draft`;
  await guarded(root, async () => {
    const handle = await open(draft, 'w', 0o600);
    try {
      const lines = [head, ...archives, ...files].map(line => `${JSON.stringify(line)}\n`);
      await handle.writeFile(lines.join(''));
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(draft, path);
    await rm(journalPath(root), { force: true });
  });
}

function journalPath(root: string): string {
  return join(root, `${dataManifestName}.part`);
}

function manifestOf(text: string): DataManifest | null {
  let head: ManifestHead | null = null;
  const files: DataManifestFile[] = [];
  const archives: UnpackedArchive[] = [];
  for (const line of text.split('\n')) {
    const value = parse(line);
    const file = fileSchema.safeParse(value);
    if (file.success) {
      files.push(file.data);
      continue;
    }
    const archive = archiveSchema.safeParse(value);
    if (archive.success) archives.push(archive.data);
    else head = headSchema.safeParse(value).data ?? head;
  }
  return head === null ? null : { ...head, files, archives };
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

async function guarded<Result>(root: string, task: () => Promise<Result>): Promise<Result> {
  try {
    return await task();
  } catch (cause) {
    throw new MingaError('E_DOWNLOAD', {
      found: `${join(root, dataManifestName)}: cannot be written`,
      expected: 'a folder with room that this user may write to',
      cause,
    });
  }
}
