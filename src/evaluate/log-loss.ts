import type { Matrix } from '../tensor/index.ts';
import { checkPredictions, type Predictions } from './predictions.ts';

/** Keeps the loss of a class that was given no probability finite: at most 34.54 nats a row. */
const leastProbability = 1e-15;

/**
 * Log loss (mean cross-entropy), in nats: the weighted mean over rows of −ln p(label), where a p
 * under 1e-15 counts as 1e-15. Rows are not normalised again: they already sum to 1 within 1e-4.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 */
export function logLoss(labels: Int32Array, probabilities: Matrix, weights?: Float64Array): number {
  const predictions = checkPredictions(labels, probabilities, weights);
  return weightedMean(rowLosses(predictions), predictions.weights);
}

/** −ln p(label) of each row. */
export function rowLosses({ rows, classes, labels, probabilities }: Predictions): Float64Array {
  const losses = new Float64Array(rows);
  for (let i = 0; i < rows; i++) {
    const p = probabilities.data[i * classes + labels[i]];
    losses[i] = -Math.log(Math.max(p, leastProbability));
  }
  return losses;
}

export function weightedMean(values: Float64Array, weights: Float64Array): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    sum += weights[i] * values[i];
    total += weights[i];
  }
  return sum / total;
}
