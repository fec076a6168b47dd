import { ask, inLanes, type Line, withRetries } from '../../download/index.ts';
import { isMingaError } from '../../errors/index.ts';
import type { ListedFile } from './listed-file.ts';

/** The bytes of some files. */
export interface TotalSize {
  readonly bytes: number;
  /** False where some lengths were not asked for, but taken to be as those of their like. */
  readonly exact: boolean;
}

/** Files of one kind that are asked for their length; more of the kind are taken to be alike. */
const asked = 24;
const lanes = 4;

/**
 * How long some files are together. Where a list says no lengths, the server is asked with HEAD: for
 * every file of a kind (by its ending) that has few, else for some that are spread evenly over it.
 *
 * @returns null where the server does not tell
 */
export async function totalSize(
  line: Line,
  files: readonly ListedFile[],
): Promise<TotalSize | null> {
  let bytes = 0;
  let exact = true;
  for (const kind of byEnding(files)) {
    const unknown = kind.filter(file => file.bytes === null);
    bytes += kind.reduce((total, file) => total + (file.bytes ?? 0), 0);
    if (unknown.length === 0) continue;
    const some = spread(unknown, asked);
    const lengths = await askLengths(line, some);
    if (lengths === null) return null;
    bytes += (lengths / some.length) * unknown.length;
    exact &&= some.length === unknown.length;
  }
  return { bytes: Math.round(bytes), exact };
}

function byEnding(files: readonly ListedFile[]): ListedFile[][] {
  const kinds = new Map<string, ListedFile[]>();
  for (const file of files) {
    const ending = file.path.match(/\.[^./]*$/)?.[0].toLowerCase() ?? '';
    const kind = kinds.get(ending);
    if (kind === undefined) kinds.set(ending, [file]);
    else kind.push(file);
  }
  return [...kinds.values()];
}

function spread(files: readonly ListedFile[], count: number): readonly ListedFile[] {
  if (files.length <= count) return files;
  return Array.from({ length: count }, (_, i) => files[Math.floor((i * files.length) / count)]);
}

async function askLengths(line: Line, files: readonly ListedFile[]): Promise<number | null> {
  let total: number | null = 0;
  await inLanes(files, lanes, async file => {
    const length = await askLength(line, file);
    total = total === null || length === null ? null : total + length;
  });
  return total;
}

/** Null where the server knows no HEAD, or does not say. */
async function askLength(line: Line, { url, path }: ListedFile): Promise<number | null> {
  try {
    const answer = await withRetries(line, path, () => ask(line, url, path, { method: 'HEAD' }));
    answer.close();
    const length = answer.headers.get('content-length');
    return length === null || !/^\d+$/.test(length) ? null : Number(length);
  } catch (error) {
    if (isMingaError(error, 'E_ABORTED')) throw error;
    return null;
  }
}
