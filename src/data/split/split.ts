import { createHash } from 'node:crypto';
import { type Dataset, type SkippedRow, type SplitPart, splitParts } from '../dataset.ts';
import type { SplitSettings } from './settings.ts';

/** Something about a split that a reader of its figures must know. */
export interface SplitWarning {
  /**
   * `class-absent`, `class-small`, `groups-straddle`, `labels-fitted-on`, `rows-left-out` or
   * `validation-cut`.
   */
  readonly code: string;
  readonly message: string;
}

/** A sample that is in no part, and why. */
export interface LeftOutSample extends SkippedRow {
  /** Its place among the samples of the data set. */
  readonly index: number;
}

/** Which samples train, choose and test. */
export interface Split {
  /** Indices of samples, ascending; each sample is in one part exactly, or left out. */
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
  /** By index, ascending. */
  readonly leftOut: readonly LeftOutSample[];
  readonly method: SplitSettings['method'];
  /** 0 where the method draws nothing. */
  readonly seed: number;
  /** SHA-256 (hex) over the ids of the parts; the order of the rows does not matter. */
  readonly hash: string;
  readonly settings: SplitSettings;
  /** Groups by `settings.group` among all samples. */
  readonly groupsTotal: number;
  /** Samples of each class, in the order of the data set's `classes`; of several labels each counts. */
  readonly classCounts: Readonly<Record<SplitPart, readonly number[]>>;
  readonly warnings: readonly SplitWarning[];
}

/** What a method finds; `describeSplit` adds the hash and the counts. */
export interface SplitParts extends Readonly<Record<SplitPart, Int32Array>> {
  readonly leftOut: readonly LeftOutSample[];
  readonly warnings: readonly SplitWarning[];
}

/** A split from its parts: adds the hash and the counts. */
export function describeSplit(
  dataset: Dataset,
  parts: SplitParts,
  settings: SplitSettings,
  groupsTotal: number,
): Split {
  const { train, validation, test, leftOut, warnings } = parts;
  const classCounts = {
    train: classCountsOf(dataset, train),
    validation: classCountsOf(dataset, validation),
    test: classCountsOf(dataset, test),
  };
  return {
    train,
    validation,
    test,
    leftOut,
    method: settings.method,
    seed: 'seed' in settings ? settings.seed : 0,
    hash: hashOf(splitParts.map(part => idsOf(dataset, parts[part]))),
    settings,
    groupsTotal,
    classCounts,
    warnings,
  };
}

/** The ids of samples, sorted. */
export function idsOf(dataset: Dataset, indices: Int32Array): string[] {
  return Array.from(indices, index => dataset.samples[index].id).sort();
}

function classCountsOf(dataset: Dataset, indices: Int32Array): number[] {
  const counts = new Map(dataset.classes.map(name => [name, 0]));
  for (const index of indices) {
    for (const label of dataset.samples[index].labels) {
      counts.set(label, (counts.get(label) ?? 0) + 1);
    }
  }
  return dataset.classes.map(name => counts.get(name) ?? 0);
}

function hashOf(ids: readonly (readonly string[])[]): string {
  return createHash('sha256').update(JSON.stringify(ids)).digest('hex');
}
