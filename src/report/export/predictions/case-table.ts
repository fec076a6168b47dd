import type { Cases, Cell, Results } from '../../../study/index.ts';
import { bestCells } from '../../cells.ts';
import { meanProbabilities } from '../../mean-probabilities.ts';
import type { ReportRun } from '../../run.ts';
import { type CaseBlock, type CaseColumn, textColumn } from './case-column.ts';
import { classColumns } from './class-columns.ts';
import { labelColumns } from './label-columns.ts';
import { numberColumns } from './number-columns.ts';

export interface CaseTable {
  readonly rows: number;
  readonly columns: readonly CaseColumn[];
}

const parts = ['validation', 'test'] as const;

/**
 * What the best single modality and the best fused cell said of every validation and test row: one
 * row a cell and case. What they say is the mean over seeds; what each seed predicts stands apart: a
 * figure of the results is the mean over seeds of such figures, which that of the mean can exceed.
 *
 * Columns: `part`, `id`, `group`, the truth, `cell`, `chosen`, then what was said: see
 * {@link classColumns}, {@link labelColumns} and {@link numberColumns}.
 */
export function caseTable(run: ReportRun, cases: Cases): CaseTable {
  const { single, fused } = bestCells(run.results);
  const blocks = [
    ...(single === null ? [] : blocksOf(single, 'best single', run, cases)),
    ...(fused === null ? [] : blocksOf(fused, 'best fused', run, cases)),
  ];
  const { truth, said } = answersOf(run.results)(blocks, run.results);
  const text = (name: string, value: (block: CaseBlock, row: number) => string) =>
    textColumn(name, blocks, value);
  return {
    rows: blocks.reduce((sum, { ids }) => sum + ids.length, 0),
    columns: [
      text('part', ({ part }) => part),
      text('id', ({ ids }, row) => ids[row]),
      text('group', ({ groups }, row) => groups[row]),
      truth,
      text('cell', ({ cell }) => cell.id),
      text('chosen', ({ chosen }) => chosen),
      ...said,
    ],
  };
}

function answersOf({ task }: Results) {
  if (task?.kind === 'multilabel') return labelColumns;
  return task?.kind === 'regression' ? numberColumns : classColumns;
}

function blocksOf(cell: Cell, chosen: string, run: ReportRun, cases: Cases): CaseBlock[] {
  const predictions = run.predictions.get(cell.id);
  if (predictions === undefined) return [];
  return parts.map(part => ({
    part,
    cell,
    chosen,
    ids: cases[part].ids,
    groups: cases[part].groups,
    labels: run.rows.labels[part],
    targets: run.rows.targets?.[part] ?? null,
    mean: meanProbabilities(predictions[part]),
    seeds: predictions[part],
  }));
}
