import { MingaError } from '../errors/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { checkPredictions } from './predictions.ts';
import { ascending, classColumn } from './ranking.ts';

/** The points of a ROC curve, from (0, 0) to (1, 1). */
export interface RocCurve {
  /** False positive rate, 1 − specificity. */
  readonly fpr: Float64Array;
  /** True positive rate, sensitivity. */
  readonly tpr: Float64Array;
  /** A row is called positive where its probability is at least this; the first is `Infinity`. */
  readonly thresholds: Float64Array;
}

interface Point {
  readonly falsePositives: number;
  readonly truePositives: number;
  readonly threshold: number;
}

/**
 * The ROC curve of one class against the others. Points inside a run of equal steps are left out, as
 * scikit-learn does, because they change neither the line nor its area. The curve of a class
 * without positives or without negatives has no points.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param positive the class 0 … C-1
 * @param weights n counts; one for each row by default
 * @throws E_OPTION where `positive` is not a class
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 */
export function rocCurve(
  labels: Int32Array,
  probabilities: Matrix,
  positive: number,
  weights?: Float64Array,
): RocCurve {
  const predictions = checkPredictions(labels, probabilities, weights);
  if (!Number.isInteger(positive) || positive < 0 || positive >= predictions.classes) {
    throw new MingaError('E_OPTION', {
      found: `positive class ${positive}`,
      expected: `a class index 0–${predictions.classes - 1}`,
    });
  }
  const column = classColumn(predictions, positive);
  const points = withoutStraights(countPoints(labels, column, positive, predictions.weights));
  const { falsePositives, truePositives } = points[points.length - 1];
  const drawn = falsePositives === 0 || truePositives === 0 ? [] : points;
  return {
    fpr: Float64Array.from(drawn, point => point.falsePositives / falsePositives),
    tpr: Float64Array.from(drawn, point => point.truePositives / truePositives),
    thresholds: Float64Array.from(drawn, point => point.threshold),
  };
}

/** The counts at each distinct probability, from the highest down. */
function countPoints(
  labels: Int32Array,
  column: Float32Array,
  positive: number,
  weights: Float64Array,
): Point[] {
  const descending = ascending(column)
    .reverse()
    .filter(row => weights[row] > 0);
  let falsePositives = 0;
  let truePositives = 0;
  const points: Point[] = [{ falsePositives, truePositives, threshold: Infinity }];
  descending.forEach((row, k) => {
    if (labels[row] === positive) truePositives += weights[row];
    else falsePositives += weights[row];
    const threshold = column[row];
    if (k + 1 === descending.length || column[descending[k + 1]] !== threshold) {
      points.push({ falsePositives, truePositives, threshold });
    }
  });
  return points;
}

/** Keeps the ends, the highest probability and every point at which either count changes its step. */
function withoutStraights(points: readonly Point[]): Point[] {
  return points.filter((point, k) => {
    if (k <= 1 || k === points.length - 1) return true;
    const before = points[k - 1];
    const after = points[k + 1];
    return (
      after.falsePositives - point.falsePositives !==
        point.falsePositives - before.falsePositives ||
      after.truePositives - point.truePositives !== point.truePositives - before.truePositives
    );
  });
}
