import { largestFirst, strataTotals } from './apportion.ts';
import type { SplitGroup } from './split-groups.ts';

/**
 * Deals groups whose samples have any number of labels out to parts of the given fractions: the
 * iterative stratification of Sechidis, Tsoumakas and Vlahavas ("On the stratification of
 * multi-label data", ECML PKDD 2011, algorithm 1), with groups in the place of samples. The rarest
 * label that is left goes first; each of its groups, the one with most of it first, to the part that
 * wants most of that label, then most samples. Groups without a label come last, largest first.
 *
 * @param order the groups' places, in a random order: it settles what is equal
 * @returns for each group its part
 */
export function stratifyIteratively(
  groups: readonly SplitGroup[],
  labels: number,
  fractions: readonly number[],
  order: Int32Array,
): Int32Array {
  const remaining = strataTotals(groups, labels);
  const samples = groups.reduce((sum, { members }) => sum + members.length, 0);
  const wanted = fractions.map(fraction => fraction * samples);
  const wantedOf = fractions.map(fraction => remaining.map(total => fraction * total));
  const partOf = new Int32Array(groups.length).fill(-1);
  const taken = largestFirst(groups, order);
  const holders = holdersOf(groups, labels, taken);

  const place = (at: number, label: number | null) => {
    const part = neediest(wanted, label === null ? null : wantedOf.map(own => own[label]));
    const { strata, counts, members } = groups[at];
    partOf[at] = part;
    wanted[part] -= members.length;
    strata.forEach((own, i) => {
      wantedOf[part][own] -= counts[i];
      remaining[own] -= counts[i];
    });
  };
  for (let label = rarest(remaining); label >= 0; label = rarest(remaining)) {
    for (const at of holders[label]) if (partOf[at] < 0) place(at, label);
  }
  for (const at of taken) if (partOf[at] < 0) place(at, null);
  return partOf;
}

/** For each label the groups that have it, those with most of it first. */
function holdersOf(
  groups: readonly SplitGroup[],
  labels: number,
  taken: readonly number[],
): number[][] {
  const holders: { at: number; count: number }[][] = Array.from({ length: labels }, () => []);
  for (const at of taken) {
    groups[at].strata.forEach((label, i) => {
      holders[label].push({ at, count: groups[at].counts[i] });
    });
  }
  return holders.map(own => own.sort((a, b) => b.count - a.count).map(({ at }) => at));
}

/** The label with the fewest samples left, −1 where none has any. */
function rarest(remaining: Float64Array): number {
  let found = -1;
  for (let label = 0; label < remaining.length; label++) {
    if (remaining[label] <= 0) continue;
    if (found < 0 || remaining[label] < remaining[found]) found = label;
  }
  return found;
}

/** The part that wants most of a label; of equals the one that wants most samples, then the first. */
function neediest(wanted: readonly number[], ofLabel: readonly number[] | null): number {
  let best = 0;
  for (let part = 1; part < wanted.length; part++) {
    const more = ofLabel === null ? 0 : ofLabel[part] - ofLabel[best];
    if (more > 0 || (more === 0 && wanted[part] > wanted[best])) best = part;
  }
  return best;
}
