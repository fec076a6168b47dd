import type { Dataset } from '../data/index.ts';
import { Matrix } from '../tensor/index.ts';
import type { LabelledRows } from './figures.ts';
import { groupsOf, labelsOf } from './parts.ts';
import { targetsOf } from './task/index.ts';

/** What figures of some samples are made from. */
export function labelledRows(dataset: Dataset, rows: Int32Array): LabelledRows {
  const targets = targetsOf(dataset, rows);
  return {
    labels: labelsOf(dataset, rows),
    groups: groupsOf(dataset, rows),
    ...(dataset.task === 'multilabel' && targets instanceof Matrix ? { signs: targets } : {}),
    ...(dataset.task === 'regression' && targets instanceof Matrix
      ? { numbers: targets.data }
      : {}),
  };
}
