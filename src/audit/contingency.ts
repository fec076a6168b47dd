import { foldCount, type GroupNumbers } from './group-numbers.ts';
import type { Levels } from './levels.ts';
import type { Membership } from './membership.ts';

/** Samples by fold, level and class: all that a single field can tell of the label. */
export interface Contingency {
  readonly levels: number;
  readonly classes: number;
  /** By fold and level: `[fold * levels + level]`. */
  readonly totals: Int32Array;
  /** By fold, level and class: `[(fold * levels + level) * classes + class]`. */
  readonly members: Int32Array;
  /** The same over all folds: `[level]`, `[level * classes + class]`. */
  readonly levelTotals: Int32Array;
  readonly levelMembers: Int32Array;
}

export function contingencyOf(
  { codes, count }: Levels,
  { classes, starts, of }: Membership,
  { folds }: GroupNumbers,
): Contingency {
  const totals = new Int32Array(foldCount * count);
  const members = new Int32Array(foldCount * count * classes);
  for (let i = 0; i < codes.length; i++) {
    const cell = folds[i] * count + codes[i];
    totals[cell] += 1;
    for (let k = starts[i]; k < starts[i + 1]; k++) members[cell * classes + of[k]] += 1;
  }
  return {
    levels: count,
    classes,
    totals,
    members,
    levelTotals: overFolds(totals),
    levelMembers: overFolds(members),
  };
}

function overFolds(counts: Int32Array): Int32Array {
  const length = counts.length / foldCount;
  const sums = counts.slice(0, length);
  for (let i = length; i < counts.length; i++) sums[i % length] += counts[i];
  return sums;
}
