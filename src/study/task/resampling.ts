import {
  type BootstrapOptions,
  bootstrap,
  type FigureScorer,
  prepareMultilabelScorer,
  prepareRegressionScorer,
  type Resampled,
  resampleFigures,
} from '../../evaluate/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import type { LabelledRows } from '../figures.ts';

type Systems = Readonly<Record<string, readonly Matrix[]>>;

/**
 * Intervals of every figure that the task of the rows has, and the paired differences asked for.
 *
 * @param systems for each system what it says of the rows, one matrix for each seed
 * @throws as `bootstrap`
 */
export function resampleRows(
  rows: LabelledRows,
  systems: Systems,
  options: BootstrapOptions,
): Resampled<string> {
  const { labels, groups, signs, numbers } = rows;
  if (signs !== undefined) {
    const scorers = scorersOf(systems, matrix => prepareMultilabelScorer(signs, matrix));
    return resampleFigures(scorers, groups, options);
  }
  if (numbers !== undefined) {
    const scorers = scorersOf(systems, ({ data }) => prepareRegressionScorer(numbers, data));
    return resampleFigures(scorers, groups, options);
  }
  return bootstrap({ labels, groups, systems }, options);
}

function scorersOf<Name extends string>(
  systems: Systems,
  prepare: (matrix: Matrix) => FigureScorer<Name>,
): Record<string, FigureScorer<Name>[]> {
  return Object.fromEntries(
    Object.entries(systems).map(([name, matrices]) => [name, matrices.map(prepare)]),
  );
}
