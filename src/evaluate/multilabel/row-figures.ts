import { f1Rate, precisionRate, type Rate, recallRate } from './label-counts.ts';
import type { MultilabelPredictions } from './predictions.ts';

/** What each row contributes to a mean over rows: n long each, whatever the weights. */
export interface RowFigures {
  readonly exact: Float64Array;
  readonly wrong: Float64Array;
  readonly f1: Float64Array;
  readonly precision: Float64Array;
  readonly recall: Float64Array;
  readonly logLoss: Float64Array;
  readonly brier: Float64Array;
}

/** Keeps the loss of a certain mistake finite. */
const leastProbability = 1e-15;

export function rowFigures(predictions: MultilabelPredictions): RowFigures {
  const { rows, labels, truth, called, probabilities } = predictions;
  const meanOver = (of: (k: number) => number) =>
    Float64Array.from({ length: rows }, (_, i) => {
      let sum = 0;
      for (let c = 0; c < labels; c++) sum += of(i * labels + c);
      return sum / labels;
    });
  const wrong = meanOver(k => Math.abs(truth[k] - called[k]));
  const hits = meanOver(k => truth[k] * called[k]);
  const support = meanOver(k => truth[k]);
  const calls = meanOver(k => called[k]);
  const own = (rate: Rate) => hits.map((value, i) => rate(value, support[i], calls[i], 1));
  return {
    exact: wrong.map(share => (share === 0 ? 1 : 0)),
    wrong,
    f1: own(f1Rate),
    precision: own(precisionRate),
    recall: own(recallRate),
    logLoss: meanOver(k => lossOf(truth[k], probabilities[k])),
    brier: meanOver(k => (probabilities[k] - truth[k]) ** 2),
  };
}

/** Cross-entropy of one decision, in nats. */
export function lossOf(truth: number, p: number): number {
  return -Math.log(Math.max(truth === 1 ? p : 1 - p, leastProbability));
}
