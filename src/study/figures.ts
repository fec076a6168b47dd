import {
  confusionMatrix,
  type Difference,
  type Interval,
  type IntervalKind,
} from '../evaluate/index.ts';
import type { Matrix } from '../tensor/index.ts';
import type { TrainedCell } from './cell-record.ts';
import type { StudyListener } from './events.ts';
import { alignerResult } from './planned-aligner.ts';
import type { Cell, Comparison, FigureDifference, FigureInterval } from './results.ts';
import { predictionsFile } from './run-folder.ts';
import { resampleRows } from './task/resampling.ts';
import type { FinishedCell } from './training.ts';

/** Labels and groups of the rows that figures are made from. */
export interface LabelledRows {
  /** Class indices; −1 where something else is learnt. */
  readonly labels: Int32Array;
  readonly groups: readonly string[];
  /** [n, C] of 0 and 1, where several labels at once are learnt. */
  readonly signs?: Matrix;
  /** [n], where numbers are learnt. */
  readonly numbers?: Float32Array;
}

export interface FigureOptions {
  readonly resamples: number;
  readonly level: number;
  readonly interval?: IntervalKind;
  readonly onEvent?: StudyListener;
}

/** Every cell's metrics on validation and test rows. */
export async function cellFigures(
  finished: readonly FinishedCell[],
  rows: { readonly validation: LabelledRows; readonly test: LabelledRows },
  { onEvent, ...options }: FigureOptions,
): Promise<Cell[]> {
  onEvent?.({ kind: 'stage', name: 'Resampling figures', unit: 'cell', total: finished.length });
  const cells: Cell[] = [];
  for (const { design, trained } of finished) {
    // A resample's loop is long and synchronous; a bar must move and Ctrl-C work between cells.
    await new Promise(resolve => setImmediate(resolve));
    cells.push({
      id: design.id,
      key: trained.key,
      image: design.image?.id ?? null,
      text: design.text?.id ?? null,
      aligner: alignerResult(design.aligner),
      head: design.head,
      inputs: { image: design.image?.dimension ?? null, text: design.text?.dimension ?? null },
      parameters: trained.parameters,
      fits: [...trained.fits],
      validation: intervals(rows.validation, seedMatrices(trained, 'validation'), options),
      test: intervals(rows.test, seedMatrices(trained, 'test'), options),
      confusion: meanConfusion(rows.test, trained.test),
      predictions: predictionsFile(trained.key),
    });
    onEvent?.({ kind: 'progress', done: cells.length });
  }
  return cells;
}

/** One matrix a seed; a head that no seed has a say in counts once. */
export function seedMatrices({ fits, ...parts }: TrainedCell, part: 'validation' | 'test') {
  return fits[0].convex === null ? parts[part] : parts[part].slice(0, 1);
}

/** Paired differences on test rows for every question asked. */
export async function compareCells(
  questions: readonly {
    readonly question: Comparison['question'];
    readonly a: string;
    readonly b: string;
  }[],
  finished: readonly FinishedCell[],
  test: LabelledRows,
  { onEvent, ...options }: FigureOptions,
): Promise<Comparison[]> {
  if (questions.length === 0) return [];
  onEvent?.({ kind: 'stage', name: 'Comparing', unit: 'pair', total: questions.length });
  const predictions = new Map(
    finished.map(({ design, trained }) => [design.id, seedMatrices(trained, 'test')]),
  );
  const comparisons: Comparison[] = [];
  for (const { question, a, b } of questions) {
    await new Promise(resolve => setImmediate(resolve));
    const systems = { [a]: predictions.get(a) ?? [], [b]: predictions.get(b) ?? [] };
    const { pairs } = resampleRows(test, systems, { ...options, pairs: [[a, b]] });
    const differences = mapped(pairs[0].differences, differenceFigure);
    comparisons.push({ question, a, b, differences });
    onEvent?.({ kind: 'progress', done: comparisons.length });
  }
  return comparisons;
}

function intervals(
  rows: LabelledRows,
  matrices: readonly Matrix[],
  options: Omit<FigureOptions, 'onEvent'>,
) {
  const { systems } = resampleRows(rows, { cell: matrices }, options);
  return mapped(systems.cell, intervalFigure);
}

function mapped<T, U>(figures: Readonly<Record<string, T>>, of: (figure: T) => U) {
  return Object.fromEntries(Object.entries(figures).map(([name, own]) => [name, of(own)]));
}

/** JSON has no NaN: what is undefined becomes null. */
function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}

/** An interval as results hold it. */
export function intervalFigure({ estimate, low, high, dropped }: Interval): FigureInterval {
  return { estimate: finite(estimate), low: finite(low), high: finite(high), dropped };
}

/** An interval of a difference as results hold it. */
export function differenceFigure(
  difference: Interval & Pick<Difference, 'shareAbove'>,
): FigureDifference {
  return { ...intervalFigure(difference), shareAbove: finite(difference.shareAbove) };
}

/** Empty where there is no single class to be confused with another. */
function meanConfusion(
  { labels, signs, numbers }: LabelledRows,
  seeds: readonly Matrix[],
): number[][] {
  if (signs !== undefined || numbers !== undefined) return [];
  const each = seeds.map(matrix => confusionMatrix(labels, matrix));
  return each[0].map((row, t) =>
    row.map((_, p) => each.reduce((sum, counts) => sum + counts[t][p], 0) / each.length),
  );
}
