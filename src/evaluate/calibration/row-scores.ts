import type { Matrix } from '../../tensor/index.ts';
import { rowBriers } from '../brier.ts';
import { topLabelGaps } from '../calibration-error.ts';
import { rowLosses } from '../log-loss.ts';
import { checkPredictions } from '../predictions.ts';
import { type ReliabilityRows, reliabilityRows } from './reliability.ts';

/** What calibration changes, in the order in which `calibrationScorer` gives it. */
export const calibrationFigures = [
  'logLoss',
  'brier',
  'ece',
  'accuracy',
  'balancedAccuracy',
] as const;

/** Predictions made ready to be judged under many weights. */
export interface CalibrationScorer {
  readonly reliability: ReliabilityRows;
  /**
   * The figures of `calibrationFigures` under `weights` (n counts, not all zero), in O(n). Balanced
   * accuracy is NaN where a class of the full data has no weight.
   */
  readonly score: (weights: Float64Array) => Float64Array;
}

/**
 * Looks up once all of these figures that does not depend on the weights. Each is the metric of its
 * name.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as every metric
 */
export function calibrationScorer(labels: Int32Array, probabilities: Matrix): CalibrationScorer {
  const predictions = checkPredictions(labels, probabilities);
  const { rows, classes } = predictions;
  const reliability = reliabilityRows(predictions);
  const losses = rowLosses(predictions);
  const squares = rowBriers(predictions);
  const gaps = topLabelGaps(predictions);
  const hits = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = probabilities.row(i);
    let best = 0;
    for (let c = 1; c < classes; c++) if (row[c] > row[best]) best = c;
    hits[i] = best === labels[i] ? 1 : 0;
  }
  const present = [...new Set(labels)];
  return {
    reliability,
    score(weights) {
      let [loss, square, hit, total] = [0, 0, 0, 0];
      const found = new Float64Array(classes);
      const support = new Float64Array(classes);
      for (let i = 0; i < rows; i++) {
        const weight = weights[i];
        loss += weight * losses[i];
        square += weight * squares[i];
        hit += weight * hits[i];
        total += weight;
        found[labels[i]] += weight * hits[i];
        support[labels[i]] += weight;
      }
      const recalls = present.reduce((sum, c) => sum + found[c] / support[c], 0);
      return Float64Array.of(
        loss / total,
        square / total,
        gaps.error(weights),
        hit / total,
        recalls / present.length,
      );
    },
  };
}
