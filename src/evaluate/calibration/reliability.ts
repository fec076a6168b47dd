import type { Matrix } from '../../tensor/index.ts';
import { checkPredictions, type Predictions } from '../predictions.ts';

/** Equal bins of the probabilities from 0 to 1. */
export const reliabilityBins = 10;

/** The rows whose probability lies above `low` (in the first bin from it), up to and with `high`. */
export interface ReliabilityBin {
  readonly low: number;
  readonly high: number;
  /** Weight of the rows in the bin. */
  readonly weight: number;
  /** Their mean probability; NaN in an empty bin. */
  readonly predicted: number;
  /** The share of them in which it came true; NaN in an empty bin. */
  readonly observed: number;
}

/** What a reliability diagram needs of each row. */
export interface ReliabilityRows {
  /** The probability that is held to its word. */
  readonly values: Float64Array;
  /** 1 where it came true. */
  readonly hits: Uint8Array;
  /** The bin of each row, 0 … 9. */
  readonly bins: Int32Array;
}

/** Weight, weighted probabilities and weighted hits of each bin. */
export interface BinSums {
  readonly weight: Float64Array;
  readonly predicted: Float64Array;
  readonly observed: Float64Array;
}

/**
 * The reliability diagram: for each of ten equal bins the mean probability beside the share of rows
 * in which it came true. Of two classes it is the probability of class 1; of more that of the class
 * predicted, whichever it is (its confidence: Guo et al., ICML 2017).
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as every metric
 *
 * @example
 * const [lowest] = reliability(labels, probabilities);
 * lowest.observed; // the share of class 1 among rows with a probability of at most 0.1
 */
export function reliability(
  labels: Int32Array,
  probabilities: Matrix,
  weights?: Float64Array,
): ReliabilityBin[] {
  const predictions = checkPredictions(labels, probabilities, weights);
  const sums = sumBins(reliabilityRows(predictions), predictions.weights);
  return Array.from({ length: reliabilityBins }, (_, b) => ({
    low: b / reliabilityBins,
    high: (b + 1) / reliabilityBins,
    weight: sums.weight[b],
    predicted: sums.predicted[b] / sums.weight[b],
    observed: sums.observed[b] / sums.weight[b],
  }));
}

export function reliabilityRows(predictions: Predictions): ReliabilityRows {
  const { rows, classes, labels, probabilities } = predictions;
  const values = new Float64Array(rows);
  const hits = new Uint8Array(rows);
  for (let i = 0; i < rows; i++) {
    const row = probabilities.row(i);
    const c = classes === 2 ? 1 : greatest(row);
    values[i] = row[c];
    hits[i] = labels[i] === c ? 1 : 0;
  }
  const bins = Int32Array.from(values, value =>
    Math.min(reliabilityBins - 1, Math.max(0, Math.ceil(value * reliabilityBins) - 1)),
  );
  return { values, hits, bins };
}

export function sumBins({ values, hits, bins }: ReliabilityRows, weights: Float64Array): BinSums {
  const sums = {
    weight: new Float64Array(reliabilityBins),
    predicted: new Float64Array(reliabilityBins),
    observed: new Float64Array(reliabilityBins),
  };
  for (let i = 0; i < bins.length; i++) {
    const b = bins[i];
    sums.weight[b] += weights[i];
    sums.predicted[b] += weights[i] * values[i];
    sums.observed[b] += weights[i] * hits[i];
  }
  return sums;
}

/** The class with the greatest probability, the first of equals. */
function greatest(row: Float32Array): number {
  let best = 0;
  for (let c = 1; c < row.length; c++) if (row[c] > row[best]) best = c;
  return best;
}
