import type { SplitCases } from './cases.ts';

/** Samples that must stay together. */
export interface SplitGroup {
  /** Indices of its samples. */
  readonly members: readonly number[];
  /** The strata that occur in it, ascending. */
  readonly strata: readonly number[];
  /** For each of `strata`, how many of its samples are in it. */
  readonly counts: readonly number[];
}

/** The groups of some samples, in the order of their names. */
export function splitGroups(cases: SplitCases, indices: Int32Array): SplitGroup[] {
  const members: number[][] = Array.from({ length: cases.groupsTotal }, () => []);
  for (const index of indices) members[cases.groupOf[index]].push(index);
  return members.filter(own => own.length > 0).map(own => groupFrom(cases, own));
}

function groupFrom({ strataOf }: SplitCases, members: readonly number[]): SplitGroup {
  const counts = new Map<number, number>();
  for (const index of members) {
    for (const stratum of strataOf[index]) counts.set(stratum, (counts.get(stratum) ?? 0) + 1);
  }
  // Rows may come in any order; sums of fractions must not.
  const strata = [...counts.keys()].sort((a, b) => a - b);
  return { members, strata, counts: strata.map(stratum => counts.get(stratum) ?? 0) };
}
