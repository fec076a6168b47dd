import { MingaError } from '../../errors/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import { checkPredictions } from '../predictions.ts';

/** One class against the others: rows from the highest probability down. */
export interface RankedRows {
  readonly rows: number;
  /** n probabilities of the class, by row. */
  readonly column: Float32Array;
  /** n: 1 where the row is of the class. */
  readonly positive: Uint8Array;
  /** n rows, from the highest probability down. */
  readonly order: Int32Array;
}

/** @throws E_OPTION where `positive` is no class; E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as every metric */
export function rankRows(labels: Int32Array, probabilities: Matrix, positive: number): RankedRows {
  const { rows, classes } = checkPredictions(labels, probabilities);
  if (!Number.isInteger(positive) || positive < 0 || positive >= classes) {
    throw new MingaError('E_OPTION', {
      found: `positive class ${positive}`,
      expected: `a class index 0–${classes - 1}`,
    });
  }
  const column = Float32Array.from(labels, (_, i) => probabilities.row(i)[positive]);
  const order = Int32Array.from(labels, (_, i) => i).sort((a, b) => column[b] - column[a] || a - b);
  const of = Uint8Array.from(labels, label => (label === positive ? 1 : 0));
  return { rows, column, positive: of, order };
}

/** What is called positive at a threshold: the rows with a probability of at least this. */
export interface CutPoint {
  readonly threshold: number;
  readonly truePositives: number;
  readonly falsePositives: number;
}

/** A cut at each distinct probability that has weight, from the highest down. */
export function cutPoints(
  { rows, column, positive, order }: RankedRows,
  weights: Float64Array,
): CutPoint[] {
  const cuts: CutPoint[] = [];
  let [truePositives, falsePositives] = [0, 0];
  for (let k = 0; k < rows; k++) {
    const row = order[k];
    if (positive[row] === 1) truePositives += weights[row];
    else falsePositives += weights[row];
    const last = k + 1 === rows || column[order[k + 1]] !== column[row];
    const before = cuts[cuts.length - 1];
    const called = truePositives + falsePositives;
    const more = called > (before === undefined ? 0 : before.truePositives + before.falsePositives);
    if (last && more) cuts.push({ threshold: column[row], truePositives, falsePositives });
  }
  return cuts;
}
