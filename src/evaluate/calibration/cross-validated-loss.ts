import type { Matrix } from '../../tensor/index.ts';
import { rowLosses } from '../log-loss.ts';
import { checkPredictions } from '../predictions.ts';
import { type CalibratorMethod, calibratorMethods } from './calibrator.ts';
import { calibratorDesign } from './design.ts';
import { groupFolds } from './group-folds.ts';

/** One method's log loss on rows that it was not fitted on. */
export interface TriedMethod {
  readonly method: CalibratorMethod;
  /** Mean over the seeds, in nats. */
  readonly logLoss: number;
  /** Of its paired difference to `none` over groups of rows, in nats; 0 for `none`. */
  readonly standardError: number;
}

/** Methods that were tried, and the best. */
export interface CalibratorChoice {
  readonly method: CalibratorMethod;
  /** In the order of `calibratorMethods`; empty where there are too few groups to hold some back. */
  readonly tried: readonly TriedMethod[];
  readonly folds: number;
}

const mostFolds = 5;

/**
 * `none`, unless a method's log loss by cross-validation within the rows is lower by more than one
 * standard error of the paired difference over groups; of several such methods the one with the least
 * (the one-standard-error rule of Breiman, Friedman, Olshen and Stone 1984, section 3.4.3, as the
 * choice of an aligner keeps it). Each fold's rows are transformed by a calibrator that was fitted on
 * the others', no group (patient, lesion) in two folds, so that a method which only learns its rows by
 * heart, or gains less than its noise, is not taken.
 *
 * @param labels n class indices 0 … C-1
 * @param groups n group ids
 * @param seeds for each training seed its probabilities (n × C) of the same rows
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as every metric
 *
 * @example
 * const { method } = chooseCalibrator(labels, patients, [probabilities]);
 * const fitted = calibratorDesign(method).fit(labels, probabilities);
 */
export function chooseCalibrator(
  labels: Int32Array,
  groups: readonly string[],
  seeds: readonly Matrix[],
  options: { readonly seed?: number } = {},
): CalibratorChoice {
  const folds = groupFolds(labels, groups, mostFolds, options.seed ?? 0);
  if (folds.count < 2) return { method: 'none', tried: [], folds: 0 };
  const parts = Array.from({ length: folds.count }, (_, fold) => ({
    fit: rowsWhere(folds.of, own => own !== fold),
    held: rowsWhere(folds.of, own => own === fold),
  }));
  const losses = calibratorMethods.map(method => heldLosses(method, labels, seeds, parts));
  const plain = losses[calibratorMethods.indexOf('none')];
  const tried = calibratorMethods.map((method, k) => ({
    method,
    logLoss: mean(losses[k]),
    standardError: standardErrorOfMean(
      losses[k].map((loss, i) => loss - plain[i]),
      groups,
    ),
  }));
  const clear = tried.filter(({ logLoss, standardError }) => mean(plain) - logLoss > standardError);
  const best = clear.reduce<TriedMethod | null>(
    (a, b) => (a === null || b.logLoss < a.logLoss ? b : a),
    null,
  );
  return { method: best?.method ?? 'none', tried, folds: folds.count };
}

interface FoldRows {
  readonly fit: Int32Array;
  readonly held: Int32Array;
}

/** Each row's log loss under the calibrator of the other folds, mean over the seeds. */
function heldLosses(
  method: CalibratorMethod,
  labels: Int32Array,
  seeds: readonly Matrix[],
  parts: readonly FoldRows[],
): Float64Array {
  const design = calibratorDesign(method);
  const losses = new Float64Array(labels.length);
  for (const probabilities of seeds) {
    for (const { fit, held } of parts) {
      const fitted = design.fit(take(labels, fit), probabilities.take(fit));
      const calibrated = fitted.transform(probabilities.take(held));
      const own = rowLosses(checkPredictions(take(labels, held), calibrated));
      held.forEach((row, k) => {
        losses[row] += own[k] / seeds.length;
      });
    }
  }
  return losses;
}

/**
 * Standard error of a mean over rows that come in groups: √(G/(G−1) · Σ_g (Σ_{i∈g} (x_i − x̄))²) / n
 * (the variance of a clustered mean, Cameron and Miller 2015, J. Human Resources 50:317).
 */
function standardErrorOfMean(values: Float64Array, groups: readonly string[]): number {
  const center = mean(values);
  const sums = new Map<string, number>();
  groups.forEach((group, i) => {
    sums.set(group, (sums.get(group) ?? 0) + values[i] - center);
  });
  const squares = [...sums.values()].reduce((sum, value) => sum + value * value, 0);
  return Math.sqrt((sums.size / (sums.size - 1)) * squares) / values.length;
}

function mean(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function rowsWhere(foldOf: Int32Array, keep: (fold: number) => boolean): Int32Array {
  return Int32Array.from(foldOf, (_, i) => i).filter(i => keep(foldOf[i]));
}

function take(labels: Int32Array, rows: Int32Array): Int32Array {
  return rows.map(i => labels[i]);
}
