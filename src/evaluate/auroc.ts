import type { Matrix } from '../tensor/index.ts';
import type { MetricFunction } from './hit-rates.ts';
import { checkPredictions, type Predictions } from './predictions.ts';
import { noFigures, type RankedFigures, rankClass, rankedClasses, readRanking } from './ranking.ts';

/**
 * Area under the ROC curve. Binary (C = 2): of class 1. Otherwise the unweighted mean of the
 * one-vs-rest areas over the classes that have both positives and negatives. NaN where none has.
 *
 * The area is the chance that a positive outranks a negative, ties counting one half
 * (Mann–Whitney U / (P·N), by mid-ranks; Hanley & McNeil 1982).
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 *
 * @example
 * auroc(Int32Array.of(0, 1), Matrix.fromRows([[0.9, 0.1], [0.7, 0.3]])); // 1
 */
export const auroc: MetricFunction = meanOf('auroc');

/**
 * Area under the precision–recall curve as average precision: Σ over thresholds of (recall gained ×
 * precision there), without interpolation, as scikit-learn's `average_precision_score`. Binary: of
 * class 1; otherwise the mean over one-vs-rest of the classes that have positives. A guess reaches
 * the share of the class, not one half. Parameters and errors as {@link auroc}.
 */
export const auprc: MetricFunction = meanOf('auprc');

/**
 * The greatest sensitivity at any threshold whose specificity is at least 0.9, without
 * interpolation. Binary: of class 1; otherwise the mean over one-vs-rest. The threshold is the one
 * of these very rows, so the figure is a point of their ROC curve and not what a threshold chosen
 * beforehand would reach. Parameters and errors as {@link auroc}.
 */
export const sensitivityAtSpecificity90: MetricFunction = meanOf('sensitivityAtSpecificity');

/** The greatest specificity with a sensitivity of at least 0.9; else as {@link sensitivityAtSpecificity90}. */
export const specificityAtSensitivity90: MetricFunction = meanOf('specificityAtSensitivity');

/**
 * The one-vs-rest area of each class, in the order of the classes (both of them where C = 2); NaN
 * for a class that has no positives or no negatives.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @returns C areas
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 */
export function perClassAuroc(
  labels: Int32Array,
  probabilities: Matrix,
  weights?: Float64Array,
): Float64Array {
  const predictions = checkPredictions(labels, probabilities, weights);
  const { classes } = predictions;
  return Float64Array.from({ length: classes }, (_, c) => rankedFigures(predictions, c).auroc);
}

/** What the order of class `c`'s probabilities tells. */
export function rankedFigures(predictions: Predictions, c: number): RankedFigures {
  const { labels, weights } = predictions;
  let positives = 0;
  let negatives = 0;
  for (let i = 0; i < labels.length; i++) {
    if (labels[i] === c) positives += weights[i];
    else negatives += weights[i];
  }
  const figures = noFigures();
  readRanking(rankClass(predictions, c), weights, positives, negatives, figures);
  return figures;
}

function meanOf(name: keyof RankedFigures): MetricFunction {
  return (labels, probabilities, weights) => {
    const predictions = checkPredictions(labels, probabilities, weights);
    const values = rankedClasses(predictions.classes)
      .map(c => rankedFigures(predictions, c)[name])
      .filter(value => !Number.isNaN(value));
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
}
