import type { Matrix } from '../tensor/index.ts';
import { rankedFigures } from './auroc.ts';
import { hardAurocOf, precisionOf, recallOf, specificityOf } from './class-averages.ts';
import { outcomes } from './confusion.ts';
import { ConfusionTable } from './confusion-table.ts';
import { f1Of } from './hit-rates.ts';
import { checkPredictions } from './predictions.ts';

/** One class against the others: at the predicted class, and by the order of its probabilities. */
export interface ClassScore {
  /** Of the rows predicted as the class, the share that is; 0 where none is predicted. */
  readonly precision: number;
  /** Of the rows of the class, the share found (sensitivity); 0 where the class has no rows. */
  readonly recall: number;
  /** The harmonic mean of the two; 0 where the class is neither present nor predicted. */
  readonly f1: number;
  /** Of the rows of other classes, the share not predicted as it; NaN where there are none. */
  readonly specificity: number;
  /** (recall + specificity) / 2; NaN where the class has no rows, or only it has. */
  readonly hardAuroc: number;
  /** NaN where the class has no rows, or only it has. */
  readonly auroc: number;
  /** Average precision; NaN where the class has no rows. */
  readonly auprc: number;
  /** NaN where the class has no rows, or only it has; so is the next. */
  readonly sensitivityAtSpecificity90: number;
  readonly specificityAtSensitivity90: number;
  /** The weight of the rows of the class: tells a true recall of 0 from an absent class. */
  readonly support: number;
}

/**
 * What each class contributes to the metrics, in the order of the classes. An empty denominator of
 * precision, recall or F1 gives 0 (scikit-learn's `zero_division=0`).
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @returns C scores
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 *
 * @example
 * const [, melanoma] = classScores(labels, probabilities);
 * melanoma.recall; // the share of melanomas that was found
 */
export function classScores(
  labels: Int32Array,
  probabilities: Matrix,
  weights?: Float64Array,
): ClassScore[] {
  const predictions = checkPredictions(labels, probabilities, weights);
  const table = new ConfusionTable(predictions.classes);
  table.fill(outcomes(predictions), predictions.weights);
  return Array.from({ length: predictions.classes }, (_, c) => {
    const ranked = rankedFigures(predictions, c);
    return {
      precision: precisionOf(table, c),
      recall: recallOf(table, c),
      f1: f1Of(table, c),
      specificity: specificityOf(table, c),
      hardAuroc: hardAurocOf(table, c),
      auroc: ranked.auroc,
      auprc: ranked.auprc,
      sensitivityAtSpecificity90: ranked.sensitivityAtSpecificity,
      specificityAtSensitivity90: ranked.specificityAtSensitivity,
      support: table.support[c],
    };
  });
}
