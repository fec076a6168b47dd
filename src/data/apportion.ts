import { Random } from '../tensor/index.ts';
import type { SplitGroup } from './split-groups.ts';

/** The counts of a class, by part. */
type Tally = readonly Float64Array[];

/**
 * Deals groups out to parts of the given fractions, class by class as evenly as groups allow, and
 * sees to it that every part has every class where groups can be moved to that end. `groups` must
 * come in an order of their own (by name), as ties are broken by the seed.
 *
 * @returns the groups of each part
 */
export function apportion(
  groups: readonly SplitGroup[],
  classes: number,
  fractions: readonly number[],
  seed: number,
): SplitGroup[][] {
  const totals = classTotals(groups, classes);
  const dealt = fractions.map((): SplitGroup[] => []);
  const tally: Tally = fractions.map(() => new Float64Array(totals.length));
  for (const group of largestFirst(groups, seed)) {
    const part = leastFilled(group, fractions, totals, tally);
    dealt[part].push(group);
    group.labels.forEach((label, i) => {
      tally[part][label] += group.counts[i];
    });
  }
  for (let part = 0; part < fractions.length; part++) {
    for (let label = 0; label < totals.length; label++) {
      lend(dealt, part, label);
    }
  }
  return dealt;
}

function classTotals(groups: readonly SplitGroup[], classes: number): Float64Array {
  const totals = new Float64Array(classes);
  for (const { labels, counts } of groups) {
    labels.forEach((label, i) => {
      totals[label] += counts[i];
    });
  }
  return totals;
}

function largestFirst(groups: readonly SplitGroup[], seed: number): SplitGroup[] {
  const order = new Random(seed, 'split').permutation(groups.length);
  // The sort is stable, so groups of one size stay in the random order.
  return Array.from(order, index => groups[index]).sort(
    (a, b) => b.members.length - a.members.length,
  );
}

function leastFilled(
  group: SplitGroup,
  fractions: readonly number[],
  totals: Float64Array,
  tally: Tally,
): number {
  const filled = fractions.map((fraction, part) =>
    group.labels.reduce((sum, label, i) => {
      const total = totals[label];
      const after = tally[part][label] + group.counts[i] / 2;
      return sum + ((group.counts[i] / total) * after) / (fraction * total);
    }, 0),
  );
  return filled.indexOf(Math.min(...filled));
}

/** Moves the smallest group that can be spared to a part that lacks a class. */
function lend(dealt: SplitGroup[][], part: number, label: number): void {
  const holds = (group: SplitGroup, wanted: number) => group.labels.includes(wanted);
  if (dealt[part].some(group => holds(group, label))) return;
  const spare = dealt.flatMap((groups, from) =>
    groups
      .filter(group => holds(group, label))
      .filter(group =>
        group.labels.every(own => groups.filter(other => holds(other, own)).length > 1),
      )
      .map(group => ({ group, from })),
  );
  const [first, ...others] = spare;
  if (first === undefined) return;
  const { group, from } = others.reduce(
    (best, next) => (next.group.members.length < best.group.members.length ? next : best),
    first,
  );
  dealt[from] = dealt[from].filter(other => other !== group);
  dealt[part].push(group);
}
