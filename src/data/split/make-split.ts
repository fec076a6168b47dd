import { MingaError } from '../../errors/index.ts';
import { type Dataset, splitParts } from '../dataset.ts';
import { type SplitCases, splitCases } from './cases.ts';
import { absentClasses, classPresence } from './class-presence.ts';
import { foldSplits } from './fold-splits.ts';
import { givenSplit } from './given-split.ts';
import { groupedSplit } from './grouped-split.ts';
import { type SplitOptions, type SplitSettings, splitRequest } from './settings.ts';
import { siteSplit, sitesOf } from './site-splits.ts';
import { describeSplit, type Split, type SplitParts } from './split.ts';
import { readSplitNow } from './split-file.ts';
import { splitWarnings } from './split-warnings.ts';
import { timeSplit } from './time-split.ts';

/**
 * Splits a data set into train, validation and test. By default no group has samples in two parts
 * and the classes keep their proportions as nearly as the groups allow; `method` says otherwise
 * (docs/splits.md). Depends on the ids, labels, groups, times, sites and the seed alone, never on
 * the order of the rows. Of folds, sites and repeats it makes the one that the settings name.
 *
 * @throws E_OPTION where a setting is out of its range
 * @throws E_COLUMN_MISSING where `group` or `stratify` is no column of the records
 * @throws E_SPLIT where a class has too few groups, or cannot reach every part; where the data set
 * lacks the times, sites or parts that the method goes by
 * @throws E_FILE_MISSING, E_CHECKSUM where a file is to be read: as `loadSplit`
 * @example
 * const { train, validation, test } = makeSplit(dataset, { test: 0.2, validation: 0.1, seed: 0 });
 */
export function makeSplit(dataset: Dataset, options: SplitOptions = {}): Split {
  const request = splitRequest(dataset, options);
  if (request.method === 'file') return readSplitNow(request.path, dataset);
  const [split] = splitsOf(dataset, [request.settings]);
  return split;
}

/**
 * All splits that settings describe: every repeat, in it every fold; with `method: site` every site,
 * unless one is named.
 *
 * @throws as `makeSplit`
 * @example
 * for (const split of makeSplits(dataset, { method: 'folds', folds: 5 })) console.log(split.hash);
 */
export function makeSplits(dataset: Dataset, options: SplitOptions = {}): Split[] {
  const request = splitRequest(dataset, options);
  if (request.method === 'file') return [readSplitNow(request.path, dataset)];
  const { settings, repeats } = request;
  const wanted = Array.from({ length: repeats }, (_, repeat) => repeated(settings, repeat));
  return wanted.flatMap(one => splitsOf(dataset, everyFold(dataset, one)));
}

function repeated(settings: SplitSettings, repeat: number): SplitSettings {
  return 'seed' in settings ? { ...settings, seed: settings.seed + repeat } : settings;
}

function everyFold(dataset: Dataset, settings: SplitSettings): SplitSettings[] {
  if (settings.method === 'folds') {
    return Array.from({ length: settings.folds }, (_, fold) => ({ ...settings, fold }));
  }
  if (settings.method === 'site' && settings.test === null) {
    return sitesOf(dataset).map((_, fold) => ({ ...settings, fold }));
  }
  return [settings];
}

/** Splits whose settings differ in their fold alone. */
function splitsOf(dataset: Dataset, all: readonly SplitSettings[]): Split[] {
  const [settings] = all;
  const stratify = 'stratify' in settings ? settings.stratify : [];
  const cases = splitCases(dataset, settings.group, stratify);
  return partsOf(cases, all).map((parts, at) => {
    if (mustHoldAll(dataset, all[at])) refuseAbsent(cases, parts);
    const warnings = splitWarnings(cases, parts, all[at]);
    return describeSplit(dataset, { ...parts, warnings }, all[at], cases.groupsTotal);
  });
}

function partsOf(cases: SplitCases, all: readonly SplitSettings[]): SplitParts[] {
  const folds = all.flatMap(one => (one.method === 'folds' ? [one] : []));
  if (folds.length > 0) {
    return foldSplits(
      cases,
      folds[0],
      folds.map(({ fold }) => fold),
    );
  }
  return all.flatMap(one => (one.method === 'folds' ? [] : [partsOfOne(cases, one)]));
}

function partsOfOne(
  cases: SplitCases,
  settings: Exclude<SplitSettings, { method: 'folds' }>,
): SplitParts {
  switch (settings.method) {
    case 'grouped':
      return groupedSplit(cases, settings);
    case 'time':
      return timeSplit(cases, settings);
    case 'site':
      return siteSplit(cases, settings, testedSites(cases.dataset, settings));
    case 'given':
      return givenSplit(cases, settings);
  }
}

function testedSites(
  dataset: Dataset,
  { test, fold }: { test: readonly string[] | null; fold: number },
): readonly string[] {
  if (test !== null) return test;
  const sites = sitesOf(dataset);
  if (fold < sites.length) return [sites[fold]];
  throw new MingaError('E_OPTION', {
    found: `the split's fold is ${fold}, and ${dataset.name} has ${sites.length} sites`,
    expected: `0 to ${sites.length - 1}`,
  });
}

/** Where small classes are refused, every class has the groups to be in every part. */
function mustHoldAll({ task }: Dataset, settings: SplitSettings): boolean {
  const hasClasses = task !== 'multilabel' && task !== 'regression';
  return hasClasses && 'smallClasses' in settings && settings.smallClasses === 'refuse';
}

function refuseAbsent(cases: SplitCases, parts: SplitParts): void {
  const { dataset } = cases;
  const absent = absentClasses(dataset, parts);
  for (const part of splitParts) {
    const [name] = absent[part];
    if (name === undefined) continue;
    const counts = splitParts.map(other => `${other} ${samplesOf(dataset, parts[other], name)}`);
    const groups = classPresence(cases).find(one => one.name === name)?.groups;
    throw new MingaError('E_SPLIT', {
      found: `no sample of class "${name}" fell to ${part} (its samples: ${counts.join(', ')}; in ${groups} groups)`,
      expected: 'every class in every part',
      fix: 'try another seed or a larger part, merge the class with another, or set split.smallClasses to train',
    });
  }
}

function samplesOf({ samples }: Dataset, indices: Int32Array, label: string): number {
  return indices.filter(index => samples[index].label === label).length;
}
