import { createHash } from 'node:crypto';
import { MingaError } from '../errors/index.ts';
import { apportion } from './apportion.ts';
import { type Dataset, type SplitPart, splitParts } from './dataset.ts';
import { type SplitGroup, splitGroups } from './split-groups.ts';

/** How a split is made; every setting has a value. */
export interface SplitSettings {
  /** Share of all samples, above 0. Default 0.2. */
  readonly test: number;
  /** Share of all samples, above 0; together with `test` below 1. Default 0.1. */
  readonly validation: number;
  /** A whole number from 0. Default 0. */
  readonly seed: number;
  /** The column whose values must not straddle the split; null: every sample by itself. Default: the data set's own. */
  readonly group: string | null;
}

/** Which samples train, choose and test. */
export interface Split {
  /** Indices of samples, ascending; each sample is in one part exactly. */
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
  readonly seed: number;
  /** SHA-256 (hex) over the ids of the parts; the order of the rows does not matter. */
  readonly hash: string;
  readonly settings: SplitSettings;
  readonly groupsTotal: number;
  /** Samples of each class, in the order of the data set's `classes`. */
  readonly classCounts: Readonly<Record<SplitPart, readonly number[]>>;
}

const defaults = { test: 0.2, validation: 0.1, seed: 0 };

/**
 * Splits a data set into train, validation and test, so that no group has samples in two parts and
 * the classes keep their proportions as nearly as the groups allow. Depends on the ids, labels,
 * groups and the seed alone, never on the order of the rows.
 *
 * Groups are taken largest first, equals in a random order, each to the part whose share of the
 * group's classes would be the least filled once half of it were in: Σ_c (n_c / N_c) (have_pc +
 * n_c / 2) / (f_p N_c), which for one class is the apportionment of Webster and Sainte-Laguë.
 *
 * @throws E_OPTION where a setting is out of its range
 * @throws E_COLUMN_MISSING where `group` is no column of the records
 * @throws E_SPLIT where a class has fewer than three groups, or its groups cannot reach every part
 * @example
 * const { train, validation, test } = makeSplit(dataset, { test: 0.2, validation: 0.1, seed: 0 });
 */
export function makeSplit(dataset: Dataset, options: Partial<SplitSettings> = {}): Split {
  const settings = normalizeSettings(dataset, options);
  const groups = splitGroups(dataset, settings.group);
  checkClasses(dataset, groups, settings);
  const fractions = [1 - settings.validation - settings.test, settings.validation, settings.test];
  const placed = apportion(groups, dataset.classes.length, fractions, settings.seed);
  const [train, validation, test] = placed.map(indicesOf);
  const split = describeSplit(dataset, { train, validation, test }, settings, groups.length);
  checkParts(dataset, split, groups);
  return split;
}

/** A split from its parts: adds the hash and the counts. */
export function describeSplit(
  dataset: Dataset,
  indices: Readonly<Record<SplitPart, Int32Array>>,
  settings: SplitSettings,
  groupsTotal: number,
): Split {
  const countsOf = (part: SplitPart) => {
    const counts = dataset.classes.map(() => 0);
    for (const index of indices[part]) counts[dataset.labels[index]] += 1;
    return counts;
  };
  return {
    train: indices.train,
    validation: indices.validation,
    test: indices.test,
    seed: settings.seed,
    hash: hashOf(splitParts.map(part => idsOf(dataset, indices[part]))),
    settings,
    groupsTotal,
    classCounts: {
      train: countsOf('train'),
      validation: countsOf('validation'),
      test: countsOf('test'),
    },
  };
}

/** The ids of samples, sorted. */
export function idsOf(dataset: Dataset, indices: Int32Array): string[] {
  return Array.from(indices, index => dataset.samples[index].id).sort();
}

function hashOf(ids: readonly (readonly string[])[]): string {
  return createHash('sha256').update(JSON.stringify(ids)).digest('hex');
}

function indicesOf(groups: readonly SplitGroup[]): Int32Array {
  return Int32Array.from(groups.flatMap(group => group.members)).sort();
}

function normalizeSettings(dataset: Dataset, options: Partial<SplitSettings>): SplitSettings {
  const { test = defaults.test, validation = defaults.validation, seed = defaults.seed } = options;
  const { group = dataset.groupColumn } = options;
  for (const [name, value] of Object.entries({ test, validation })) {
    if (value > 0 && value < 1) continue;
    throw new MingaError('E_OPTION', {
      found: `the split's ${name} is ${value}`,
      expected: 'a part of all samples, above 0 and below 1',
    });
  }
  if (test + validation >= 1) {
    throw new MingaError('E_OPTION', {
      found: `the split's test and validation are ${test} and ${validation}`,
      expected: 'a sum below 1, so that something is left to train on',
    });
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new MingaError('E_OPTION', {
      found: `the split's seed is ${seed}`,
      expected: 'a whole number from 0',
    });
  }
  return { test, validation, seed, group };
}

function checkClasses(
  dataset: Dataset,
  groups: readonly SplitGroup[],
  { group }: SplitSettings,
): void {
  const counts = groupCounts(dataset, groups);
  const short = counts.findIndex(count => count < splitParts.length);
  if (short < 0) return;
  const list = dataset.classes.map((name, index) => `${name} ${counts[index]}`).join(', ');
  throw new MingaError('E_SPLIT', {
    found: `class "${dataset.classes[short]}" has ${counts[short]} groups by ${group ?? 'sample'} (groups by class: ${list})`,
    expected: 'three groups or more, one for each part',
    fix: 'merge the class with another or leave its rows out',
  });
}

function checkParts(dataset: Dataset, split: Split, groups: readonly SplitGroup[]): void {
  for (const part of splitParts) {
    const absent = split.classCounts[part].indexOf(0);
    if (absent < 0) continue;
    const name = dataset.classes[absent];
    const counts = splitParts
      .map(other => `${other} ${split.classCounts[other][absent]}`)
      .join(', ');
    const total = groupCounts(dataset, groups)[absent];
    throw new MingaError('E_SPLIT', {
      found: `no sample of class "${name}" fell to ${part} (its samples: ${counts}; in ${total} groups)`,
      expected: 'every class in every part',
      fix: 'try another seed or a larger part, or merge the class with another',
    });
  }
}

function groupCounts(dataset: Dataset, groups: readonly SplitGroup[]): number[] {
  return dataset.classes.map(
    (_, label) => groups.filter(group => group.labels.some(own => own === label)).length,
  );
}
