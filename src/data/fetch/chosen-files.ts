import { bytesThere } from '../../download/index.ts';
import { MingaError } from '../../errors/index.ts';
import { matchesPattern } from './file-pattern.ts';
import type { SourceFiles } from './list-source.ts';
import { checkNames, type ListedFile } from './listed-file.ts';
import type { FetchRecipe } from './recipe.ts';
import { type TotalSize, totalSize } from './total-size.ts';

/**
 * The files that a person asked for.
 *
 * @throws E_DOWNLOAD where two sources bring a file of one name; E_USAGE where no file fits
 */
export function chosenFiles(
  recipe: FetchRecipe,
  listed: readonly SourceFiles[],
  only: readonly string[] | undefined,
): SourceFiles[] {
  const wanted = only === undefined || only.length === 0 ? () => true : matchesPattern(only);
  const sources = listed.map(({ line, files }) => ({
    line,
    files: files.filter(({ path }) => wanted(path)),
  }));
  const paths = sources.flatMap(({ files }) => files.map(({ path }) => path));
  checkNames(paths, `the lists of ${recipe.set}`);
  if (paths.length > 0) return sources;
  const some = listed.flatMap(({ files }) => files.slice(0, 3).map(({ path }) => path));
  throw new MingaError('E_USAGE', {
    found: `no file of ${recipe.set} fits --only ${only?.join(' ')}`,
    expected: `a pattern of its files, such as ${some.join(', ')}`,
  });
}

/** Null where a server does not tell. */
export async function sizeOf(sources: readonly SourceFiles[]): Promise<TotalSize | null> {
  let total: TotalSize = { bytes: 0, exact: true };
  for (const { line, files } of sources) {
    const size = await totalSize(line, files);
    if (size === null) return null;
    total = { bytes: total.bytes + size.bytes, exact: total.exact && size.exact };
  }
  return total;
}

/**
 * The bytes that are still to come, and those that come out of archives while these are still there.
 *
 * @param all how many files there are, the missing ones among them
 */
export async function roomFor(
  root: string,
  missing: readonly ListedFile[],
  all: number,
  size: TotalSize | null,
): Promise<number> {
  if (size === null) return 0;
  const sum = (files: readonly ListedFile[]) =>
    files.reduce((bytes, file) => bytes + (file.bytes ?? 0), 0);
  const told = missing.every(file => file.bytes !== null);
  const toCome = told ? sum(missing) : (size.bytes * missing.length) / all;
  const packed = sum(missing.filter(file => file.archive !== null));
  return Math.max(0, toCome - (await bytesThere(root, missing))) + packed;
}
