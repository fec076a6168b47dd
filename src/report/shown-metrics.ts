import { headlineMetrics, type MetricName } from '../evaluate/index.ts';
import type { Results } from '../study/index.ts';
import { taskMetricNames, tellsClasses } from './task/metrics.ts';

/** The metrics of a table: the headline ones of what was learnt, and the one that was chosen by. */
export function shownMetrics(results: Results): MetricName[] {
  const names = tellsClasses(results) ? headlineMetrics : taskMetricNames(results);
  return [...new Set<MetricName>([...names, results.evaluation.select])];
}
