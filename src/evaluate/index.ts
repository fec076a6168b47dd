/**
 * Evaluate: knows how good predictions are (metrics from labels and probabilities), how sure that is
 * (bootstrap intervals by group and seed, paired differences) and how timings are summed up. Pure
 * functions that run in a browser. It knows nothing of where predictions come from: no files, no
 * models, no data sets, no clock.
 */
export { auroc, perClassAuroc } from './auroc.ts';
export {
  type BootstrapInput,
  type BootstrapOptions,
  type BootstrapResult,
  bootstrap,
  type PairedDifference,
} from './bootstrap.ts';
export { type ClassScore, classScores } from './class-scores.ts';
export { confusionMatrix } from './confusion.ts';
export { accuracy, balancedAccuracy, macroF1 } from './hit-rates.ts';
export type { Difference, Interval } from './interval.ts';
export { type LatencySummary, summariseLatencies } from './latencies.ts';
export { logLoss } from './log-loss.ts';
export {
  type Metric,
  type MetricName,
  metricNames,
  metrics,
  type PerMetric,
  perMetric,
  type Scores,
} from './metrics.ts';
export { type RocCurve, rocCurve } from './roc-curve.ts';
export { prepareScorer, type Scorer, score } from './scorer.ts';
