import type { Matrix } from '../../tensor/index.ts';
import { rankRows } from './ranked-rows.ts';

/**
 * Net benefit under weights at each threshold t (Vickers and Elkin, Medical Decision Making 26,
 * 2006): TP/n − FP/n · t/(1 − t), where a row is acted on if its probability is at least t. Acting on
 * no one is worth 0, acting on everyone π − (1 − π)·t/(1 − t) with π the prevalence.
 *
 * @param thresholds ascending, each over 0 and under 1
 * @throws E_OPTION where `positive` is no class; E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE
 *
 * @example
 * netBenefitScorer(labels, probabilities, 1, [0.1, 0.2])(weights).model; // two net benefits
 */
export function netBenefitScorer(
  labels: Int32Array,
  probabilities: Matrix,
  positive: number,
  thresholds: readonly number[],
): (weights: Float64Array) => { readonly model: Float64Array; readonly all: Float64Array } {
  const { rows, column, positive: of } = rankRows(labels, probabilities, positive);
  // How many thresholds a row reaches: it is acted on at all of these.
  const reached = Int32Array.from(column, p => thresholds.filter(t => p >= t).length);
  return weights => {
    const hits = new Float64Array(thresholds.length + 1);
    const alarms = new Float64Array(thresholds.length + 1);
    for (let i = 0; i < rows; i++) {
      if (of[i] === 1) hits[reached[i]] += weights[i];
      else alarms[reached[i]] += weights[i];
    }
    for (let k = thresholds.length; k > 0; k--) {
      hits[k - 1] += hits[k];
      alarms[k - 1] += alarms[k];
    }
    const total = hits[0] + alarms[0];
    const worth = (k: number, at: number) =>
      (hits[at] - (alarms[at] * thresholds[k]) / (1 - thresholds[k])) / total;
    return {
      model: Float64Array.from(thresholds, (_, k) => worth(k, k + 1)),
      all: Float64Array.from(thresholds, (_, k) => worth(k, 0)),
    };
  };
}
