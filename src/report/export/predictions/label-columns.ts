import type { Results } from '../../../study/index.ts';
import type { Matrix } from '../../../tensor/index.ts';
import {
  agreement,
  type CaseAnswers,
  type CaseBlock,
  numberColumn,
  seedsOf,
  textColumn,
} from './case-column.ts';

/** Between the labels of one case. */
const between = ' | ';

/** From which score on a label is called, as in all figures of labels. */
const half = 0.5;

/**
 * Of several labels at once: `labels`, those that a case has; `predicted`, those with a mean score of
 * a half or more, `agreeing`, the share of seeds that by themselves predict the same labels, `score
 * LABEL` for each label in the order of the results, and `predicted seed N` for each seed. Labels of
 * one cell are parted by ` | `; it is empty where a case has none.
 */
export function labelColumns(
  blocks: readonly CaseBlock[],
  { dataset: { classes } }: Results,
): CaseAnswers {
  const called = (matrix: Matrix | null, row: number) =>
    classes.filter((_, c) => matrix !== null && matrix.row(row)[c] >= half).join(between);
  return {
    truth: textColumn('labels', blocks, ({ targets }, row) => called(targets, row)),
    said: [
      textColumn('predicted', blocks, ({ mean }, row) => called(mean, row)),
      numberColumn('agreeing', blocks, ({ mean, seeds }, row) =>
        agreement(
          called(mean, row),
          seeds.map(seed => called(seed, row)),
        ),
      ),
      ...classes.map((name, c) =>
        numberColumn(`score ${name}`, blocks, ({ mean }, row) => mean.row(row)[c]),
      ),
      ...seedsOf(blocks).map((seed, s) =>
        textColumn(`predicted seed ${seed}`, blocks, ({ seeds }, row) => called(seeds[s], row)),
      ),
    ],
  };
}
