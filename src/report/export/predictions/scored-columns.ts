import type { Matrix } from '../../../tensor/index.ts';
import {
  type CaseBlock,
  type CaseColumn,
  numberColumn,
  seedsOf,
  textColumn,
} from './case-column.ts';

/**
 * Of heads that score classes or labels: `predicted` by the mean score, `agreeing`, the share of seeds
 * that by themselves predict the same, `score CLASS` for each in the order of the results, and
 * `predicted seed N` for each seed.
 *
 * @param called what scores [n, C] predict of a row
 */
export function scoredColumns(
  blocks: readonly CaseBlock[],
  classes: readonly string[],
  called: (scores: Matrix, row: number) => string,
): CaseColumn[] {
  return [
    textColumn('predicted', blocks, ({ mean }, row) => called(mean, row)),
    numberColumn('agreeing', blocks, ({ mean, seeds }, row) => {
      const together = called(mean, row);
      return seeds.filter(seed => called(seed, row) === together).length / seeds.length;
    }),
    ...classes.map((name, c) =>
      numberColumn(`score ${name}`, blocks, ({ mean }, row) => mean.row(row)[c]),
    ),
    ...seedsOf(blocks).map((seed, s) =>
      textColumn(`predicted seed ${seed}`, blocks, ({ seeds }, row) => called(seeds[s], row)),
    ),
  ];
}
