import { headlineMetrics, type MetricName } from '../evaluate/index.ts';
import type { Results } from '../study/index.ts';

/** The metrics of a table: the headline ones, and the one that was chosen by where it is another. */
export function shownMetrics({ evaluation: { select } }: Results): MetricName[] {
  return [...new Set<MetricName>([...headlineMetrics, select])];
}
