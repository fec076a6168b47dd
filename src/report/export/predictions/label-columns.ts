import type { Results } from '../../../study/index.ts';
import type { Matrix } from '../../../tensor/index.ts';
import { type CaseAnswers, type CaseBlock, textColumn } from './case-column.ts';
import { scoredColumns } from './scored-columns.ts';

/** Between the labels of one case. */
const between = ' | ';

/** From which score on a label is called, as in all figures of labels. */
const half = 0.5;

/**
 * Of several labels at once: `labels`, those that a case has, then {@link scoredColumns}; `predicted`
 * are those with a score of a half or more. Labels of one cell are parted by ` | `; it is empty where
 * a case has none.
 */
export function labelColumns(
  blocks: readonly CaseBlock[],
  { dataset: { classes } }: Results,
): CaseAnswers {
  const called = (scores: Matrix, row: number) =>
    classes.filter((_, c) => scores.row(row)[c] >= half).join(between);
  return {
    truth: textColumn('labels', blocks, ({ targets }, row) =>
      targets === null ? '' : called(targets, row),
    ),
    said: scoredColumns(blocks, classes, called),
  };
}
