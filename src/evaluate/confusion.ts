import type { Matrix } from '../tensor/index.ts';
import { ConfusionTable } from './confusion-table.ts';
import { checkPredictions, type Predictions } from './predictions.ts';

/**
 * The confusion matrix: element `[t][p]` is the weight of the rows of class t that are predicted as
 * class p. The predicted class is the one with the greatest probability, the first of equals.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @returns C × C
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 *
 * @example
 * const labels = Int32Array.of(0, 1, 1);
 * const probabilities = Matrix.fromRows([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4]]);
 * confusionMatrix(labels, probabilities); // [[1, 0], [1, 1]]
 */
export function confusionMatrix(
  labels: Int32Array,
  probabilities: Matrix,
  weights?: Float64Array,
): number[][] {
  const predictions = checkPredictions(labels, probabilities, weights);
  const { classes } = predictions;
  const { counts } = new ConfusionTable(classes).fill(outcomes(predictions), predictions.weights);
  return Array.from({ length: classes }, (_, t) => [
    ...counts.subarray(t * classes, (t + 1) * classes),
  ]);
}

/** For each row its cell of the flat confusion matrix: label × C + predicted class. */
export function outcomes({ rows, classes, labels, probabilities }: Predictions): Int32Array {
  const { data } = probabilities;
  const cells = new Int32Array(rows);
  for (let i = 0; i < rows; i++) {
    let predicted = 0;
    for (let c = 1; c < classes; c++) {
      if (data[i * classes + c] > data[i * classes + predicted]) predicted = c;
    }
    cells[i] = labels[i] * classes + predicted;
  }
  return cells;
}
