import type { Matrix } from '../../tensor/index.ts';
import { BinnedGaps } from '../calibration-error.ts';
import { type FigureScorer, scoresOf } from '../figure-set.ts';
import { weightedMean } from '../log-loss.ts';
import { checkWeights } from '../predictions.ts';
import {
  noFigures,
  type RankedFigures,
  RankedMeans,
  rankEntries,
  readRanking,
} from '../ranking.ts';
import {
  f1Rate,
  LabelCounts,
  macroRate,
  microRate,
  precisionRate,
  rateOf,
  recallRate,
  specificityRate,
  weightedRate,
} from './label-counts.ts';
import {
  type MultilabelMetricName,
  multilabelFigures,
  multilabelMetricNames,
  type PerMultilabelMetric,
} from './metrics.ts';
import { checkMultilabel, type MultilabelPredictions } from './predictions.ts';
import { lossOf, type RowFigures, rowFigures } from './row-figures.ts';

/** From where on a label is called present. */
export interface MultilabelOptions {
  /** One for each label, 0–1; 0.5 by default. A probability at the threshold is called present. */
  readonly thresholds?: ArrayLike<number>;
}

/** Predictions of several labels a row, made ready to be scored many times under weights. */
export interface MultilabelScorer extends FigureScorer<MultilabelMetricName> {
  readonly labels: number;
}

/** What one weighting has been summed up to. */
interface Summary {
  readonly counts: LabelCounts;
  readonly macro: RankedFigures;
  readonly micro: RankedFigures;
  readonly rows: RowFigures;
  readonly gaps: readonly BinnedGaps[];
  weights: Float64Array;
}

const overRows =
  (of: (rows: RowFigures) => Float64Array) =>
  ({ rows, weights }: Summary) =>
    weightedMean(of(rows), weights);

const figures: Readonly<PerMultilabelMetric<(summary: Summary) => number>> = {
  subsetAccuracy: overRows(({ exact }) => exact),
  macroF1: ({ counts }) => macroRate(f1Rate, counts),
  auroc: ({ macro }) => macro.auroc,
  auprc: ({ macro }) => macro.auprc,
  logLoss: overRows(({ logLoss }) => logLoss),
  hammingLoss: overRows(({ wrong }) => wrong),
  microF1: ({ counts }) => microRate(f1Rate, counts),
  weightedF1: ({ counts }) => weightedRate(f1Rate, counts),
  samplesF1: overRows(({ f1 }) => f1),
  macroPrecision: ({ counts }) => macroRate(precisionRate, counts),
  microPrecision: ({ counts }) => microRate(precisionRate, counts),
  weightedPrecision: ({ counts }) => weightedRate(precisionRate, counts),
  samplesPrecision: overRows(({ precision }) => precision),
  macroRecall: ({ counts }) => macroRate(recallRate, counts),
  microRecall: ({ counts }) => microRate(recallRate, counts),
  weightedRecall: ({ counts }) => weightedRate(recallRate, counts),
  samplesRecall: overRows(({ recall }) => recall),
  macroSpecificity: ({ counts }) => macroRate(specificityRate, counts),
  microSpecificity: ({ counts }) => microRate(specificityRate, counts),
  microAuroc: ({ micro }) => micro.auroc,
  microAuprc: ({ micro }) => micro.auprc,
  brier: overRows(({ brier }) => brier),
  ece: ({ gaps, weights }) => {
    let sum = 0;
    for (const gap of gaps) sum += gap.error(weights);
    return sum / gaps.length;
  },
};

const inOrder = multilabelMetricNames.map(name => figures[name]);

/**
 * Sorts and looks up once all that does not depend on the weights; `resampleFigures` takes what it
 * returns.
 *
 * @param truth n × L of 0 and 1
 * @param probabilities n × L, each 0–1 on its own
 * @throws E_SHAPE where the matrices or the thresholds differ in size
 * @throws E_METRIC_INPUT where there are no rows or labels, a truth is neither 0 nor 1, or a
 *   probability or a threshold is outside 0 … 1
 * @throws E_NOT_FINITE where a probability is NaN or infinite
 *
 * @example
 * resampleFigures({ fused: [prepareMultilabelScorer(truth, probabilities)] }, patients);
 */
export function prepareMultilabelScorer(
  truth: Matrix,
  probabilities: Matrix,
  { thresholds }: MultilabelOptions = {},
): MultilabelScorer {
  const predictions = checkMultilabel(truth, probabilities, thresholds);
  const { rows, labels } = predictions;
  const counts = new LabelCounts(predictions);
  const every = Array.from({ length: labels }, (_, c) => c);
  const byLabel = new RankedMeans(every.map(c => labelRanking(predictions, c)));
  const together = rankEntries(
    predictions.probabilities,
    k => predictions.truth[k] === 1,
    k => Math.floor(k / labels),
  );
  const negatives = new Float64Array(labels);
  const summary: Summary = {
    counts,
    macro: byLabel.means,
    micro: noFigures(),
    rows: rowFigures(predictions),
    gaps: every.map(c => labelGaps(predictions, c)),
    weights: new Float64Array(rows),
  };
  const scoreInto = (weights: Float64Array, values: Float64Array): void => {
    counts.fill(weights);
    let positives = 0;
    for (let c = 0; c < labels; c++) {
      negatives[c] = counts.total - counts.support[c];
      positives += counts.support[c];
    }
    byLabel.read(weights, counts.support, negatives);
    const rest = counts.total * labels - positives;
    readRanking(together, weights, positives, rest, summary.micro);
    summary.weights = weights;
    for (let k = 0; k < inOrder.length; k++) values[k] = inOrder[k](summary);
  };
  const isComplete = bothShown(predictions);
  return { rows, labels, figures: multilabelFigures, scoreInto, isComplete };
}

