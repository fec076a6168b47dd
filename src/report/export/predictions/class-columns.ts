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

/**
 * Of one class of several: `label`; `predicted`, the class with the highest mean score (the first of
 * equals), `agreeing`, the share of seeds that by themselves predict it, `score CLASS` for each class
 * in the order of the results, and `predicted seed N` for each seed.
 */
export function classColumns(
  blocks: readonly CaseBlock[],
  { dataset: { classes } }: Results,
): CaseAnswers {
  const highest = (matrix: Matrix, row: number) => classes[highestColumn(matrix.row(row))];
  return {
    truth: textColumn('label', blocks, ({ labels }, row) => classes[labels[row]]),
    said: [
      textColumn('predicted', blocks, ({ mean }, row) => highest(mean, row)),
      numberColumn('agreeing', blocks, ({ mean, seeds }, row) =>
        agreement(
          highest(mean, row),
          seeds.map(seed => highest(seed, row)),
        ),
      ),
      ...classes.map((name, c) =>
        numberColumn(`score ${name}`, blocks, ({ mean }, row) => mean.row(row)[c]),
      ),
      ...seedsOf(blocks).map((seed, s) =>
        textColumn(`predicted seed ${seed}`, blocks, ({ seeds }, row) => highest(seeds[s], row)),
      ),
    ],
  };
}

/** The column with the highest value, the first of equals. */
function highestColumn(row: Float32Array): number {
  return row.reduce((best, value, c) => (value > row[best] ? c : best), 0);
}
