import { Random } from '../../tensor/index.ts';
import { apportion } from './apportion.ts';
import type { SplitCases } from './cases.ts';
import { stratifyIteratively } from './iterative-stratification.ts';
import { splitGroups } from './split-groups.ts';

/** Where the random order of equal groups comes from. */
export interface DealOrder {
  readonly seed: number;
  /** Deals of one seed that must not follow one another have numbers of their own. */
  readonly index?: number;
}

/**
 * Deals samples out to parts of the given fractions, by whole groups, with every stratum spread as
 * evenly as the groups allow. The order of `indices` does not matter.
 *
 * @returns the samples of each part, ascending
 */
export function deal(
  cases: SplitCases,
  indices: Int32Array,
  fractions: readonly number[],
  { seed, index = 0 }: DealOrder,
): Int32Array[] {
  const groups = splitGroups(cases, indices);
  const order = new Random(seed, 'split', index).permutation(groups.length);
  const method = cases.dataset.task === 'multilabel' ? stratifyIteratively : apportion;
  const partOf = method(groups, cases.strataTotal, fractions, order);
  const parts: number[][] = fractions.map(() => []);
  groups.forEach(({ members }, at) => {
    for (const member of members) parts[partOf[at]].push(member);
  });
  return parts.map(members => Int32Array.from(members).sort());
}
