import { difference, type MetricName, metrics } from '../evaluate/index.ts';
import type { Matrix } from '../tensor/index.ts';
import type { LabelledRows } from './figures.ts';
import { plainness } from './plainness.ts';
import type { JudgedCell } from './selection.ts';
import { resampleRows } from './task/resampling.ts';

/** A cell with its probabilities of the validation rows, one matrix a seed. */
export interface Candidate {
  readonly cell: JudgedCell;
  readonly validation: readonly Matrix[];
}

/** What the rule chose, and how near it was. */
export interface RuledChoice {
  readonly cell: JudgedCell;
  /** The best figure of all. */
  readonly best: JudgedCell;
  /** How far the chosen cell is behind the best, in the metric's own units, 0 or more. */
  readonly behind: number;
  /** Standard error of that distance; 0 where the best itself was chosen. */
  readonly standardError: number;
}

const [resamples, seed] = [200, 0];

/**
 * The plainest cell whose validation figure is within one standard error of the best one's (Breiman,
 * Friedman, Olshen and Stone 1984, section 3.4.3, with the standard error of the paired difference:
 * groups of validation rows and seeds are resampled together). `none` is the plainest, so alignment
 * is chosen only where the validation rows speak for it beyond their noise.
 *
 * Where no standard error can be had, the best one is chosen.
 */
export function withinOneStandardError(
  candidates: readonly Candidate[],
  best: JudgedCell,
  select: MetricName,
  rows: LabelledRows,
): RuledChoice {
  const sign = metrics[select].direction === 'higher' ? 1 : -1;
  const value = ({ validation }: JudgedCell) => sign * (validation[select].estimate ?? Number.NaN);
  const plainer = candidates
    .filter(({ cell }) => plainness(cell) < plainness(best))
    .sort((a, b) => plainness(a.cell) - plainness(b.cell) || value(b.cell) - value(a.cell));
  const own = candidates.find(({ cell }) => cell.id === best.id);
  for (const { cell, validation } of plainer) {
    const behind = difference(value(best), value(cell));
    const standardError = standardErrorOf(own?.validation ?? [], validation, select, rows);
    if (behind <= standardError) return { cell, best, behind, standardError };
  }
  return { cell: best, best, behind: 0, standardError: 0 };
}

function standardErrorOf(
  best: readonly Matrix[],
  other: readonly Matrix[],
  select: MetricName,
  rows: LabelledRows,
): number {
  const { pairs } = resampleRows(
    rows,
    { best, other },
    { resamples, seed, pairs: [['best', 'other']] },
  );
  return pairs[0].differences[select].standardError;
}
