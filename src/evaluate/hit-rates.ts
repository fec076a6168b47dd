import type { Matrix } from '../tensor/index.ts';
import { outcomes } from './confusion.ts';
import { ConfusionTable } from './confusion-table.ts';
import { checkPredictions } from './predictions.ts';

/** A metric that the confusion matrix determines. */
export type HitRate = (table: ConfusionTable) => number;

/** A metric of labels, probabilities and weights. */
export type MetricFunction = (
  labels: Int32Array,
  probabilities: Matrix,
  weights?: Float64Array,
) => number;

/** The metric that reads a confusion matrix by `rate`. */
export function fromTable(rate: HitRate): MetricFunction {
  return (labels, probabilities, weights) => {
    const predictions = checkPredictions(labels, probabilities, weights);
    const table = new ConfusionTable(predictions.classes);
    return rate(table.fill(outcomes(predictions), predictions.weights));
  };
}

export const accuracyOf: HitRate = table => {
  let hits = 0;
  for (let c = 0; c < table.classes; c++) hits += table.hits(c);
  return hits / table.total;
};

export const balancedAccuracyOf: HitRate = table => {
  let sum = 0;
  let present = 0;
  for (let c = 0; c < table.classes; c++) {
    if (table.support[c] === 0) continue;
    sum += table.hits(c) / table.support[c];
    present += 1;
  }
  return sum / present;
};

/** F1 of class `c`; 0 where it is neither present nor predicted. */
export function f1Of(table: ConfusionTable, c: number): number {
  const both = table.support[c] + table.predicted[c];
  return both > 0 ? (2 * table.hits(c)) / both : 0;
}

export const macroF1Of: HitRate = table => {
  let sum = 0;
  for (let c = 0; c < table.classes; c++) sum += f1Of(table, c);
  return sum / table.classes;
};

/**
 * Accuracy: the share of rows, by weight, whose predicted class is their label. The predicted class
 * is the one with the greatest probability, the first of equals.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 *
 * @example
 * accuracy(Int32Array.of(0, 1), Matrix.fromRows([[0.9, 0.1], [0.7, 0.3]])); // 0.5
 */
export const accuracy: MetricFunction = fromTable(accuracyOf);

/**
 * Balanced accuracy: the mean, over the classes that have rows, of the class's recall. A class of
 * the list without rows (or with weight zero) is left out of the mean. Parameters and errors as
 * {@link accuracy}.
 */
export const balancedAccuracy: MetricFunction = fromTable(balancedAccuracyOf);

/**
 * Macro F1: the mean over all C classes of F1 = 2·TP / (rows of the class + rows predicted as it).
 * A class that is neither present nor predicted has F1 = 0 and stays in the mean, which is
 * scikit-learn's `zero_division=0` with `labels=range(C)`. Parameters and errors as
 * {@link accuracy}.
 */
export const macroF1: MetricFunction = fromTable(macroF1Of);
