import type { SplitCases } from './cases.ts';
import { deal } from './deal.ts';
import type { SettingsOf } from './settings.ts';
import { setSmallClassesApart } from './small-classes.ts';
import type { SplitParts } from './split.ts';

/** Train, validation and test each need one group of every class. */
const groupsNeeded = 3;

/** Whole groups to parts of the shares that are asked for, every stratum spread evenly. */
export function groupedSplit(cases: SplitCases, settings: SettingsOf<'grouped'>): SplitParts {
  const { test, validation, seed, group, smallClasses } = settings;
  const small = setSmallClassesApart(cases, smallClasses, groupsNeeded, group);
  const fractions = [1 - validation - test, validation, test];
  const [train, ...held] = deal(cases, small.dealt, fractions, { seed });
  return {
    train: joined(train, small.trainOnly),
    validation: held[0],
    test: held[1],
    leftOut: small.leftOut,
    warnings: small.warnings,
  };
}

/** Indices of several sets as one, ascending. */
export function joined(...sets: readonly Int32Array[]): Int32Array {
  return Int32Array.from(sets.flatMap(set => [...set])).sort();
}

/** Validation rows of a share of all samples, cut from training rows by whole groups. */
export function cutValidation(
  cases: SplitCases,
  rows: Int32Array,
  share: number,
  order: { readonly seed: number; readonly index?: number },
): { train: Int32Array; validation: Int32Array } {
  const [train, validation] = deal(cases, rows, [1 - share, share], order);
  return { train, validation };
}
