import { readFileSync } from 'node:fs';
import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { type ErrorCode, errorCodes, MingaError } from '../../errors/index.ts';
import { type Dataset, type SplitPart, splitParts } from '../dataset.ts';
import { groupNames, numbered } from './cases.ts';
import { casesHash } from './cases-hash.ts';
import { leftOutSample } from './left-out.ts';
import { describeSplit, idsOf, type Split, type SplitParts } from './split.ts';
import { parseSplitFile, type SplitFile } from './split-format.ts';
import { straddlingGroups } from './straddling-groups.ts';

/** Ids named in a message; more would bury it. */
const idsTold = 5;

/**
 * Writes a split as JSON, by the ids of its samples, so that it can be read against the same data
 * whatever the order of its rows. The ids are those of the data set: treat the file as it is treated.
 *
 * @throws E_FILE_MISSING where the file cannot be written
 * @example
 * await saveSplit('split.json', dataset, split);
 * const same = await loadSplit('split.json', dataset);
 */
export async function saveSplit(path: string, dataset: Dataset, split: Split): Promise<void> {
  const content: SplitFile = {
    format: 'minga-split',
    version: 2,
    dataset: {
      name: dataset.name,
      hash: dataset.hash,
      cases: casesHash(dataset, split.settings),
    },
    hash: split.hash,
    settings: split.settings,
    warnings: [...split.warnings],
    leftOut: split.leftOut.map(({ id, code, reason }) => ({ id, code, reason })),
    parts: {
      train: idsOf(dataset, split.train),
      validation: idsOf(dataset, split.validation),
      test: idsOf(dataset, split.test),
    },
  };
  const draft = `${path}.draft-${process.pid}`;
  try {
    await writeFile(draft, `${JSON.stringify(content, null, 1)}\n`, { mode: 0o600 });
    await rename(draft, path);
  } catch (cause) {
    await rm(draft, { force: true });
    throw new MingaError('E_FILE_MISSING', {
      found: `the split ${path} cannot be written`,
      expected: 'a folder that exists and can be written to',
      cause,
    });
  }
}

/**
 * Reads a split that `saveSplit` wrote, against a data set of the same samples.
 *
 * @throws E_FILE_MISSING where there is no such file
 * @throws E_SPLIT where the file is no split, names an id twice, lacks samples of the data set or
 * names others, or has a group in two parts though its method keeps groups whole
 * @throws E_CHECKSUM where its ids were changed after it was written
 */
export async function loadSplit(path: string, dataset: Dataset): Promise<Split> {
  const text = await readFile(path, 'utf8').catch(cause => {
    throw unreadable(path, cause);
  });
  return splitFrom(parseSplitFile(text, basename(path)), dataset, basename(path));
}

/** As `loadSplit`, for those who cannot wait. */
export function readSplitNow(path: string, dataset: Dataset): Split {
  const name = basename(path);
  return splitFrom(parseSplitFile(readNow(path), name), dataset, name);
}

function readNow(path: string): string {
  try {
    return readFileSync(path, 'utf8');
  } catch (cause) {
    throw unreadable(path, cause);
  }
}

function unreadable(path: string, cause: unknown): MingaError {
  return new MingaError('E_FILE_MISSING', {
    found: `the split ${path} cannot be read`,
    expected: 'a file that saveSplit wrote',
    cause,
  });
}

/** The split that a file describes, checked against the data set; throws as `loadSplit`. */
export function splitFrom(file: SplitFile, dataset: Dataset, name: string): Split {
  const parts = partsFrom(file, dataset, name);
  const groups = numbered(dataset.samples.map(groupNames(dataset, file.settings.group)));
  const split = describeSplit(dataset, parts, file.settings, groups.total);
  if (split.hash !== file.hash) {
    throw new MingaError('E_CHECKSUM', {
      found: `${name} does not match the checksum within it`,
      expected: 'the ids as they were written',
      fix: 'make the split anew instead of editing it',
    });
  }
  if (split.method !== 'given') refuseStraddling(parts, dataset, groups.numbers, name);
  return split;
}

function partsFrom(file: SplitFile, dataset: Dataset, name: string): SplitParts {
  const indexOf = new Map(dataset.samples.map((sample, index) => [sample.id, index]));
  const named = [
    ...splitParts.flatMap(part => file.parts[part]),
    ...file.leftOut.map(({ id }) => id),
  ];
  const known = new Set(named);
  const missing = [...known].filter(id => !indexOf.has(id));
  const added = dataset.samples.map(sample => sample.id).filter(id => !known.has(id));
  if (missing.length > 0 || added.length > 0) {
    throw new MingaError('E_SPLIT', {
      found: `${name} was made from other samples than ${dataset.name} holds: ${tell(missing, 'missing from the data set')}, ${tell(added, 'new in it')}`,
      expected: 'the same ids',
      fix: 'make the split anew, or bring back the data it was made from',
    });
  }
  if (known.size < named.length) {
    const seen = new Set<string>();
    const twice = named.find(id => seen.has(id) || !seen.add(id));
    throw new MingaError('E_SPLIT', {
      found: `${name} names "${twice}" more than once`,
      expected: 'every id in one part',
    });
  }
  const of = (part: SplitPart) =>
    Int32Array.from(file.parts[part], id => indexOf.get(id) ?? -1).sort();
  const leftOut = file.leftOut.map(({ id, code, reason }) =>
    leftOutSample(dataset, indexOf.get(id) ?? -1, reason, knownCode(code)),
  );
  return {
    train: of('train'),
    validation: of('validation'),
    test: of('test'),
    leftOut: leftOut.sort((a, b) => a.index - b.index),
    warnings: file.warnings,
  };
}

function knownCode(code: string): ErrorCode {
  const isKnown = (text: string): text is ErrorCode => Object.hasOwn(errorCodes, text);
  return isKnown(code) ? code : 'E_SPLIT';
}

function tell(list: readonly string[], what: string): string {
  const named = list.slice(0, idsTold).join(', ');
  const more = list.length > idsTold ? ', …' : '';
  return list.length === 0 ? `none ${what}` : `${list.length} ${what} (${named}${more})`;
}

/** The groups may have been corrected since the split was made. */
function refuseStraddling(
  parts: SplitParts,
  dataset: Dataset,
  groupOf: Int32Array,
  name: string,
): void {
  const [straddling] = straddlingGroups(groupOf, parts);
  if (straddling === undefined) return;
  const { id } = dataset.samples[groupOf.indexOf(straddling)];
  throw new MingaError('E_SPLIT', {
    found: `${name} has the group of "${id}" in two parts: the groups of ${dataset.name} have changed since`,
    expected: 'every group in one part',
    fix: 'make the split anew',
  });
}
