/** Several labels a row, each there or not on its own: metrics, each label's own, intervals. */
export { bootstrapMultilabel, type MultilabelBootstrapInput } from './bootstrap.ts';
export {
  type MultilabelMetricName,
  multilabelHeadlineMetrics,
  multilabelMetricNames,
  multilabelMetrics,
  type PerMultilabelMetric,
  perMultilabelMetric,
} from './metrics.ts';
export {
  type LabelScore,
  labelScores,
  type MultilabelOptions,
  type MultilabelScorer,
  prepareMultilabelScorer,
  scoreMultilabel,
} from './scorer.ts';
