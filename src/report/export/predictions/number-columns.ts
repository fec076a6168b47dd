import type { Results } from '../../../study/index.ts';
import { type CaseAnswers, type CaseBlock, numberColumn, seedsOf } from './case-column.ts';

/**
 * Of a number, in its own unit: `true TARGET`; `predicted`, the mean over seeds, and `predicted seed
 * N` for each seed.
 */
export function numberColumns(blocks: readonly CaseBlock[], { task }: Results): CaseAnswers {
  return {
    truth: numberColumn(`true ${task?.target ?? 'number'}`, blocks, ({ targets }, row) =>
      targets === null ? Number.NaN : targets.data[row],
    ),
    said: [
      numberColumn('predicted', blocks, ({ mean }, row) => mean.data[row]),
      ...seedsOf(blocks).map((seed, s) =>
        numberColumn(`predicted seed ${seed}`, blocks, ({ seeds }, row) => seeds[s].data[row]),
      ),
    ],
  };
}
