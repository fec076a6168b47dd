import { metricNames, score } from '../../evaluate/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import type { CorrectedInterval } from '../schema/cross-validation.ts';
import { correctedInterval } from './corrected-interval.ts';

/** Metrics of one fold; null where it leaves one undefined. */
export type FoldValues = Record<string, number | null>;

/** Every metric of one fold's rows, mean over the seeds. */
export function foldValues(labels: Int32Array, seeds: readonly Matrix[]): FoldValues {
  const scores = seeds.map(matrix => score(labels, matrix));
  return Object.fromEntries(
    metricNames.map(name => {
      const mean = scores.reduce((sum, each) => sum + each[name], 0) / scores.length;
      return [name, Number.isFinite(mean) ? mean : null];
    }),
  );
}

/** Every metric over all folds. */
export function figuresOver(
  byFold: readonly FoldValues[],
  ratio: number,
  level: number,
): Record<string, CorrectedInterval> {
  return Object.fromEntries(
    metricNames.map(name => [
      name,
      correctedInterval(
        byFold.map(values => values[name]),
        ratio,
        level,
      ),
    ]),
  );
}

/** `a − b` fold by fold. */
export function differencesByFold(
  a: readonly FoldValues[],
  b: readonly FoldValues[],
): FoldValues[] {
  return a.map((values, j) =>
    Object.fromEntries(
      metricNames.map(name => {
        const [one, other] = [values[name], b[j][name]];
        return [name, one === null || other === null ? null : one - other];
      }),
    ),
  );
}
