import type { Cases, Cell } from '../../../study/index.ts';
import type { Matrix } from '../../../tensor/index.ts';
import { bestCells } from '../../cells.ts';
import { meanProbabilities } from '../../mean-probabilities.ts';
import type { ReportRun } from '../../run.ts';

/** A column of texts, or of numbers in single precision. */
export type CaseColumn =
  | { readonly name: string; readonly kind: 'text'; readonly values: readonly string[] }
  | { readonly name: string; readonly kind: 'number'; readonly values: Float32Array };

export interface CaseTable {
  readonly rows: number;
  readonly columns: readonly CaseColumn[];
}

const parts = ['validation', 'test'] as const;

/**
 * What the best single modality and the best fused cell said of every validation and test row: one
 * row a cell and case. A score is the mean over seeds, the class predicted the one with the highest
 * score (the first of equals), `agreeing` the share of seeds that by themselves predict it. What
 * each seed predicts stands apart: a figure of the results is the mean over seeds of such figures,
 * which that of the mean score can exceed.
 *
 * Columns: `part`, `id`, `group`, `label`, `cell`, `chosen`, `predicted`, `agreeing`, `score CLASS`
 * for each class in the order of the results, and `predicted seed N` for each seed.
 */
export function caseTable(run: ReportRun, cases: Cases): CaseTable {
  const { single, fused } = bestCells(run.results);
  const blocks = [
    ...(single === null ? [] : blocksOf(single, 'best single', run, cases)),
    ...(fused === null ? [] : blocksOf(fused, 'best fused', run, cases)),
  ];
  const { classes } = run.results.dataset;
  const text = (name: string, values: (block: Block) => readonly string[]): CaseColumn => ({
    name,
    kind: 'text',
    values: blocks.flatMap(values),
  });
  const number = (name: string, value: (block: Block, row: number) => number): CaseColumn => ({
    name,
    kind: 'number',
    values: Float32Array.from(
      blocks.flatMap(block => block.ids.map((_, row) => value(block, row))),
    ),
  });
  const all = (value: string, { ids }: Block) => ids.map(() => value);
  return {
    rows: blocks.reduce((sum, { ids }) => sum + ids.length, 0),
    columns: [
      text('part', block => all(block.part, block)),
      text('id', ({ ids }) => ids),
      text('group', ({ groups }) => groups),
      text('label', ({ labels }) => Array.from(labels, label => classes[label])),
      text('cell', block => all(block.cell.id, block)),
      text('chosen', block => all(block.chosen, block)),
      text('predicted', ({ predicted }) => predicted.map(index => classes[index])),
      number('agreeing', ({ agreeing }, row) => agreeing[row]),
      ...classes.map((name, c) => number(`score ${name}`, ({ scores }, row) => scores.row(row)[c])),
      ...seedsOf(blocks).map((seed, s) =>
        text(`predicted seed ${seed}`, ({ bySeed }) => bySeed[s].map(index => classes[index])),
      ),
    ],
  };
}

/** All cells of a run have the plan's seeds. */
function seedsOf([first]: readonly Block[]): number[] {
  return first === undefined ? [] : first.cell.fits.map(({ seed }) => seed);
}

interface Block {
  readonly part: (typeof parts)[number];
  readonly cell: Cell;
  readonly chosen: string;
  readonly ids: readonly string[];
  readonly groups: readonly string[];
  readonly labels: Int32Array;
  readonly scores: Matrix;
  readonly predicted: readonly number[];
  readonly agreeing: readonly number[];
  /** What each seed predicts by itself. */
  readonly bySeed: readonly (readonly number[])[];
}

function blocksOf(cell: Cell, chosen: string, run: ReportRun, cases: Cases): Block[] {
  const predictions = run.predictions.get(cell.id);
  if (predictions === undefined) return [];
  return parts.map(part => {
    const scores = meanProbabilities(predictions[part]);
    const predicted = highest(scores);
    const bySeed = predictions[part].map(highest);
    return {
      part,
      cell,
      chosen,
      ids: cases[part].ids,
      groups: cases[part].groups,
      labels: run.rows.labels[part],
      scores,
      predicted,
      bySeed,
      agreeing: predicted.map(
        (index, row) => bySeed.filter(own => own[row] === index).length / bySeed.length,
      ),
    };
  });
}

/** For each row the column with the highest value, the first of equals. */
function highest(matrix: Matrix): number[] {
  return Array.from({ length: matrix.rows }, (_, i) => {
    const row = matrix.row(i);
    return row.reduce((best, value, c) => (value > row[best] ? c : best), 0);
  });
}
