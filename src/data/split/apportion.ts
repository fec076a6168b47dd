import type { SplitGroup } from './split-groups.ts';

/** Counts by part and stratum. */
type Tally = readonly Float64Array[];

/** Sums of fractions differ in their last bits where they should not. */
const tieTolerance = 1e-9;

/**
 * Deals groups out to parts of the given fractions, stratum by stratum as evenly as groups allow,
 * and sees to it that every part has every stratum where groups can be moved to that end.
 *
 * Groups are taken largest first, equals in the order given, each to the part whose share of the
 * group's strata would be the least filled once half of it were in: Σ_c (n_c / N_c) (have_pc +
 * n_c / 2) / (f_p N_c), which for one stratum is the apportionment of Webster and Sainte-Laguë.
 *
 * Of parts that are filled alike the first gets the group. Where fractions are equal, as those of
 * folds, the smallest part does, and of groups of one size those of rare strata are dealt first:
 * else the remainders of all strata would pile up in the first fold.
 *
 * @param order the groups' places, in a random order
 * @returns for each group its part
 */
export function apportion(
  groups: readonly SplitGroup[],
  strata: number,
  fractions: readonly number[],
  order: Int32Array,
): Int32Array {
  const totals = strataTotals(groups, strata);
  const tally: Tally = fractions.map(() => new Float64Array(strata));
  const isEven = fractions.every(fraction => fraction === fractions[0]);
  const sizes = fractions.map(() => 0);
  const partOf = new Int32Array(groups.length);
  const taken = largestFirst(groups, isEven ? rarestFirst(groups, order, totals) : order);
  for (const at of taken) {
    const group = groups[at];
    const part = leastFilled(group, fractions, totals, tally, isEven ? sizes : null);
    partOf[at] = part;
    sizes[part] += group.members.length;
    group.strata.forEach((stratum, i) => {
      tally[part][stratum] += group.counts[i];
    });
  }
  return lend(groups, strata, fractions.length, taken, partOf);
}

/** Samples of each stratum. */
export function strataTotals(groups: readonly SplitGroup[], strata: number): Float64Array {
  const totals = new Float64Array(strata);
  for (const { strata: own, counts } of groups) {
    own.forEach((stratum, i) => {
      totals[stratum] += counts[i];
    });
  }
  return totals;
}

/** Places of the groups by falling size; the sort is stable, so equals stay in their order. */
export function largestFirst(groups: readonly SplitGroup[], order: Iterable<number>): number[] {
  return Array.from(order).sort((a, b) => groups[b].members.length - groups[a].members.length);
}

/** Places of the groups by how much there is of the first of their strata. */
function rarestFirst(
  groups: readonly SplitGroup[],
  order: Int32Array,
  totals: Float64Array,
): number[] {
  return Array.from(order).sort(
    (a, b) => totals[groups[a].strata[0]] - totals[groups[b].strata[0]],
  );
}

function leastFilled(
  { strata, counts }: SplitGroup,
  fractions: readonly number[],
  totals: Float64Array,
  tally: Tally,
  sizes: readonly number[] | null,
): number {
  let least = 0;
  let lowest = Number.POSITIVE_INFINITY;
  for (let part = 0; part < fractions.length; part++) {
    let filled = 0;
    for (let i = 0; i < strata.length; i++) {
      const total = totals[strata[i]];
      const after = tally[part][strata[i]] + counts[i] / 2;
      filled += ((counts[i] / total) * after) / (fractions[part] * total);
    }
    const isAsLow =
      sizes !== null && part > 0 && Math.abs(filled - lowest) <= tieTolerance * lowest;
    if (isAsLow ? sizes[part] < sizes[least] : filled < lowest) {
      lowest = filled;
      least = part;
    }
  }
  return least;
}

/** Moves the smallest group that can be spared to every part that lacks a stratum. */
function lend(
  groups: readonly SplitGroup[],
  strata: number,
  parts: number,
  taken: readonly number[],
  dealt: Int32Array,
): Int32Array {
  const partOf = dealt.slice();
  const holders: number[][] = Array.from({ length: strata }, () => []);
  const held = Array.from({ length: parts }, () => new Int32Array(strata));
  // A group's rank is its place in its part: of equals the one that came first is lent.
  const rank = new Int32Array(groups.length);
  let ranks = 0;
  for (const at of taken) {
    rank[at] = ranks++;
    for (const stratum of groups[at].strata) {
      holders[stratum].push(at);
      held[partOf[at]][stratum] += 1;
    }
  }
  const size = (at: number) => groups[at].members.length;
  for (let part = 0; part < parts; part++) {
    for (let stratum = 0; stratum < strata; stratum++) {
      if (held[part][stratum] > 0) continue;
      const spare = holders[stratum].filter(at =>
        groups[at].strata.every(own => held[partOf[at]][own] > 1),
      );
      spare.sort((a, b) => size(a) - size(b) || partOf[a] - partOf[b] || rank[a] - rank[b]);
      const [lent] = spare;
      if (lent === undefined) continue;
      for (const own of groups[lent].strata) {
        held[partOf[lent]][own] -= 1;
        held[part][own] += 1;
      }
      partOf[lent] = part;
      rank[lent] = ranks++;
    }
  }
  return partOf;
}
