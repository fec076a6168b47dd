import type { Matrix } from '../tensor/index.ts';
import { checkPredictions } from './predictions.ts';
import { rankClass, rankedClasses, readArea } from './ranking.ts';

/** The AUROC of each class against the others, prepared to be read under one weighting after another. */
export interface ClassAreas {
  /** The classes told: class 1 where there are two, else every class. */
  readonly classes: readonly number[];
  /**
   * One value for each of `classes`, 0–1; NaN where the weights leave a class without positives or
   * without negatives. The array is the same each time.
   *
   * @param weights one per row, finite and 0 or more; not checked: this is the inside of a loop
   */
  readonly read: (weights: Float64Array) => Float64Array;
}

/**
 * Sorts the rows by each class's probability once, so that a weighting takes one pass a class: groups
 * that do not hold the same classes are compared over those that both hold.
 *
 * @param labels n class indices
 * @param probabilities n × C
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as {@link checkPredictions}
 * @example
 * const areas = prepareClassAreas(labels, probabilities);
 * const [first] = areas.read(new Float64Array(labels.length).fill(1));
 */
export function prepareClassAreas(labels: Int32Array, probabilities: Matrix): ClassAreas {
  const predictions = checkPredictions(labels, probabilities);
  const classes = rankedClasses(predictions.classes);
  const rankings = classes.map(c => rankClass(predictions, c));
  const sums = new Float64Array(predictions.classes);
  const areas = new Float64Array(classes.length);
  return {
    classes,
    read(weights) {
      sums.fill(0);
      let all = 0;
      for (let i = 0; i < labels.length; i++) {
        sums[labels[i]] += weights[i];
        all += weights[i];
      }
      for (let k = 0; k < classes.length; k++) {
        const positives = sums[classes[k]];
        areas[k] = readArea(rankings[k], weights, positives, all - positives);
      }
      return areas;
    },
  };
}
