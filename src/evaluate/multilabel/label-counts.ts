import type { MultilabelPredictions } from './predictions.ts';

/** Of each label, in weights of rows: how it was called and how it is; filled for each weighting. */
export class LabelCounts {
  readonly labels: number;
  readonly truePositives: Float64Array;
  /** Rows that have the label. */
  readonly support: Float64Array;
  /** Rows that were called to have it. */
  readonly called: Float64Array;
  total = 0;
  readonly #truth: Uint8Array;
  readonly #called: Uint8Array;

  constructor({ labels, truth, called }: MultilabelPredictions) {
    this.labels = labels;
    this.truePositives = new Float64Array(labels);
    this.support = new Float64Array(labels);
    this.called = new Float64Array(labels);
    this.#truth = truth;
    this.#called = called;
  }

  fill(weights: Float64Array): this {
    const { labels, truePositives, support, called } = this;
    const [truth, calls] = [this.#truth, this.#called];
    truePositives.fill(0);
    support.fill(0);
    called.fill(0);
    this.total = 0;
    for (let i = 0, k = 0; i < weights.length; i++) {
      const weight = weights[i];
      this.total += weight;
      for (let c = 0; c < labels; c++, k++) {
        support[c] += weight * truth[k];
        called[c] += weight * calls[k];
        truePositives[c] += weight * truth[k] * calls[k];
      }
    }
    return this;
  }
}

/** A rate of one label, or of all together, from its counts. */
export type Rate = (hits: number, support: number, called: number, total: number) => number;

const part = (some: number, all: number) => (all > 0 ? some / all : 0);

export const f1Rate: Rate = (hits, support, called) => part(2 * hits, support + called);
export const precisionRate: Rate = (hits, _support, called) => part(hits, called);
export const recallRate: Rate = (hits, support) => part(hits, support);
/** NaN where no row is without the label. */
export const specificityRate: Rate = (hits, support, called, total) =>
  total > support ? 1 - (called - hits) / (total - support) : Number.NaN;

/** The rate of label `c`. */
export function rateOf(rate: Rate, counts: LabelCounts, c: number): number {
  return rate(counts.truePositives[c], counts.support[c], counts.called[c], counts.total);
}

/** The mean over the labels for which the rate is defined. */
export function macroRate(rate: Rate, counts: LabelCounts): number {
  let sum = 0;
  let defined = 0;
  for (let c = 0; c < counts.labels; c++) {
    const value = rateOf(rate, counts, c);
    if (Number.isNaN(value)) continue;
    sum += value;
    defined += 1;
  }
  return sum / defined;
}

/** The mean over labels, each by the rows that have it; 0 where no row has any. */
export function weightedRate(rate: Rate, counts: LabelCounts): number {
  let sum = 0;
  let support = 0;
  for (let c = 0; c < counts.labels; c++) {
    sum += counts.support[c] * rateOf(rate, counts, c);
    support += counts.support[c];
  }
  return part(sum, support);
}

/** The rate of all decisions together. */
export function microRate(rate: Rate, counts: LabelCounts): number {
  let [hits, support, called] = [0, 0, 0];
  for (let c = 0; c < counts.labels; c++) {
    hits += counts.truePositives[c];
    support += counts.support[c];
    called += counts.called[c];
  }
  return rate(hits, support, called, counts.total * counts.labels);
}
