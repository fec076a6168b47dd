import { contingencyOf } from './contingency.ts';
import type { Levels } from './levels.ts';
import type { Subject } from './subject.ts';

/** A value that occurs with one class only, or nearly, and with much of it. */
export interface Giveaway {
  readonly level: number;
  readonly class: number;
  /** Samples with the value. */
  readonly rows: number;
  /** Share of them that are of the class. */
  readonly purity: number;
  /** Share of the class that has the value. */
  readonly coverage: number;
}

/** A slip of the pen in a hundred rows does not make a value innocent. */
const leastPurity = 0.99;

/** A value of less of its class than this is a rare case rather than a rule. */
const leastCoverage = 0.1;

/** Odds of the class with the value over its odds in all rows. */
const leastOddsRatio = 10;

/** One in two thousand, one-sided: a field has many values. */
const z = 3.29;

/**
 * The value of a field that gives a class away: at least 99 % of its rows are of the class, they are
 * at least a tenth of the class, and the odds of the class are ten times those of all rows, even at
 * the lower bound of the purity (Wilson, J. Am. Stat. Assoc. 22, 1927). Rows count as groups do: n
 * rows as n × groups / rows. Of several values the one that covers most.
 */
export function giveawayOf(
  levels: Levels,
  { membership, groups }: Pick<Subject, 'membership' | 'groups'>,
): Giveaway | null {
  const table = contingencyOf(levels, membership, groups);
  const rows = levels.codes.length;
  let best: Giveaway | null = null;
  for (let level = 0; level < levels.count; level++) {
    const total = table.levelTotals[level];
    for (let c = 0; c < membership.classes; c++) {
      const own = table.levelMembers[level * membership.classes + c];
      const purity = own / total;
      const coverage = own / membership.counts[c];
      if (!(purity >= leastPurity && coverage >= leastCoverage)) continue;
      const low = wilsonLow(purity, (total * groups.count) / rows);
      if (odds(low) < leastOddsRatio * odds(membership.counts[c] / rows)) continue;
      if (best !== null && best.coverage >= coverage) continue;
      best = { level, class: c, rows: total, purity, coverage };
    }
  }
  return best;
}

function wilsonLow(share: number, n: number): number {
  const centre = share + (z * z) / (2 * n);
  const half = z * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return (centre - half) / (1 + (z * z) / n);
}

function odds(share: number): number {
  return share / (1 - share);
}
