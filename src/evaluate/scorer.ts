import type { Matrix } from '../tensor/index.ts';
import { meanArea, rankings } from './auroc.ts';
import { countCells, outcomes } from './confusion.ts';
import { accuracyOf, balancedAccuracyOf, macroF1Of } from './hit-rates.ts';
import { rowLosses, weightedMean } from './log-loss.ts';
import type { Scores } from './metrics.ts';
import { checkPredictions } from './predictions.ts';

/** Predictions made ready to be scored many times under different weights. */
export interface Scorer {
  readonly rows: number;
  readonly classes: number;
  /**
   * Every metric under `weights` (n counts of zero or more, not all zero), in O(n·C). The weights
   * are not checked: this is the inside of a resampling loop.
   */
  readonly score: (weights: Float64Array) => Scores;
}

/**
 * Sorts and looks up once all that does not depend on the weights, so that a bootstrap resample is
 * a weight vector and nothing is sorted again.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label or a probability is out of range
 * @throws E_NOT_FINITE where a probability is NaN or infinite
 *
 * @example
 * const scorer = prepareScorer(Int32Array.of(0, 1), Matrix.fromRows([[0.9, 0.1], [0.7, 0.3]]));
 * scorer.score(Float64Array.of(1, 3)).accuracy; // 0.25
 */
export function prepareScorer(labels: Int32Array, probabilities: Matrix): Scorer {
  const predictions = checkPredictions(labels, probabilities);
  const { rows, classes } = predictions;
  const cells = outcomes(predictions);
  const losses = rowLosses(predictions);
  const ranked = rankings(predictions);
  const score = (weights: Float64Array): Scores => {
    const counts = countCells(cells, classes, weights);
    return {
      accuracy: accuracyOf(counts, classes),
      balancedAccuracy: balancedAccuracyOf(counts, classes),
      macroF1: macroF1Of(counts, classes),
      auroc: meanArea(ranked, weights),
      logLoss: weightedMean(losses, weights),
    };
  };
  return { rows, classes, score };
}

/**
 * Every metric of {@link metrics} at once; each is defined by the function of its name.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 *
 * @example
 * score(Int32Array.of(0, 1), Matrix.fromRows([[0.9, 0.1], [0.7, 0.3]])).accuracy; // 0.5
 */
export function score(labels: Int32Array, probabilities: Matrix, weights?: Float64Array): Scores {
  const checked = checkPredictions(labels, probabilities, weights);
  return prepareScorer(labels, probabilities).score(checked.weights);
}
