import {
  type MetricName,
  metrics,
  multilabelHeadlineMetrics,
  regressionMetricNames,
} from '../../evaluate/index.ts';
import type { Results } from '../../study/index.ts';
import { metricLabel } from '../difference-sentence.ts';
import type { Language } from '../words/languages.ts';
import { taskWords } from '../words/task.ts';

/** Whether heads told one class of several; what older runs did too. */
export function tellsClasses({ task }: Results): boolean {
  return task === undefined || task.kind === 'binary' || task.kind === 'multiclass';
}

/** The figures that tables show of a run that learnt something else than one class. */
export function taskMetricNames({ task }: Results): readonly MetricName[] {
  return task?.kind === 'regression' ? regressionMetricNames : labelMetrics;
}

const labelMetrics = [...multilabelHeadlineMetrics, 'microF1', 'hammingLoss'] as const;

/** A column's heading: the metric, and which way is better where that is down. */
export function metricHeading(name: MetricName, language: Language): string {
  const label = metricLabel(name, language);
  return metrics[name].direction === 'lower'
    ? `${label}, ${taskWords[language].lowerIsBetter}`
    : label;
}
