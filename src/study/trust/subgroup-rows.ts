import {
  mostProbable,
  operatingScorer,
  prepareScorer,
  rankedClasses,
} from '../../evaluate/index.ts';
import type { Matrix } from '../../tensor/index.ts';

/** The figures of a group, in the order in which `groupScorer` gives them. */
export const groupFigures = [
  'accuracy',
  'balancedAccuracy',
  'macroF1',
  'auroc',
  'sensitivity',
  'specificity',
] as const;

/** What the figures of a group are made from, under one seed. */
export interface GroupPredictions {
  /** Of all test rows. */
  readonly labels: Int32Array;
  readonly raw: Matrix;
  readonly calibrated: Matrix;
  /** Of class 1 of two; null where there are more. */
  readonly threshold: number | null;
}

/**
 * The figures of some of the test rows under the weights of all of them. Averages go over the classes
 * that occur in the group; a resample in which one of them is lost leaves the averages undefined.
 *
 * @returns `groupFigures`, then the AUROC of each class that a mean runs over; NaN where it has none
 */
export function groupScorer(
  rows: Int32Array,
  { labels, raw, calibrated, threshold }: GroupPredictions,
): (weights: Float64Array) => Float64Array {
  const own = rows.map(i => labels[i]);
  const ownRaw = raw.take(rows);
  const scorer = prepareScorer(own, ownRaw);
  const f1 = macroF1Of(own, ownRaw);
  const told = rankedClasses(raw.columns).length;
  const operating =
    threshold === null ? null : operatingScorer(own, calibrated.take(rows), 1, threshold);
  const weightsOf = new Float64Array(rows.length);
  return weights => {
    for (let k = 0; k < rows.length; k++) weightsOf[k] = weights[rows[k]];
    if (!weightsOf.some(weight => weight > 0)) {
      return new Float64Array(groupFigures.length + told).fill(Number.NaN);
    }
    const whole = scorer.isComplete(weightsOf);
    const [sensitivity, specificity] = operating?.(weightsOf) ?? [Number.NaN, Number.NaN];
    return Float64Array.of(
      scorer.figure('accuracy', weightsOf),
      whole ? scorer.figure('balancedAccuracy', weightsOf) : Number.NaN,
      whole ? f1(weightsOf) : Number.NaN,
      whole ? scorer.figure('auroc', weightsOf) : Number.NaN,
      sensitivity,
      specificity,
      ...scorer.areas(weightsOf),
    );
  };
}

interface Classes {
  readonly classes: readonly string[];
}

/** The classes that have an AUROC in both groups: each holds some rows of them, and some others. */
export function commonClasses(
  labels: Int32Array,
  a: Int32Array,
  b: Int32Array,
  { classes }: Classes,
): number[] {
  const [inA, inB] = [a, b].map(rows => new Set(Array.from(rows, i => labels[i])));
  if (inA.size < 2 || inB.size < 2) return [];
  return rankedClasses(classes.length).filter(c => inA.has(c) && inB.has(c));
}

/** The mean over some classes of one group's AUROC minus another's, of what `groupScorer` gives. */
export function areaDifference(
  a: ArrayLike<number>,
  b: ArrayLike<number>,
  common: readonly number[],
  { classes }: Classes,
): number {
  const told = rankedClasses(classes.length);
  const differences = common.map(c => {
    const at = groupFigures.length + told.indexOf(c);
    return a[at] - b[at];
  });
  return differences.reduce((sum, value) => sum + value, 0) / differences.length;
}

/** Macro F1 over the classes that occur among the labels. */
function macroF1Of(labels: Int32Array, probabilities: Matrix) {
  const classes = probabilities.columns;
  const predicted = labels.map((_, i) => mostProbable(probabilities.row(i)));
  const present = [...new Set(labels)];
  return (weights: Float64Array): number => {
    const hits = new Float64Array(classes);
    const named = new Float64Array(classes);
    for (let i = 0; i < labels.length; i++) {
      if (labels[i] === predicted[i]) hits[labels[i]] += weights[i];
      named[labels[i]] += weights[i];
      named[predicted[i]] += weights[i];
    }
    return present.reduce((sum, c) => sum + (2 * hits[c]) / named[c], 0) / present.length;
  };
}
