import { mkdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Dataset, loadSplit, type Split, saveSplit } from '../../data/index.ts';
import { isMingaError, MingaError } from '../../errors/index.ts';

export interface SplitFileOptions {
  readonly out?: string;
  readonly folder?: string;
  readonly force: boolean;
}

/** A file that holds a split. */
export interface WrittenSplit {
  readonly path: string;
  /** It held this split before, and was left as it was. */
  readonly kept: boolean;
}

/**
 * Writes splits to a file or a folder; to neither where none is named. Files that hold the split
 * already are left as they are. Nothing is written where one of them holds another.
 *
 * @throws E_SPLIT where a file holds something else and `force` is not given
 */
export async function writeSplitFiles(
  dataset: Dataset,
  splits: readonly Split[],
  { out, folder, force }: SplitFileOptions,
): Promise<WrittenSplit[]> {
  const paths =
    out !== undefined
      ? [out]
      : folder === undefined
        ? []
        : splits.map(split => join(folder, splitFileName(split, splits)));
  const files = await Promise.all(
    paths.map(async (path, at) => ({ path, kept: await holds(path, dataset, splits[at], force) })),
  );
  if (folder !== undefined) await mkdir(folder, { recursive: true, mode: 0o700 });
  for (const [at, { path, kept }] of files.entries()) {
    if (!kept) await saveSplit(path, dataset, splits[at]);
  }
  return files;
}

/** `split.json`, or what tells a split from its fellows: `seed-1-fold-0.json`. */
function splitFileName(split: Split, all: readonly Split[]): string {
  if (all.length === 1) return 'split.json';
  const several = new Set(all.map(({ seed }) => seed)).size > 1;
  const seed = several ? [`seed-${split.seed}`] : [];
  const fold = 'fold' in split.settings ? [`fold-${split.settings.fold}`] : [];
  return `${[...seed, ...fold].join('-')}.json`;
}

async function holds(
  path: string,
  dataset: Dataset,
  split: Split,
  force: boolean,
): Promise<boolean> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return false;
  const hash = await hashIn(path, dataset);
  if (hash === split.hash) return true;
  if (force) return false;
  throw new MingaError('E_SPLIT', {
    found: `${path} holds ${hash === null ? 'something else than a split of these data' : 'another split'}`,
    expected: 'no file, or one with this split',
    fix: 'name another file, or --force to write over it',
  });
}

async function hashIn(path: string, dataset: Dataset): Promise<string | null> {
  try {
    return (await loadSplit(path, dataset)).hash;
  } catch (error) {
    if (isMingaError(error)) return null;
    throw error;
  }
}
