import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { isMingaError } from '../../errors/index.ts';
import type { Dataset } from '../dataset.ts';
import { casesHash } from './cases-hash.ts';
import { type SplitOptions, splitRequest } from './settings.ts';
import type { Split } from './split.ts';
import { splitFrom } from './split-file.ts';
import { parseSplitFile, type SplitFile } from './split-format.ts';

/** What a file says of the split that is wanted. */
export type SavedSplit =
  /** It holds it. */
  | { readonly kind: 'same'; readonly split: Split }
  /** There is no file, or it holds a split of other settings. */
  | { readonly kind: 'other' }
  /** It holds a split of these settings, but not one of these data, and why. */
  | { readonly kind: 'changed'; readonly reason: string };

/**
 * The split of an earlier run, where it was made with these settings from these data, so that
 * another version of Minga cannot divide a study's samples anew.
 *
 * @example
 * const saved = await savedSplit('runs/ham10000/split.json', dataset, plan.split);
 * const split = saved.kind === 'same' ? saved.split : makeSplit(dataset, plan.split);
 */
export async function savedSplit(
  path: string,
  dataset: Dataset,
  options: SplitOptions,
): Promise<SavedSplit> {
  const request = splitRequest(dataset, options);
  if (request.method === 'file') return { kind: 'other' };
  const text = await readFile(path, 'utf8').catch(() => null);
  if (text === null) return { kind: 'other' };
  const name = basename(path);
  try {
    const file = parseSplitFile(text, name);
    if (!isDeepStrictEqual(file.settings, request.settings)) return { kind: 'other' };
    if (!isOf(file, dataset)) return { kind: 'changed', reason: changeOf(file, dataset) };
    return { kind: 'same', split: splitFrom(file, dataset, name) };
  } catch (error) {
    if (isMingaError(error)) return { kind: 'changed', reason: error.message };
    throw error;
  }
}

/** Files of version 1 know the whole data set only, texts included. */
function isOf({ dataset: { hash, cases }, settings }: SplitFile, dataset: Dataset): boolean {
  return cases === null ? hash === dataset.hash : cases === casesHash(dataset, settings);
}

function changeOf({ parts, leftOut }: SplitFile, { samples }: Dataset): string {
  const { train, validation, test } = parts;
  const known = new Set([...train, ...validation, ...test, ...leftOut.map(({ id }) => id)]);
  const fresh = samples.filter(({ id }) => !known.has(id)).length;
  const gone = known.size - (samples.length - fresh);
  return fresh + gone === 0
    ? 'labels, groups or what else the split goes by have changed'
    : `${fresh} samples are new and ${gone} are gone`;
}
