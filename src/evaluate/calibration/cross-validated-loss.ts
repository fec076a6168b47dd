import type { Matrix } from '../../tensor/index.ts';
import { logLoss } from '../log-loss.ts';
import { type CalibratorMethod, calibratorMethods } from './calibrator.ts';
import { calibratorDesign } from './design.ts';
import { groupFolds } from './group-folds.ts';

/** One method's log loss on rows that it was not fitted on. */
export interface TriedMethod {
  readonly method: CalibratorMethod;
  /** Mean over the seeds, in nats. */
  readonly logLoss: number;
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
 * The method with the least log loss by cross-validation within the rows: each fold's rows are
 * transformed by a calibrator that was fitted on the others', no group (patient, lesion) in two
 * folds. `none` is among the candidates and wins a tie, so that a method which only learns its rows
 * by heart is not taken.
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
  const tried = calibratorMethods.map(method => {
    const design = calibratorDesign(method);
    let sum = 0;
    for (const probabilities of seeds) {
      for (const { fit, held } of parts) {
        const fitted = design.fit(take(labels, fit), probabilities.take(fit));
        const calibrated = fitted.transform(probabilities.take(held));
        sum += held.length * logLoss(take(labels, held), calibrated);
      }
    }
    return { method, logLoss: sum / (labels.length * seeds.length) };
  });
  const best = tried.reduce((a, b) => (b.logLoss < a.logLoss ? b : a));
  return { method: best.method, tried, folds: folds.count };
}

function rowsWhere(foldOf: Int32Array, keep: (fold: number) => boolean): Int32Array {
  return Int32Array.from(foldOf, (_, i) => i).filter(i => keep(foldOf[i]));
}

function take(labels: Int32Array, rows: Int32Array): Int32Array {
  return rows.map(i => labels[i]);
}