/**
 * Every metric of {@link multilabelMetrics}. Zero denominators give 0 as scikit-learn's
 * `zero_division=0`; areas average over the labels that some rows have and some have not. Log loss,
 * Brier score ((p − y)²) and calibration error (15 bins of p, as {@link ece}) are means over labels.
 *
 * @param truth n × L of 0 and 1
 * @param probabilities n × L, each 0–1 on its own
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE, E_METRIC_INPUT, E_NOT_FINITE as {@link prepareMultilabelScorer}
 *
 * @example
 * scoreMultilabel(
 *   Matrix.fromRows([[1, 0], [1, 1]]),
 *   Matrix.fromRows([[0.9, 0.2], [0.8, 0.4]]),
 * ).hammingLoss; // 0.25
 */
export function scoreMultilabel(
  truth: Matrix,
  probabilities: Matrix,
  weights?: Float64Array,
  options: MultilabelOptions = {},
): PerMultilabelMetric<number> {
  const scorer = prepareMultilabelScorer(truth, probabilities, options);
  return scoresOf(scorer, checkWeights(weights, scorer.rows));
}

/** One label by itself. */
export interface LabelScore {
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
  /** NaN where every row has the label. */
  readonly specificity: number;
  /** NaN where every row or none has the label. */
  readonly auroc: number;
  /** NaN where no row has the label. */
  readonly auprc: number;
  readonly logLoss: number;
  readonly brier: number;
  readonly ece: number;
  /** The weight of the rows that have the label. */
  readonly support: number;
}

/**
 * What each label contributes, in their order. Parameters and errors as {@link scoreMultilabel}.
 *
 * @returns L scores
 */
export function labelScores(
  truth: Matrix,
  probabilities: Matrix,
  weights?: Float64Array,
  { thresholds }: MultilabelOptions = {},
): LabelScore[] {
  const predictions = checkMultilabel(truth, probabilities, thresholds);
  const { rows, labels } = predictions;
  const own = checkWeights(weights, rows);
  const counts = new LabelCounts(predictions).fill(own);
  return Array.from({ length: labels }, (_, c) => {
    const ranked = noFigures();
    const support = counts.support[c];
    readRanking(labelRanking(predictions, c), own, support, counts.total - support, ranked);
    const p = labelColumn(predictions, c);
    const y = Float64Array.from(p, (_, i) => predictions.truth[i * labels + c]);
    return {
      precision: rateOf(precisionRate, counts, c),
      recall: rateOf(recallRate, counts, c),
      f1: rateOf(f1Rate, counts, c),
      specificity: rateOf(specificityRate, counts, c),
      auroc: ranked.auroc,
      auprc: ranked.auprc,
      logLoss: weightedMean(
        y.map((value, i) => lossOf(value, p[i])),
        own,
      ),
      brier: weightedMean(
        y.map((value, i) => (p[i] - value) ** 2),
        own,
      ),
      ece: labelGaps(predictions, c).error(own),
      support,
    };
  });
}

function labelColumn({ rows, labels, probabilities }: MultilabelPredictions, c: number) {
  return Float32Array.from({ length: rows }, (_, i) => probabilities[i * labels + c]);
}

function labelRanking(predictions: MultilabelPredictions, c: number): Int32Array {
  const { labels, truth } = predictions;
  return rankEntries(labelColumn(predictions, c), row => truth[row * labels + c] === 1);
}

function labelGaps(predictions: MultilabelPredictions, c: number): BinnedGaps {
  const { rows, labels, truth } = predictions;
  return new BinnedGaps(
    Float64Array.from(labelColumn(predictions, c)),
    Uint8Array.from({ length: rows }, (_, i) => truth[i * labels + c]),
  );
}

/** True where each label that some rows have and some have not is so among the weighted rows too. */
function bothShown({ rows, labels, truth }: MultilabelPredictions) {
  const shown = new Uint8Array(2 * labels);
  const count = (weights: Float64Array | null) => {
    shown.fill(0);
    for (let i = 0; i < rows; i++) {
      if (weights !== null && weights[i] === 0) continue;
      for (let c = 0; c < labels; c++) shown[2 * c + truth[i * labels + c]] = 1;
    }
    let sum = 0;
    for (let k = 0; k < shown.length; k++) sum += shown[k];
    return sum;
  };
  const all = count(null);
  return (weights: Float64Array) => count(weights) === all;
}
