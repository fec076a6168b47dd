import type { Predictions } from './predictions.ts';

/**
 * One class's rows in ascending order of probability, packed so that a pass over a resample reads
 * one stream: row × 4, plus 2 where the row is of the class, plus 1 where a run of ties ends.
 */
export type Ranking = Int32Array;

/** What one pass over a ranking tells; NaN where the class has no positives or no negatives. */
export interface RankedFigures {
  auroc: number;
  auprc: number;
  sensitivityAtSpecificity: number;
  specificityAtSensitivity: number;
}

/** The specificity (or sensitivity) at which the other of the two is read. */
export const fixedRate = 0.9;

/** A rate that rounding has put under the fixed one by this much still reaches it. */
const slack = 1e-12;

/** @param values for each entry its probability; entry k is of row `rowOf(k)` */
export function rankEntries(
  values: Float32Array,
  isPositive: (entry: number) => boolean,
  rowOf: (entry: number) => number = entry => entry,
): Ranking {
  const order = ascending(values);
  const packed = new Int32Array(order.length);
  for (let k = 0; k < order.length; k++) {
    const entry = order[k];
    const positive = isPositive(entry) ? 2 : 0;
    const last = k + 1 === order.length || values[order[k + 1]] !== values[entry] ? 1 : 0;
    packed[k] = rowOf(entry) * 4 + positive + last;
  }
  return packed;
}

/** The ranking of class `c` against the others. */
export function rankClass(predictions: Predictions, c: number): Ranking {
  const { labels } = predictions;
  return rankEntries(classColumn(predictions, c), row => labels[row] === c);
}

/** The classes whose figures a mean runs over: class 1 where there are two, else every class. */
export function rankedClasses(classes: number): number[] {
  return classes === 2 ? [1] : Array.from({ length: classes }, (_, c) => c);
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
 * Everything that the order of a class's probabilities decides, in one pass.
 *
 * AUROC: with r the mid-rank of a run of ties, Σ over runs of (positives × r) counts every row under
 * each positive; P²/2 of that are positives themselves, and the rest is U. The others read the rows
 * at or above each run, as if it were the threshold: what is below it is not called positive.
 *
 * @param positives weight of the rows of the class
 * @param negatives weight of the others
 */
export function readRanking(
  ranking: Ranking,
  weights: Float64Array,
  positives: number,
  negatives: number,
  into: RankedFigures,
): void {
  const enoughNegatives = negatives * (fixedRate - slack);
  const enoughPositives = positives * (fixedRate - slack);
  let ranked = 0;
  let below = 0;
  let positivesBelow = 0;
  let tied = 0;
  let tiedPositives = 0;
  let precisions = 0;
  let sensitive = -1;
  let specific = 0;
  for (let k = 0; k < ranking.length; k++) {
    const code = ranking[k];
    const weight = weights[code >> 2];
    tied += weight;
    tiedPositives += weight * ((code >> 1) & 1);
    if ((code & 1) === 1) {
      const negativesBelow = below - positivesBelow;
      const called = positives - positivesBelow;
      if (tiedPositives > 0) {
        precisions += (tiedPositives * called) / (called + negatives - negativesBelow);
      }
      if (sensitive < 0 && negativesBelow >= enoughNegatives) sensitive = called;
      if (called >= enoughPositives) specific = negativesBelow;
      ranked += tiedPositives * (below + tied / 2);
      below += tied;
      positivesBelow += tiedPositives;
      tied = 0;
      tiedPositives = 0;
    }
  }
  const both = positives > 0 && negatives > 0;
  into.auroc = both
    ? (ranked - (positivesBelow * positivesBelow) / 2) / (positivesBelow * (below - positivesBelow))
    : Number.NaN;
  into.auprc = positives > 0 ? precisions / positives : Number.NaN;
  into.sensitivityAtSpecificity = both ? Math.max(sensitive, 0) / positives : Number.NaN;
  into.specificityAtSensitivity = both ? specific / negatives : Number.NaN;
}

/** The AUROC of {@link readRanking} alone: resampling one figure does not pay for the other three. */
function readArea(
  ranking: Ranking,
  weights: Float64Array,
  positives: number,
  negatives: number,
): number {
  if (!(positives > 0 && negatives > 0)) return Number.NaN;
  let ranked = 0;
  let below = 0;
  let positivesBelow = 0;
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
      positivesBelow += tiedPositives;
      tied = 0;
      tiedPositives = 0;
    }
  }
  return (
    (ranked - (positivesBelow * positivesBelow) / 2) / (positivesBelow * (below - positivesBelow))
  );
}

/** Figures of one ranking, unset. */
export function noFigures(): RankedFigures {
  return {
    auroc: Number.NaN,
    auprc: Number.NaN,
    sensitivityAtSpecificity: Number.NaN,
    specificityAtSensitivity: Number.NaN,
  };
}

const names = ['auroc', 'auprc', 'sensitivityAtSpecificity', 'specificityAtSensitivity'] as const;

/** Several rankings, read together: the unweighted mean of each figure where it is defined. */
export class RankedMeans {
  readonly means = noFigures();
  readonly #one = noFigures();
  readonly #rankings: readonly Ranking[];
  readonly #areas: Float64Array;

  constructor(rankings: readonly Ranking[]) {
    this.#rankings = rankings;
    this.#areas = new Float64Array(rankings.length);
  }

  /**
   * @param positives for each ranking the weight of its positives
   * @param negatives for each ranking the weight of the others
   */
  read(weights: Float64Array, positives: Float64Array, negatives: Float64Array): RankedFigures {
    const { means } = this;
    const one = this.#one;
    let areas = 0;
    let curves = 0;
    for (const name of names) means[name] = 0;
    for (let k = 0; k < this.#rankings.length; k++) {
      readRanking(this.#rankings[k], weights, positives[k], negatives[k], one);
      if (!Number.isNaN(one.auprc)) {
        means.auprc += one.auprc;
        curves += 1;
      }
      if (Number.isNaN(one.auroc)) continue;
      means.auroc += one.auroc;
      means.sensitivityAtSpecificity += one.sensitivityAtSpecificity;
      means.specificityAtSensitivity += one.specificityAtSensitivity;
      areas += 1;
    }
    means.auroc /= areas;
    means.auprc /= curves;
    means.sensitivityAtSpecificity /= areas;
    means.specificityAtSensitivity /= areas;
    return means;
  }

  /** The AUROC of each ranking, NaN where it is undefined; the same array each time. Parameters as `read`. */
  readAreas(weights: Float64Array, positives: Float64Array, negatives: Float64Array): Float64Array {
    for (let k = 0; k < this.#rankings.length; k++) {
      this.#areas[k] = readArea(this.#rankings[k], weights, positives[k], negatives[k]);
    }
    return this.#areas;
  }
}
