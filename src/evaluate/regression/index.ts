/** A number a row: how far predictions are from it, and intervals of that. */
export { bootstrapRegression, type RegressionBootstrapInput } from './bootstrap.ts';
export {
  type PerRegressionMetric,
  perRegressionMetric,
  type RegressionMetricName,
  regressionMetricNames,
  regressionMetrics,
} from './metrics.ts';
export { prepareRegressionScorer, type RegressionScorer, scoreRegression } from './scorer.ts';
