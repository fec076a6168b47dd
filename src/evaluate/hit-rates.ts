import type { Matrix } from '../tensor/index.ts';
import { classCounts, countCells, outcomes } from './confusion.ts';
import { checkPredictions } from './predictions.ts';

/** A metric that the confusion matrix (flat, C × C) determines. */
type HitRate = (counts: Float64Array, classes: number) => number;

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
export function accuracy(
  labels: Int32Array,
  probabilities: Matrix,
  weights?: Float64Array,
): number {
  return hitRate(accuracyOf, labels, probabilities, weights);
}

/**
 * Balanced accuracy: the mean, over the classes that have rows, of the class's recall. A class of
 * the list without rows (or with weight zero) is left out of the mean.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 */
export function balancedAccuracy(
  labels: Int32Array,
  probabilities: Matrix,
  weights?: Float64Array,
): number {
  return hitRate(balancedAccuracyOf, labels, probabilities, weights);
}

/**
 * Macro F1: the mean over all C classes of F1 = 2·TP / (rows of the class + rows predicted as it).
 * A class that is neither present nor predicted has F1 = 0 and stays in the mean, which is
 * scikit-learn's `zero_division=0` with `labels=range(C)`.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 */
export function macroF1(labels: Int32Array, probabilities: Matrix, weights?: Float64Array): number {
  return hitRate(macroF1Of, labels, probabilities, weights);
}

function hitRate(
  rate: HitRate,
  labels: Int32Array,
  probabilities: Matrix,
  weights: Float64Array | undefined,
): number {
  const predictions = checkPredictions(labels, probabilities, weights);
  const { classes } = predictions;
  return rate(countCells(outcomes(predictions), classes, predictions.weights), classes);
}

export const accuracyOf: HitRate = (counts, classes) => {
  let hits = 0;
  let total = 0;
  for (let k = 0; k < counts.length; k++) total += counts[k];
  for (let c = 0; c < classes; c++) hits += counts[c * classes + c];
  return hits / total;
};

export const balancedAccuracyOf: HitRate = (counts, classes) => {
  let sum = 0;
  let present = 0;
  for (let c = 0; c < classes; c++) {
    const { truePositives, support } = classCounts(counts, classes, c);
    if (support === 0) continue;
    sum += truePositives / support;
    present += 1;
  }
  return sum / present;
};

export const macroF1Of: HitRate = (counts, classes) => {
  let sum = 0;
  for (let c = 0; c < classes; c++) {
    const { truePositives, support, predicted } = classCounts(counts, classes, c);
    if (support + predicted > 0) sum += (2 * truePositives) / (support + predicted);
  }
  return sum / classes;
};
