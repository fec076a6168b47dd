import type { MetricFunction } from './hit-rates.ts';
import { weightedMean } from './log-loss.ts';
import { checkPredictions, type Predictions } from './predictions.ts';

/**
 * Brier score. More than two classes: the weighted mean over rows of Σ over classes of
 * (p − 1[label])², 0 to 2, which is Brier's own form (1950). Two classes: half of that, the mean of
 * (p₁ − label)², 0 to 1. Both as scikit-learn's `brier_score_loss`.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as {@link accuracy}
 *
 * @example
 * brier(Int32Array.of(0, 1), Matrix.fromRows([[1, 0], [0.5, 0.5]])); // 0.125
 */
export const brier: MetricFunction = (labels, probabilities, weights) => {
  const predictions = checkPredictions(labels, probabilities, weights);
  return weightedMean(rowBriers(predictions), predictions.weights);
};

/** The squared distance of each row. */
export function rowBriers({ rows, classes, labels, probabilities }: Predictions): Float64Array {
  const { data } = probabilities;
  const scores = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    if (classes === 2) {
      scores[i] = (data[2 * i + 1] - labels[i]) ** 2;
      continue;
    }
    for (let c = 0; c < classes; c++) {
      scores[i] += (data[i * classes + c] - (labels[i] === c ? 1 : 0)) ** 2;
    }
  }
  return scores;
}
