import { MingaError } from '../../errors/index.ts';
import { type FigureScorer, scoresOf } from '../figure-set.ts';
import { weightedMean } from '../log-loss.ts';
import { checkWeights } from '../predictions.ts';
import {
  type PerRegressionMetric,
  type RegressionMetricName,
  regressionFigures,
} from './metrics.ts';

/** Predicted numbers made ready to be scored many times under different weights. */
export type RegressionScorer = FigureScorer<RegressionMetricName>;

/**
 * Sorts and looks up once all that does not depend on the weights; `resampleFigures` takes what it
 * returns.
 *
 * @param targets n numbers
 * @param predicted n numbers in the same unit
 * @throws E_SHAPE where the two differ in length
 * @throws E_METRIC_INPUT where there are no rows
 * @throws E_NOT_FINITE where a number is NaN or infinite
 *
 * @example
 * resampleFigures({ ridge: [prepareRegressionScorer(ages, predicted)] }, patients);
 */
export function prepareRegressionScorer(
  targets: ArrayLike<number>,
  predicted: ArrayLike<number>,
): RegressionScorer {
  checkNumbers(targets, predicted);
  const truth = Float64Array.from(targets);
  const errors = truth.map((y, i) => predicted[i] - y);
  const absolute = errors.map(Math.abs);
  const squares = errors.map(error => error * error);
  const shares = truth.map((y, i) => symmetricShare(y, predicted[i]));
  const order = Int32Array.from(absolute, (_, i) => i).sort(
    (a, b) => absolute[a] - absolute[b] || a - b,
  );
  const scoreInto = (weights: Float64Array, values: Float64Array): void => {
    const squared = weightedMean(squares, weights);
    values[0] = weightedMean(absolute, weights);
    values[1] = Math.sqrt(squared);
    values[2] = 1 - squared / varianceOf(truth, weights);
    values[3] = weightedMean(shares, weights);
    values[4] = weightedMedian(absolute, order, weights);
    if (!Number.isFinite(values[2])) values[2] = Number.NaN;
  };
  return { rows: truth.length, figures: regressionFigures, scoreInto, isComplete: () => true };
}

/**
 * How far predicted numbers are from the targets.
 *
 * - `mae`: mean of |f − y|; `rmse`: √ of the mean of (f − y)²; `medianAbsoluteError`: median of
 *   |f − y|, of an even number of rows the mean of the middle two.
 * - `r2`: 1 − Σ(f − y)² / Σ(y − ȳ)², with ȳ the mean of these very rows; NaN where all are equal.
 * - `smape`: the mean of 2·|f − y| / (|y| + |f|), 0 where both are 0: a share from 0 to 2, not a
 *   percentage (Makridakis 1993 gives it times 100).
 *
 * @param targets n numbers
 * @param predicted n numbers in the same unit
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as {@link prepareRegressionScorer}
 *
 * @example
 * scoreRegression([1, 2, 3], [1, 2, 4]).mae; // 1 / 3
 */
export function scoreRegression(
  targets: ArrayLike<number>,
  predicted: ArrayLike<number>,
  weights?: Float64Array,
): PerRegressionMetric<number> {
  const scorer = prepareRegressionScorer(targets, predicted);
  return scoresOf(scorer, checkWeights(weights, scorer.rows));
}

function symmetricShare(y: number, f: number): number {
  const size = Math.abs(y) + Math.abs(f);
  return size === 0 ? 0 : (2 * Math.abs(f - y)) / size;
}

function varianceOf(values: Float64Array, weights: Float64Array): number {
  // From a value that counts, so that equal ones are exactly without spread: a resample of one patient
  // would else have an R² of minus 1e31 and not none.
  const from = values[weights.findIndex(weight => weight > 0)];
  const shifted = values.map(value => value - from);
  const mean = weightedMean(shifted, weights);
  let squares = 0;
  let total = 0;
  for (let i = 0; i < values.length; i++) {
    squares += weights[i] * (shifted[i] - mean) ** 2;
    total += weights[i];
  }
  return squares / total;
}

/** Where the weights meet exactly at a half, the mean of the two values there. */
function weightedMedian(values: Float64Array, order: Int32Array, weights: Float64Array): number {
  let total = 0;
  for (let i = 0; i < weights.length; i++) total += weights[i];
  let below = 0;
  let lower = Number.NaN;
  for (let k = 0; k < order.length; k++) {
    const weight = weights[order[k]];
    if (weight === 0) continue;
    if (!Number.isNaN(lower)) return (lower + values[order[k]]) / 2;
    below += weight;
    if (2 * below > total) return values[order[k]];
    if (2 * below === total) lower = values[order[k]];
  }
  return lower;
}

function checkNumbers(targets: ArrayLike<number>, predicted: ArrayLike<number>): void {
  if (targets.length !== predicted.length) {
    throw new MingaError('E_SHAPE', {
      found: `${predicted.length} predicted numbers`,
      expected: `${targets.length}, one for each target`,
    });
  }
  if (targets.length === 0) {
    throw new MingaError('E_METRIC_INPUT', { found: 'no rows', expected: 'at least one' });
  }
  for (const [name, values] of [
    ['target', targets],
    ['predicted number', predicted],
  ] as const) {
    for (let i = 0; i < values.length; i++) {
      if (!Number.isFinite(values[i])) {
        throw new MingaError('E_NOT_FINITE', {
          found: `${name} ${values[i]} at row ${i}`,
          expected: 'a finite number',
        });
      }
    }
  }
}
