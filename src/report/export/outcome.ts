import { headlineMetrics, type MetricName, metricNames } from '../../evaluate/index.ts';
import type { Results } from '../../study/index.ts';
import { taskMetricNames, tellsClasses } from '../task/index.ts';
import * as english from './english.ts';

/** What heads of a run learnt, as its files say it. */
export interface Outcome {
  /** Of a table's column: `Class`. */
  readonly heading: string;
  /** `Classes: benign, malignant.` */
  readonly definition: string;
  /** What a model is: `a classifier of benign, malignant`. */
  readonly model: string;
  /** What a model gives for a case, without the full stop. */
  readonly output: string;
  /** What it is meant to do: `telling benign, malignant apart`. */
  readonly purpose: string;
  /** The figures of tables, and all there are. */
  readonly metrics: { readonly shown: readonly MetricName[]; readonly all: readonly MetricName[] };
}

export function outcomeOf(results: Results): Outcome {
  const { dataset, task } = results;
  const names = dataset.classes.join(', ');
  if (tellsClasses(results)) {
    return {
      heading: 'Class',
      definition: `Classes: ${names}.`,
      model: `a classifier of ${names}`,
      output: `a score for each of ${names}, summing to 1`,
      purpose: `telling ${names} apart`,
      metrics: { shown: headlineMetrics, all: metricNames },
    };
  }
  const shown = taskMetricNames(results);
  const metrics = { shown, all: shown };
  if (task?.kind === 'regression') {
    const target = task.target ?? 'the number';
    return {
      heading: 'Rows',
      definition: `A number: ${target}.`,
      model: `a model of the number ${target}`,
      output: `a number in the unit of ${target}`,
      purpose: `estimating ${target}`,
      metrics,
    };
  }
  const labels = english.many(dataset.classes.length, 'label');
  return {
    heading: 'Label',
    definition: `${labels}, any number of them at once: ${names}.`,
    model: `a model that gives each of ${labels} to a case or not`,
    output: `a score of its own for each of ${labels}`,
    purpose: `saying which of ${labels} a case has`,
    metrics,
  };
}
