import type { Matrix } from '../tensor/index.ts';
import { classCounts, countCells, outcomes } from './confusion.ts';
import { checkPredictions } from './predictions.ts';

/** One class against the others, at the predicted class. */
export interface ClassScore {
  /** Of the rows predicted as the class, the share that is; 0 where none is predicted. */
  readonly precision: number;
  /** Of the rows of the class, the share found (sensitivity); 0 where the class has no rows. */
  readonly recall: number;
  /** The harmonic mean of the two; 0 where the class is neither present nor predicted. */
  readonly f1: number;
  /** The weight of the rows of the class: tells a true recall of 0 from an absent class. */
  readonly support: number;
}

/**
 * Precision, recall, F1 and support of each class, in the order of the classes. An empty
 * denominator gives 0 (scikit-learn's `zero_division=0`).
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @returns C scores
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 */
export function classScores(
  labels: Int32Array,
  probabilities: Matrix,
  weights?: Float64Array,
): ClassScore[] {
  const predictions = checkPredictions(labels, probabilities, weights);
  const { classes } = predictions;
  const counts = countCells(outcomes(predictions), classes, predictions.weights);
  return Array.from({ length: classes }, (_, c) => {
    const { truePositives, support, predicted } = classCounts(counts, classes, c);
    return {
      precision: share(truePositives, predicted),
      recall: share(truePositives, support),
      f1: share(2 * truePositives, support + predicted),
      support,
    };
  });
}

function share(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
