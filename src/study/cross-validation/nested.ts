import { Matrix } from '../../tensor/index.ts';
import { seedMatrices } from '../figures.ts';
import { labelledRows } from '../labelled-rows.ts';
import { labelsOf } from '../parts.ts';
import type { CrossValidation, SelectionProcedure } from '../schema/cross-validation.ts';
import { type FinishedCell, trainCells } from '../training.ts';
import type { CrossValidationContext, Fold } from './fold.ts';
import { differencesByFold, figuresOver, foldValues } from './fold-figures.ts';
import type { FoldProgress } from './fold-progress.ts';
import { type InnerCandidate, type InnerChoice, innerChoices } from './inner-choice.ts';
import { innerFolds } from './inner-folds.ts';
import type { CrossValidationPlan } from './plan-schema.ts';

type Tested = SelectionProcedure['byFold'][number];

/** What every procedure of selection came to in one fold. */
export interface NestedFold {
  readonly tested: ReadonlyMap<SelectionProcedure['name'], Tested>;
  readonly fitsNow: number;
}

/**
 * Chooses in one outer fold as a study chooses, from the rows that the fold learns from, and reads
 * the tested rows for the chosen cells alone.
 */
export async function nestedFold(
  fold: Fold,
  settings: CrossValidationPlan,
  context: CrossValidationContext,
  progress: FoldProgress,
): Promise<NestedFold> {
  const { dataset, plan } = context;
  const { select } = plan.evaluate;
  const training = { ...context, keep: 'predictions' as const, onEvent: progress.listener };
  const inner =
    settings.inner === 1 ? null : await innerCandidates(fold, settings, context, progress);
  const chosen = inner && innerChoices(inner.candidates, inner.rows, select);
  const wanted =
    chosen === null
      ? fold.designs
      : fold.designs.filter(({ id }) => chosen.some(({ cell }) => cell === id));
  const { parts, encoded } = fold;
  const { cells, trainedNow } = await trainCells(wanted, { ...training, parts, encoded });
  const choices =
    chosen ?? innerChoices(cells.map(candidateOf), labelledRows(dataset, parts.validation), select);
  const labels = labelsOf(dataset, parts.test);
  const tested = choices.map((choice): [SelectionProcedure['name'], Tested] => [
    choice.name,
    testedCell(choice, cells, labels),
  ]);
  return { tested: new Map(tested), fitsNow: trainedNow + (inner?.fitsNow ?? 0) };
}

function testedCell(
  { cell, chosenBy }: InnerChoice,
  cells: readonly FinishedCell[],
  labels: Int32Array,
): Tested {
  const found = cells.find(({ design }) => design.id === cell);
  const seeds = found === undefined ? [] : seedMatrices(found.trained, 'test');
  const C = found?.trained.fits[0].convex?.C ?? null;
  return { cell, C, chosenBy, test: foldValues(labels, seeds) };
}

/** Every cell over the inner folds; each row that the outer fold learns from is predicted once. */
async function innerCandidates(
  outer: Fold,
  settings: CrossValidationPlan,
  context: CrossValidationContext,
  { listener }: FoldProgress,
) {
  const { dataset } = context;
  const pooled = new Map<string, InnerCandidate>();
  const rows: Int32Array[] = [];
  let fitsNow = 0;
  for (const { designs, parts, encoded } of innerFolds(outer, settings, context)) {
    const training = { ...context, parts, encoded, keep: 'predictions' as const };
    const { cells, trainedNow } = await trainCells(designs, { ...training, onEvent: listener });
    fitsNow += trainedNow;
    rows.push(parts.test);
    for (const { design, trained } of cells) {
      const seeds = seedMatrices(trained, 'test');
      const before = pooled.get(design.id)?.validation;
      const validation = seeds.map((matrix, s) =>
        before === undefined ? matrix : below(before[s], matrix),
      );
      pooled.set(design.id, { design, validation });
    }
  }
  const all = Int32Array.from(rows.flatMap(part => [...part]));
  return { candidates: [...pooled.values()], rows: labelledRows(dataset, all), fitsNow };
}

function candidateOf({ design, trained }: FinishedCell): InnerCandidate {
  return { design, validation: seedMatrices(trained, 'validation') };
}

/** One matrix under another. */
function below(top: Matrix, bottom: Matrix): Matrix {
  const data = new Float32Array(top.data.length + bottom.data.length);
  data.set(top.data);
  data.set(bottom.data, top.data.length);
  return new Matrix(top.rows + bottom.rows, top.columns, data);
}

/** The procedures over all folds, and whether fusing is worth its choice. */
export function nestedFigures(
  folds: readonly NestedFold[],
  ratio: number,
  level: number,
): Pick<CrossValidation, 'procedures' | 'comparisons'> {
  const names = ['fused', 'single', 'any'] as const;
  const procedures = names.flatMap((name): SelectionProcedure[] => {
    const byFold = folds.flatMap(({ tested }) => tested.get(name) ?? []);
    if (byFold.length < folds.length) return [];
    const chosen: Record<string, number> = {};
    for (const { cell } of byFold) chosen[cell] = (chosen[cell] ?? 0) + 1;
    const values = byFold.map(({ test }) => test);
    return [{ name, byFold, chosen, figures: figuresOver(values, ratio, level) }];
  });
  const of = (wanted: string) => procedures.find(({ name }) => name === wanted);
  const [fused, single] = [of('fused'), of('single')];
  if (fused === undefined || single === undefined) return { procedures, comparisons: [] };
  const values = ({ byFold }: SelectionProcedure) => byFold.map(({ test }) => test);
  const differences = differencesByFold(values(fused), values(single));
  return {
    procedures,
    comparisons: [
      {
        question: 'selection',
        a: fused.name,
        b: single.name,
        differences: figuresOver(differences, ratio, level),
      },
    ],
  };
}
