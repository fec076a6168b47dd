import { mostProbable } from '../../../evaluate/index.ts';
import type { Results } from '../../../study/index.ts';
import { type CaseAnswers, type CaseBlock, textColumn } from './case-column.ts';
import { scoredColumns } from './scored-columns.ts';

/**
 * Of one class of several: `label`, then {@link scoredColumns}; `predicted` is the class with the
 * highest score, the first of equals.
 */
export function classColumns(
  blocks: readonly CaseBlock[],
  { dataset: { classes } }: Results,
): CaseAnswers {
  return {
    truth: textColumn('label', blocks, ({ labels }, row) => classes[labels[row]]),
    said: scoredColumns(blocks, classes, (scores, row) => classes[mostProbable(scores.row(row))]),
  };
}
