/**
 * Evaluate: knows how good predictions are (metrics from labels and probabilities), how sure that is
 * (bootstrap intervals by group and seed, paired differences) and how timings are summed up. Pure
 * functions that run in a browser. It knows nothing of where predictions come from: no files, no
 * models, no data sets, no clock.
 */

export { cohenKappa, mcc, quadraticKappa } from './agreement.ts';
export { allMetricNames, type MetricName, metrics } from './all-metrics.ts';
export {
  auprc,
  auroc,
  perClassAuroc,
  sensitivityAtSpecificity90,
  specificityAtSensitivity90,
} from './auroc.ts';
export { type BootstrapInput, type BootstrapResult, bootstrap } from './bootstrap.ts';
export { brier } from './brier.ts';
export * from './calibration/index.ts';
export { ece } from './calibration-error.ts';
export {
  hardAuroc,
  macroPrecision,
  macroRecall,
  macroSpecificity,
  microF1,
  weightedF1,
} from './class-averages.ts';
export { type ClassScore, classScores } from './class-scores.ts';
export { confusionMatrix } from './confusion.ts';
export { type ContrastInput, contrasts } from './contrast.ts';
export * from './decision/index.ts';
export { difference } from './difference.ts';
export type { FigureScorer, FigureSet } from './figure-set.ts';
export { accuracy, balancedAccuracy, macroF1 } from './hit-rates.ts';
export * from './inference/index.ts';
export type { Difference, Interval } from './interval.ts';
export { type LatencySummary, summariseLatencies } from './latencies.ts';
export { logLoss } from './log-loss.ts';
export {
  headlineMetrics,
  type Metric,
  type MetricName as ClassMetricName,
  metricNames,
  type PerMetric,
  perMetric,
  type Scores,
} from './metrics.ts';
export { mostProbable } from './most-probable.ts';
export * from './multilabel/index.ts';
export * from './novelty/index.ts';
export { rankedClasses } from './ranking.ts';
export * from './regression/index.ts';
export {
  meanOverSeeds,
  type ResampledFigure,
  type ResampledInput,
  type ResampledOptions,
  resampledIntervals,
} from './resampled.ts';
export {
  type BootstrapOptions,
  type IntervalKind,
  type PairedDifference,
  type Resampled,
  resampleFigures,
  type ScoredSystems,
} from './resampling.ts';
export { type RocCurve, rocCurve } from './roc-curve.ts';
export { prepareScorer, type Scorer, score } from './scorer.ts';
