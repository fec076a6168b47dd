import { outcomes } from './confusion.ts';
import type { MetricFunction } from './hit-rates.ts';
import { checkPredictions, type Predictions } from './predictions.ts';

/** Bins of equal width that a calibration error looks into. */
const bins = 15;

/**
 * Rows sorted into bins by a probability, ready to be weighed many times: what is left of a bin is
 * the sum over its rows of (probability − outcome).
 */
export class BinnedGaps {
  readonly #bin: Uint8Array;
  readonly #gap: Float64Array;
  readonly #sums = new Float64Array(bins);

  /** @param outcomes n of 0 or 1: whether that came true to which the probability was given */
  constructor(probabilities: Float64Array, outcomes: Uint8Array) {
    // A bin holds its upper edge and not its lower one: (k/15, (k+1)/15], and 0 goes to the first.
    this.#bin = Uint8Array.from(probabilities, p =>
      Math.min(bins - 1, Math.max(0, Math.ceil(p * bins) - 1)),
    );
    this.#gap = probabilities.map((p, i) => p - outcomes[i]);
  }

  /** Σ over bins of the share of rows in it × |mean probability − share that came true|. */
  error(weights: Float64Array): number {
    const sums = this.#sums.fill(0);
    let total = 0;
    for (let i = 0; i < weights.length; i++) {
      sums[this.#bin[i]] += weights[i] * this.#gap[i];
      total += weights[i];
    }
    let distance = 0;
    for (let k = 0; k < bins; k++) distance += Math.abs(sums[k]);
    return distance / total;
  }
}

/**
 * Expected calibration error (Naeini, Cooper & Hauskrecht 2015; Guo et al. 2017) of the predicted
 * class: rows go into 15 bins of equal width by their greatest probability, a bin holding its upper
 * edge; the figure is Σ over bins of (share of rows) × |mean greatest probability − accuracy|. It
 * depends on the bins and is biased upwards where rows are few.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as {@link accuracy}
 *
 * @example
 * ece(Int32Array.of(0, 1), Matrix.fromRows([[1, 0], [0.75, 0.25]])); // 0.375
 */
export const ece: MetricFunction = (labels, probabilities, weights) => {
  const predictions = checkPredictions(labels, probabilities, weights);
  return topLabelGaps(predictions).error(predictions.weights);
};

/** The rows by the probability of their predicted class. */
export function topLabelGaps(predictions: Predictions): BinnedGaps {
  const { classes, labels, probabilities } = predictions;
  const predicted = outcomes(predictions).map(cell => cell % classes);
  return new BinnedGaps(
    Float64Array.from(predicted, (c, i) => probabilities.data[i * classes + c]),
    Uint8Array.from(predicted, (c, i) => (c === labels[i] ? 1 : 0)),
  );
}
