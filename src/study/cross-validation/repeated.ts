import { seedMatrices } from '../figures.ts';
import { headLabel, isSingle } from '../grid.ts';
import { labelsOf } from '../parts.ts';
import { alignerLabel } from '../planned-aligner.ts';
import type { CrossValidatedCell, CrossValidation } from '../schema/cross-validation.ts';
import { trainCells } from '../training.ts';
import type { CrossValidationContext, Fold } from './fold.ts';
import { differencesByFold, type FoldValues, figuresOver, foldValues } from './fold-figures.ts';
import type { FoldProgress } from './fold-progress.ts';

/** What every cell of the grid came to in every fold. */
export interface RepeatedOutcome {
  /** By cell id, one for each fold. */
  readonly byFold: ReadonlyMap<string, readonly FoldValues[]>;
  readonly fitsNow: number;
}

/** Trains every cell in every fold and reads the rows that the fold tests. */
export async function crossValidateCells(
  folds: readonly Fold[],
  context: CrossValidationContext,
  progress: FoldProgress,
): Promise<RepeatedOutcome> {
  const byFold = new Map<string, FoldValues[]>();
  let fitsNow = 0;
  for (const { designs, parts, encoded } of folds) {
    const { cells, trainedNow } = await trainCells(designs, {
      ...context,
      parts,
      encoded,
      keep: 'predictions',
      onEvent: progress.listener,
    });
    fitsNow += trainedNow;
    const labels = labelsOf(context.dataset, parts.test);
    for (const { design, trained } of cells) {
      const values = foldValues(labels, seedMatrices(trained, 'test'));
      byFold.set(design.id, [...(byFold.get(design.id) ?? []), values]);
    }
  }
  return { byFold, fitsNow };
}

/** Cells with their means over the folds, and the differences that the grid itself asks for. */
export function repeatedFigures(
  [{ designs }]: readonly Fold[],
  { byFold }: RepeatedOutcome,
  ratio: number,
  level: number,
): Pick<CrossValidation, 'cells' | 'comparisons'> {
  const of = (id: string) => byFold.get(id) ?? [];
  const cells = designs.map(({ id, image, text, aligner, head }): CrossValidatedCell => {
    const values = [...of(id)];
    return {
      id,
      image: image?.id ?? null,
      text: text?.id ?? null,
      aligner: alignerLabel(aligner),
      head: headLabel(head),
      byFold: values,
      figures: figuresOver(values, ratio, level),
    };
  });
  const comparisons = plannedQuestions(designs).map(({ question, a, b }) => ({
    question,
    a,
    b,
    differences: figuresOver(differencesByFold(of(a), of(b)), ratio, level),
  }));
  return { cells, comparisons };
}

type Question = Pick<CrossValidation['comparisons'][number], 'question' | 'a' | 'b'>;

/**
 * Questions that are there before any figure is: every aligner against none, and every fused cell
 * without alignment against each of its encoders alone.
 */
function plannedQuestions(designs: Fold['designs']): Question[] {
  const unaligned = designs.filter(({ aligner }) => aligner.kind === 'none');
  return designs
    .filter(({ head }) => !isSingle(head))
    .flatMap(({ id, image, text, aligner, head }): Question[] => {
      if (aligner.kind !== 'none') {
        const same = unaligned.filter(
          other =>
            other.image?.id === image?.id &&
            other.text?.id === text?.id &&
            headLabel(other.head) === headLabel(head),
        );
        return same.map(({ id: b }) => ({ question: 'alignment', a: id, b }));
      }
      const alone = unaligned.filter(
        other =>
          isSingle(other.head) &&
          (other.image === null || other.image.id === image?.id) &&
          (other.text === null || other.text.id === text?.id),
      );
      return alone.map(({ id: b }) => ({ question: 'fusion', a: id, b }));
    });
}
