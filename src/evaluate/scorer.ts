import type { Matrix } from '../tensor/index.ts';
import { cohenKappaOf, mccOf, quadraticKappaOf } from './agreement.ts';
import { rowBriers } from './brier.ts';
import { topLabelGaps } from './calibration-error.ts';
import {
  macroHardAurocOf,
  macroPrecisionOf,
  macroRecallOf,
  macroSpecificityOf,
  microF1Of,
  weightedF1Of,
} from './class-averages.ts';
import { outcomes } from './confusion.ts';
import { ConfusionTable } from './confusion-table.ts';
import { type FigureScorer, scoresOf } from './figure-set.ts';
import { accuracyOf, balancedAccuracyOf, macroF1Of } from './hit-rates.ts';
import { rowLosses, weightedMean } from './log-loss.ts';
import { classificationFigures, type MetricName, metricNames, type Scores } from './metrics.ts';
import { checkPredictions, type Predictions } from './predictions.ts';
import { presenceOf } from './presence.ts';
import { type RankedFigures, RankedMeans, rankClass, rankedClasses } from './ranking.ts';

/** Predictions of classes made ready to be scored many times under different weights. */
export interface Scorer extends FigureScorer<MetricName> {
  readonly classes: number;
  /**
   * Every metric under `weights` (n counts of zero or more, not all zero), in O(n·C). The weights
   * are not checked: this is the inside of a resampling loop.
   */
  readonly score: (weights: Float64Array) => Scores;
  /** One metric under `weights`, without the work of those that it shares nothing with. */
  readonly figure: (name: MetricName, weights: Float64Array) => number;
  /**
   * The AUROC of each of `rankedClasses` under `weights`; NaN where they leave a class without positives
   * or without negatives. The array is the same each time.
   */
  readonly areas: (weights: Float64Array) => Float64Array;
}

/** What one weighting comes to, summed up as far as a figure asks for it. */
interface Summary {
  readonly table: ConfusionTable;
  readonly ranked: RankedFigures;
  /** What the AUROC of `ranked` is the mean of, sooner had where nothing else of it is wanted. */
  readonly areas: Float64Array;
  readonly logLoss: number;
  readonly brier: number;
  readonly ece: number;
}

const figures: Readonly<Record<MetricName, (summary: Summary) => number>> = {
  accuracy: ({ table }) => accuracyOf(table),
  balancedAccuracy: ({ table }) => balancedAccuracyOf(table),
  macroF1: ({ table }) => macroF1Of(table),
  auroc: ({ ranked }) => ranked.auroc,
  logLoss: ({ logLoss }) => logLoss,
  auprc: ({ ranked }) => ranked.auprc,
  weightedF1: ({ table }) => weightedF1Of(table),
  microF1: ({ table }) => microF1Of(table),
  macroPrecision: ({ table }) => macroPrecisionOf(table),
  macroRecall: ({ table }) => macroRecallOf(table),
  macroSpecificity: ({ table }) => macroSpecificityOf(table),
  hardAuroc: ({ table }) => macroHardAurocOf(table),
  mcc: ({ table }) => mccOf(table),
  cohenKappa: ({ table }) => cohenKappaOf(table),
  quadraticKappa: ({ table }) => quadraticKappaOf(table),
  sensitivityAtSpecificity90: ({ ranked }) => ranked.sensitivityAtSpecificity,
  specificityAtSensitivity90: ({ ranked }) => ranked.specificityAtSensitivity,
  brier: ({ brier }) => brier,
  ece: ({ ece }) => ece,
};

const inOrder = metricNames.map(name => figures[name]);

/**
 * Sorts and looks up once all that does not depend on the weights, so that a bootstrap resample is
 * a weight vector and nothing is sorted again.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label or a probability is out of range
 * @throws E_NOT_FINITE where a probability is NaN or infinite
 *
 * @example
 * const scorer = prepareScorer(Int32Array.of(0, 1), Matrix.fromRows([[0.9, 0.1], [0.7, 0.3]]));
 * scorer.score(Float64Array.of(1, 3)).accuracy; // 0.25
 */
export function prepareScorer(labels: Int32Array, probabilities: Matrix): Scorer {
  const predictions = checkPredictions(labels, probabilities);
  const { rows, classes } = predictions;
  const summarise = prepareSummary(predictions);
  const scoreInto = (weights: Float64Array, values: Float64Array): void => {
    const summary = summarise(weights);
    for (let k = 0; k < inOrder.length; k++) values[k] = inOrder[k](summary);
  };
  const isComplete = presenceOf(labels, classes);
  const scorer = { rows, figures: classificationFigures, scoreInto, isComplete };
  return {
    ...scorer,
    classes,
    score: weights => scoresOf(scorer, weights),
    figure: (name, weights) => {
      const summary = summarise(weights);
      return name === 'auroc' ? meanOfDefined(summary.areas) : figures[name](summary);
    },
    areas: weights => summarise(weights).areas,
  };
}

/** NaN where none is defined. */
function meanOfDefined(values: Float64Array): number {
  let sum = 0;
  let defined = 0;
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    sum += value;
    defined += 1;
  }
  return sum / defined;
}

/** The summary is the same object each time, of the weights given last. */
function prepareSummary(predictions: Predictions): (weights: Float64Array) => Summary {
  const { rows, classes } = predictions;
  const cells = outcomes(predictions);
  const losses = rowLosses(predictions);
  const briers = rowBriers(predictions);
  const gaps = topLabelGaps(predictions);
  const ranked = rankedClasses(classes);
  const rankings = new RankedMeans(ranked.map(c => rankClass(predictions, c)));
  const positives = new Float64Array(ranked.length);
  const negatives = new Float64Array(ranked.length);
  const table = new ConfusionTable(classes);
  let current: Float64Array = new Float64Array(rows);
  let isRanked = false;
  const countSides = () => {
    for (let k = 0; k < ranked.length; k++) {
      positives[k] = table.support[ranked[k]];
      negatives[k] = table.others(ranked[k]);
    }
  };
  const summary: Summary = {
    table,
    get ranked() {
      if (isRanked) return rankings.means;
      countSides();
      isRanked = true;
      return rankings.read(current, positives, negatives);
    },
    get areas() {
      countSides();
      return rankings.readAreas(current, positives, negatives);
    },
    get logLoss() {
      return weightedMean(losses, current);
    },
    get brier() {
      return weightedMean(briers, current);
    },
    get ece() {
      return gaps.error(current);
    },
  };
  return weights => {
    table.fill(cells, weights);
    current = weights;
    isRanked = false;
    return summary;
  };
}

/**
 * Every metric of {@link metrics} at once; each is defined by the function of its name.
 *
 * @param labels n class indices 0 … C-1
 * @param probabilities n × C, rows that sum to 1
 * @param weights n counts; one for each row by default
 * @throws E_SHAPE where the arrays differ in rows
 * @throws E_METRIC_INPUT where a label, a probability or a weight is out of range
 * @throws E_NOT_FINITE where a probability or a weight is NaN or infinite
 *
 * @example
 * score(Int32Array.of(0, 1), Matrix.fromRows([[0.9, 0.1], [0.7, 0.3]])).accuracy; // 0.5
 */
export function score(labels: Int32Array, probabilities: Matrix, weights?: Float64Array): Scores {
  const checked = checkPredictions(labels, probabilities, weights);
  return prepareScorer(labels, probabilities).score(checked.weights);
}
