import { isSafePath, type RemoteFile } from '../../download/index.ts';
import { MingaError } from '../../errors/index.ts';
import { dataManifestName } from './data-manifest.ts';
import type { ArchiveRule } from './recipe.ts';

/** A file that a source lists; its path is from the root. */
export interface ListedFile extends RemoteFile {
  readonly url: string;
  /** Not null where it is unpacked and not kept. */
  readonly archive: ArchiveRule | null;
}

/**
 * Refuses a list of names that some system could not hold side by side within one folder.
 *
 * @param source where the names come from, for messages
 * @throws E_DOWNLOAD where a name leads out of the root, two differ in case alone, one is a folder of
 * another, or one is Minga's own
 */
export function checkNames(paths: Iterable<string>, source: string): void {
  const seen = new Map<string, string>();
  const folders = new Set<string>();
  const refuse = (path: string, reason: string) => {
    throw new MingaError('E_DOWNLOAD', {
      found: `${source} names ${JSON.stringify(path.slice(0, 200))}, ${reason}`,
      expected: 'names that stay within the folder and that every system can hold',
      fix: 'do not trust this source; take another mirror',
    });
  };
  for (const path of paths) {
    if (!isSafePath(path)) refuse(path, 'which leads out of the folder or is no plain name');
    if (path.startsWith(dataManifestName) || /\.part(\.json)?$/i.test(path)) {
      refuse(path, "which is a name of Minga's own files");
    }
    const key = folded(path);
    const other = seen.get(key);
    if (other !== undefined)
      refuse(path, `which is ${JSON.stringify(other)} where case is ignored`);
    seen.set(key, path);
    for (let at = key.indexOf('/'); at !== -1; at = key.indexOf('/', at + 1)) {
      folders.add(key.slice(0, at));
    }
  }
  for (const [key, path] of seen) {
    if (folders.has(key)) refuse(path, 'which is a folder, too');
  }
}

/** As a disk that ignores case, and the form of accents, compares names. */
function folded(path: string): string {
  return path.normalize('NFC').toLowerCase();
}
