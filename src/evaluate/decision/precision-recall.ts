import type { Matrix } from '../../tensor/index.ts';
import { cutPoints, rankRows } from './ranked-rows.ts';

/** A point of a precision–recall curve. */
export interface PrecisionRecallPoint {
  readonly threshold: number;
  readonly recall: number;
  readonly precision: number;
}

/**
 * The precision–recall curve of one class against the others, at each probability that occurs, from
 * the highest down. Empty where no row is of the class.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param positive the class 0 … C-1
 * @throws E_OPTION where `positive` is no class; E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE
 */
export function precisionRecallCurve(
  labels: Int32Array,
  probabilities: Matrix,
  positive: number,
): PrecisionRecallPoint[] {
  const ranked = rankRows(labels, probabilities, positive);
  const cuts = cutPoints(ranked, new Float64Array(ranked.rows).fill(1));
  const positives = cuts[cuts.length - 1].truePositives;
  if (positives === 0) return [];
  return cuts.map(({ threshold, truePositives, falsePositives }) => ({
    threshold,
    recall: truePositives / positives,
    precision: truePositives / (truePositives + falsePositives),
  }));
}

/**
 * Average precision under weights: Σ (recall − recall before) · precision over the points of the
 * curve, without interpolation (as scikit-learn); NaN where no row of the class has weight.
 */
export function averagePrecisionScorer(
  labels: Int32Array,
  probabilities: Matrix,
  positive: number,
): (weights: Float64Array) => number {
  const { rows, column, positive: of, order } = rankRows(labels, probabilities, positive);
  return weights => {
    let [area, before, hits, called] = [0, 0, 0, 0];
    for (let k = 0; k < rows; k++) {
      const row = order[k];
      called += weights[row];
      if (of[row] === 1) hits += weights[row];
      const tied = k + 1 < rows && column[order[k + 1]] === column[row];
      if (tied || hits === before) continue;
      area += ((hits - before) * hits) / called;
      before = hits;
    }
    return before === 0 ? Number.NaN : area / before;
  };
}
