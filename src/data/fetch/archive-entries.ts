import { type Entry, openPromise, type ZipFile } from 'yauzl';
import { isSafePath } from '../../download/index.ts';
import { MingaError } from '../../errors/index.ts';
import type { ArchiveRule } from './recipe.ts';

/** An entry that is wanted, and the name that it gets. */
export interface WantedEntry {
  readonly entry: Entry;
  readonly name: string;
}

/** What an archive may at most claim to hold: a bomb claims thousands of times its own length. */
const mostEntries = 1_000_000;
const mostEntryBytes = 512 * 2 ** 20;
const mostGrowth = 30;
const growthFrom = 64 * 2 ** 20;

export async function openArchive(path: string): Promise<ZipFile> {
  try {
    return await openPromise(path, { lazyEntries: true, autoClose: false, strictFileNames: true });
  } catch (cause) {
    throw refused(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
}

/**
 * The entries of an archive that a rule wants, after all were looked at: before anything is written it
 * is known that none leads out of the folder, is a link, is encrypted, shares its name with another, or
 * claims more than such an archive can hold.
 *
 * @param bytes of the archive
 * @throws E_ARCHIVE
 */
export async function archiveEntries(
  zip: ZipFile,
  path: string,
  bytes: number,
  { entries }: ArchiveRule,
): Promise<WantedEntry[]> {
  if (zip.entryCount > mostEntries) throw refused(path, `it claims ${zip.entryCount} entries`);
  const wanted = new Map<string, WantedEntry>();
  let total = 0;
  try {
    for await (const entry of zip.eachEntry()) {
      checkEntry(path, entry);
      total += entry.uncompressedSize;
      if (total > growthFrom + bytes * mostGrowth) {
        throw refused(path, `its entries claim more than ${mostGrowth} times its own length`);
      }
      const name = wantedName(path, entry, entries);
      if (name === null) continue;
      const key = name.toLowerCase();
      if (wanted.has(key)) throw refused(path, `it holds ${JSON.stringify(name)} twice`);
      wanted.set(key, { entry, name });
    }
  } catch (cause) {
    if (cause instanceof MingaError) throw cause;
    throw refused(path, cause instanceof Error ? cause.message : String(cause), cause);
  }
  if (wanted.size > 0) return [...wanted.values()];
  throw refused(path, 'none of its entries is one that is looked for');
}

/** Null for a folder, for what an operating system left, and for what the rule does not want. */
function wantedName(path: string, { fileName }: Entry, entries: RegExp): string | null {
  if (fileName.endsWith('/') || /(^|\/)(__MACOSX\/|\.DS_Store$)/.test(fileName)) return null;
  const name = fileName.match(entries)?.[1];
  if (name === undefined) return null;
  if (isSafePath(name)) return name;
  throw refused(path, `it names an entry ${JSON.stringify(fileName.slice(0, 200))}`);
}

const typeOf = (mode: number) => mode & 0o170000;
const ordinary = new Set([0, 0o100000, 0o040000]);

function checkEntry(path: string, entry: Entry): void {
  const name = JSON.stringify(entry.fileName.slice(0, 200));
  if (!ordinary.has(typeOf(entry.externalFileAttributes >>> 16))) {
    throw refused(path, `its entry ${name} is a link or a device`);
  }
  if (entry.isEncrypted()) throw refused(path, `its entry ${name} is encrypted`);
  if (entry.uncompressedSize > mostEntryBytes) {
    throw refused(path, `its entry ${name} claims ${entry.uncompressedSize} bytes`);
  }
}

export function refused(path: string, reason: string, cause?: unknown): MingaError {
  return new MingaError('E_ARCHIVE', {
    found: `${path}: ${reason}`,
    expected: 'a zip file of plain files that stay within their folder',
    fix: 'delete it and fetch again; if this persists, do not trust its source',
    cause,
  });
}
