import type { Matrix } from '../tensor/index.ts';
import { checkPredictions, type Predictions } from './predictions.ts';

/**
 * One class's rows in ascending order of probability, packed so that a pass over a resample reads
 * one stream: row × 4, plus 2 where the row is of the class, plus 1 where a run of ties ends.
 */
type Ranking = Int32Array;

/**
 * Area under the ROC curve. Binary (C = 2): of class 1. Otherwise the unweighted mean of the
 * one-vs-rest areas over the classes that have both positives and negatives. NaN where none has.
 *
 * The area is the chance that a positive outranks a negative, ties counting one half
 * (Mann–Whitney U / (P·N), by mid-ranks; Hanley & McNeil 1982).
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 *
 * @example
 * auroc(Int32Array.of(0, 1), Matrix.fromRows([[0.9, 0.1], [0.7, 0.3]])); // 1
 */
export function auroc(labels: Int32Array, probabilities: Matrix, weights?: Float64Array): number {
  const predictions = checkPredictions(labels, probabilities, weights);
  return meanArea(rankings(predictions), predictions.weights);
}

/**
 * The one-vs-rest area of each class, in the order of the classes (both of them where C = 2); NaN
 * for a class that has no positives or no negatives.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @returns C areas
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 */
export function perClassAuroc(
  labels: Int32Array,
  probabilities: Matrix,
  weights?: Float64Array,
): Float64Array {
  const predictions = checkPredictions(labels, probabilities, weights);
  const { classes } = predictions;
  return Float64Array.from({ length: classes }, (_, c) =>
    area(ranking(predictions, c), predictions.weights),
  );
}

/** The rankings that {@link auroc} averages: of class 1 where there are two, else of every class. */
export function rankings(predictions: Predictions): Ranking[] {
  const { classes } = predictions;
  if (classes === 2) return [ranking(predictions, 1)];
  return Array.from({ length: classes }, (_, c) => ranking(predictions, c));
}

/** The mean area over the rankings for which it is defined; NaN where it is for none. */
export function meanArea(rankings: readonly Ranking[], weights: Float64Array): number {
  let sum = 0;
  let defined = 0;
  for (const ranking of rankings) {
    const value = area(ranking, weights);
    if (Number.isNaN(value)) continue;
    sum += value;
    defined += 1;
  }
  return sum / defined;
}

function ranking(predictions: Predictions, c: number): Ranking {
  const { rows, labels } = predictions;
  const column = classColumn(predictions, c);
  const order = ascending(column);
  const packed = new Int32Array(rows);
  for (let k = 0; k < rows; k++) {
    const row = order[k];
    const positive = labels[row] === c ? 2 : 0;
    const last = k + 1 === rows || column[order[k + 1]] !== column[row] ? 1 : 0;
    packed[k] = row * 4 + positive + last;
  }
  return packed;
}

/** The probabilities of class `c`, n long. */
export function classColumn({ rows, classes, probabilities }: Predictions, c: number) {
  return Float32Array.from({ length: rows }, (_, i) => probabilities.data[i * classes + c]);
}

/** The indices that put `values` in ascending order, equals in the order of their index. */
export function ascending(values: Float32Array): Int32Array {
  const order = Int32Array.from(values, (_, i) => i);
  return order.sort((a, b) => values[a] - values[b] || a - b);
}

/**
 * With r the mid-rank of a run of ties, Σ over runs of (positives × r) counts every row under each
 * positive; P²/2 of that are positives themselves, and the rest is U.
 */
function area(ranking: Ranking, weights: Float64Array): number {
  let ranked = 0;
  let below = 0;
  let positives = 0;
  let tied = 0;
  let tiedPositives = 0;
  for (let k = 0; k < ranking.length; k++) {
    const code = ranking[k];
    const weight = weights[code >> 2];
    tied += weight;
    tiedPositives += weight * ((code >> 1) & 1);
    if ((code & 1) === 1) {
      ranked += tiedPositives * (below + tied / 2);
      below += tied;
      positives += tiedPositives;
      tied = 0;
      tiedPositives = 0;
    }
  }
  const negatives = below - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  return (ranked - (positives * positives) / 2) / (positives * negatives);
}
