import { type MetricName, perMetric, score } from '../../evaluate/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import type { LabelledRows } from '../figures.ts';
import { type CellDesign, isSingle } from '../grid.ts';
import { alignerResult } from '../planned-aligner.ts';
import type { SelectionProcedure } from '../schema/cross-validation.ts';
import { bestOnValidation, chooseAligners, type JudgedCell } from '../selection.ts';

/** A cell with its probabilities of the rows that choose, one matrix a seed. */
export interface InnerCandidate {
  readonly design: CellDesign;
  readonly validation: readonly Matrix[];
}

/** A cell that a procedure chose, with the figure that it was chosen by. */
export interface InnerChoice {
  readonly name: SelectionProcedure['name'];
  readonly cell: string;
  readonly chosenBy: number | null;
}

/**
 * The choices of a study, made from the rows given and nothing else: the aligner of every fused
 * head, then the best fused cell, the best of one modality, and the best of both.
 */
export function innerChoices(
  candidates: readonly InnerCandidate[],
  rows: LabelledRows,
  select: MetricName,
): InnerChoice[] {
  const judged = candidates.map(({ design, validation }) => ({
    cell: judgedCell(design, validation, rows),
    validation,
  }));
  const cells = judged.map(({ cell }) => cell);
  const aligned = chooseAligners(judged, select, rows);
  const single = bestOnValidation(
    cells.filter(({ head }) => isSingle(head)),
    select,
  );
  const fused = bestOnValidation(
    cells.filter(({ id }) => aligned.some(({ cell }) => cell === id)),
    select,
  );
  const any = bestOnValidation(
    [single, fused].flatMap(cell => (cell === null ? [] : [cell])),
    select,
  );
  const named = [
    { name: 'fused' as const, cell: fused },
    { name: 'single' as const, cell: single },
    { name: 'any' as const, cell: any },
  ];
  return named.flatMap(({ name, cell }) =>
    cell === null ? [] : [{ name, cell: cell.id, chosenBy: cell.validation[select].estimate }],
  );
}

function judgedCell(
  { id, image, text, aligner, head }: CellDesign,
  seeds: readonly Matrix[],
  { labels }: LabelledRows,
): JudgedCell {
  const scores = seeds.map(matrix => score(labels, matrix));
  return {
    id,
    image: image?.id ?? null,
    text: text?.id ?? null,
    aligner: alignerResult(aligner),
    head,
    validation: perMetric(name => {
      const mean = scores.reduce((sum, each) => sum + each[name], 0) / scores.length;
      return { estimate: Number.isFinite(mean) ? mean : null };
    }),
  };
}
