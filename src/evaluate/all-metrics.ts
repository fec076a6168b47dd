import {
  type MetricName as ClassMetricName,
  metrics as classMetrics,
  type Metric,
  metricNames,
} from './metrics.ts';
import {
  type MultilabelMetricName,
  multilabelMetricNames,
  multilabelMetrics,
} from './multilabel/index.ts';
import {
  type RegressionMetricName,
  regressionMetricNames,
  regressionMetrics,
} from './regression/index.ts';

/** The name of a metric of any task: of classes, of several labels at once, of numbers. */
export type MetricName = ClassMetricName | MultilabelMetricName | RegressionMetricName;

/** The names of the metrics of all tasks, those of a classifier first. */
export const allMetricNames: readonly MetricName[] = [
  ...new Set([...metricNames, ...multilabelMetricNames, ...regressionMetricNames]),
];

/**
 * The metrics of all tasks. A name that two tasks have is better in the same direction in both.
 *
 * @example
 * metrics.logLoss.direction; // 'lower'
 */
export const metrics: Readonly<Record<MetricName, Metric>> = {
  ...multilabelMetrics,
  ...regressionMetrics,
  ...classMetrics,
};
