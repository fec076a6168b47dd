import type { ConfusionTable } from './confusion-table.ts';
import { accuracyOf, f1Of, fromTable, type HitRate, type MetricFunction } from './hit-rates.ts';

/** The mean over all C classes of what `each` gives. */
function macro(each: (table: ConfusionTable, c: number) => number): HitRate {
  return table => {
    let sum = 0;
    for (let c = 0; c < table.classes; c++) sum += each(table, c);
    return sum / table.classes;
  };
}

export const weightedF1Of: HitRate = table => {
  let sum = 0;
  for (let c = 0; c < table.classes; c++) sum += table.support[c] * f1Of(table, c);
  return sum / table.total;
};

/** Of rows that have one class each, micro precision, recall, F1 and accuracy are one number. */
export const microF1Of: HitRate = accuracyOf;

/** Of the rows predicted as the class, the share that is; 0 where none is predicted. */
export function precisionOf(table: ConfusionTable, c: number): number {
  return table.predicted[c] > 0 ? table.hits(c) / table.predicted[c] : 0;
}

/** Of the rows of the class, the share found; 0 where it has none. */
export function recallOf(table: ConfusionTable, c: number): number {
  return table.support[c] > 0 ? table.hits(c) / table.support[c] : 0;
}

/** Of the rows of the other classes, the share not predicted as the class; NaN where there are none. */
export function specificityOf(table: ConfusionTable, c: number): number {
  const others = table.others(c);
  return others > 0 ? 1 - (table.predicted[c] - table.hits(c)) / others : Number.NaN;
}

/** (TPR + TNR) / 2 at the predicted class; NaN where the class or the rest of them has no rows. */
export function hardAurocOf(table: ConfusionTable, c: number): number {
  return table.support[c] > 0 ? (recallOf(table, c) + specificityOf(table, c)) / 2 : Number.NaN;
}

function meanDefined(each: (table: ConfusionTable, c: number) => number): HitRate {
  return table => {
    let sum = 0;
    let defined = 0;
    for (let c = 0; c < table.classes; c++) {
      const value = each(table, c);
      if (Number.isNaN(value)) continue;
      sum += value;
      defined += 1;
    }
    return sum / defined;
  };
}

export const macroPrecisionOf = macro(precisionOf);
export const macroRecallOf = macro(recallOf);
export const macroSpecificityOf = meanDefined(specificityOf);
export const macroHardAurocOf = meanDefined(hardAurocOf);

/**
 * F1 of each class, weighted by the rows of the class (scikit-learn's `average='weighted'`).
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as {@link accuracy}
 *
 * @example
 * weightedF1(Int32Array.of(0, 1), Matrix.fromRows([[0.9, 0.1], [0.2, 0.8]])); // 1
 */
export const weightedF1: MetricFunction = fromTable(weightedF1Of);

/**
 * F1 of all decisions together. Where every row has one class it equals accuracy; it stands here
 * under its own name because papers report it so. Parameters and errors as {@link accuracy}.
 */
export const microF1: MetricFunction = fromTable(microF1Of);

/**
 * The mean over all C classes of the share of rows predicted as the class that is of it; a class
 * that is never predicted counts as 0. Parameters and errors as {@link accuracy}.
 */
export const macroPrecision: MetricFunction = fromTable(macroPrecisionOf);

/**
 * The mean over all C classes of the share of its rows that was found. A class without rows counts
 * as 0, which is where it parts from balanced accuracy. Parameters and errors as {@link accuracy}.
 */
export const macroRecall: MetricFunction = fromTable(macroRecallOf);

/**
 * The mean over one-vs-rest of TN / (TN + FP) at the predicted class, over the classes that others
 * stand against. Parameters and errors as {@link accuracy}.
 */
export const macroSpecificity: MetricFunction = fromTable(macroSpecificityOf);

/**
 * What the area under the ROC curve becomes where predicted classes stand in for probabilities: the
 * mean over one-vs-rest of (TPR + TNR) / 2, over the classes that have both positives and
 * negatives. Some papers report it as “AUC”; it says nothing of how well probabilities rank, and is
 * here so that their figures can be compared. Parameters and errors as {@link accuracy}.
 */
export const hardAuroc: MetricFunction = fromTable(macroHardAurocOf);
