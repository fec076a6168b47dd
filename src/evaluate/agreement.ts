import type { ConfusionTable } from './confusion-table.ts';
import { fromTable, type HitRate, type MetricFunction } from './hit-rates.ts';

/** R_K (Gorodkin 2004); 0 where a margin is all of one class, as scikit-learn has it. */
export const mccOf: HitRate = ({ classes, counts, support, predicted, total }) => {
  let hits = 0;
  let both = 0;
  let labelled = 0;
  let called = 0;
  for (let c = 0; c < classes; c++) {
    hits += counts[c * classes + c];
    both += support[c] * predicted[c];
    labelled += support[c] * support[c];
    called += predicted[c] * predicted[c];
  }
  const spread = (total * total - labelled) * (total * total - called);
  return spread > 0 ? (hits * total - both) / Math.sqrt(spread) : 0;
};

/** 1 − disagreement / the disagreement of the margins; NaN where the margins cannot disagree. */
function kappa(penalty: (label: number, predicted: number) => number): HitRate {
  return ({ classes, counts, support, predicted, total }: ConfusionTable) => {
    let found = 0;
    let expected = 0;
    for (let t = 0; t < classes; t++) {
      for (let p = 0; p < classes; p++) {
        const cost = penalty(t, p);
        found += cost * counts[t * classes + p];
        expected += (cost * support[t] * predicted[p]) / total;
      }
    }
    return expected > 0 ? 1 - found / expected : Number.NaN;
  };
}

export const cohenKappaOf: HitRate = kappa((t, p) => (t === p ? 0 : 1));
export const quadraticKappaOf: HitRate = kappa((t, p) => (t - p) * (t - p));

/**
 * Matthews correlation between labels and predicted classes, for C classes R_K (Gorodkin 2004,
 * Computational Biology and Chemistry 28, 367–374). 0 where all labels or all predictions are one
 * class.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as {@link accuracy}
 *
 * @example
 * mcc(Int32Array.of(0, 1), Matrix.fromRows([[0.9, 0.1], [0.2, 0.8]])); // 1
 */
export const mcc: MetricFunction = fromTable(mccOf);

/**
 * Cohen's kappa (1960): 1 − observed disagreement / the disagreement that the margins would give by
 * chance. NaN where both are all one class. Parameters and errors as {@link accuracy}.
 */
export const cohenKappa: MetricFunction = fromTable(cohenKappaOf);

/**
 * Kappa with penalties (i − j)² between classes i and j (Cohen 1968): for grades, whose classes
 * stand in order. Where the classes have no order it means nothing. Parameters and errors as
 * {@link accuracy}.
 */
export const quadraticKappa: MetricFunction = fromTable(quadraticKappaOf);
