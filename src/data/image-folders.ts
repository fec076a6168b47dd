import { readdirSync } from 'node:fs';
import { basename, dirname, extname, isAbsolute, relative, resolve, sep } from 'node:path';

/** A picture's absolute path, or why there is none. */
export type ImageLookup = { readonly path: string } | { readonly reason: string };

interface Listing {
  readonly names: ReadonlySet<string>;
  /** Names without their extension; null where two files share one. */
  readonly byStem: ReadonlyMap<string, string | null>;
}

/**
 * Finds pictures within folders, the first that has one. A name may come without its extension where
 * one file only fits. Each folder is listed once, so ten thousand look-ups cost one reading of the
 * disk. Names that lead out of the folders are refused; symbolic links within them are followed.
 */
export function imageFolders(folders: readonly string[]): (name: string) => ImageLookup {
  const listings = new Map<string, Listing>();
  const listingOf = (folder: string): Listing => {
    const known = listings.get(folder);
    if (known !== undefined) return known;
    const listing = list(folder);
    listings.set(folder, listing);
    return listing;
  };
  return name => {
    const inside = folders
      .map(folder => ({ folder, path: resolve(folder, name) }))
      .filter(({ folder, path }) => isWithin(folder, path));
    if (inside.length === 0) return { reason: `image "${name}" lies outside the image folder` };
    for (const { path } of inside) {
      const folder = dirname(path);
      const found = find(listingOf(folder), basename(path));
      if (found !== undefined) return { path: resolve(folder, found) };
    }
    return { reason: `image "${name}" does not exist` };
  };
}

function isWithin(folder: string, path: string): boolean {
  const way = relative(folder, path);
  return way !== '' && way !== '..' && !way.startsWith(`..${sep}`) && !isAbsolute(way);
}

function find(listing: Listing, name: string): string | undefined {
  if (listing.names.has(name)) return name;
  return listing.byStem.get(name) ?? undefined;
}

/** A folder that cannot be listed holds no pictures: the rows that name it are skipped, one by one. */
function list(folder: string): Listing {
  const names = new Set<string>();
  const byStem = new Map<string, string | null>();
  try {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      if (!entry.isFile() && !entry.isSymbolicLink()) continue;
      names.add(entry.name);
      const stem = entry.name.slice(0, -extname(entry.name).length || undefined);
      byStem.set(stem, byStem.has(stem) ? null : entry.name);
    }
  } catch {
    return { names, byStem };
  }
  return { names, byStem };
}
