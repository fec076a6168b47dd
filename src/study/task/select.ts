import type { Dataset, LabelKind } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import {
  type MetricName,
  metricNames,
  multilabelMetricNames,
  regressionMetricNames,
} from '../../evaluate/index.ts';

/** The figures of a task, in the order in which tables show them. */
export function taskMetrics(task: LabelKind): readonly MetricName[] {
  if (task === 'multilabel') return multilabelMetricNames;
  return task === 'regression' ? regressionMetricNames : metricNames;
}

/** What is chosen by where a plan does not say. */
const defaults = { multilabel: 'auroc', regression: 'rmse', classes: 'auroc' } as const;

/**
 * The figure that a study chooses by on validation rows.
 *
 * @param asked as the plan says; null for the task's own: AUROC (of several labels the mean over
 *   them), RMSE of a number
 * @throws E_PLAN where the plan asks for a figure that the task does not have
 */
export function selectOf({ name, task }: Dataset, asked: MetricName | null): MetricName {
  if (asked === null) {
    return task === 'multilabel' || task === 'regression' ? defaults[task] : defaults.classes;
  }
  const names = taskMetrics(task);
  if (names.includes(asked)) return asked;
  throw new MingaError('E_PLAN', {
    found: `evaluate.select is ${asked}, and ${name} is a ${task} set`,
    expected: `one of ${names.join(', ')}`,
    fix: 'name one of these, or leave evaluate.select out',
  });
}
