import { bootstrap, type MetricName, metricNames, metrics } from '../../evaluate/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import { differenceFigure } from '../figures.ts';
import type { Cell, Results } from '../results.ts';
import type { JointSignal, JointSignalAgainst } from '../schema/index.ts';
import { bestOnValidation } from '../selection.ts';
import { testPair, testPredictions } from './tests.ts';

/**
 * Does the best fused cell beat the best image cell and the best record cell, all three chosen on
 * validation rows? The claim is that it beats both, so its p is the larger of the two
 * (intersection–union: Berger 1982, Technometrics 24, 295–300), and no correction is due.
 *
 * Absent where the grid has no fused head or lacks one of the modalities alone.
 */
export function jointSignal(grid: FinishedGrid): Pick<Results, 'jointSignal'> {
  const { cells, plan, best, rows, finished } = grid;
  const { level, resamples, interval } = plan.evaluate;
  const select = metricNames.find(name => name === plan.evaluate.select);
  if (select === undefined) return {};
  const alone = (modality: 'image' | 'text') =>
    bestOnValidation(
      cells.filter(cell => (cell.image !== null) === (modality === 'image') && isAlone(cell)),
      select,
    );
  const [image, text, { fused, single }] = [alone('image'), alone('text'), best];
  if (fused === null || single === null || image === null || text === null) return {};
  const predictions = testPredictions(finished);
  const own = predictions.get(fused.id) ?? [];
  const against = [image, text].map((cell, k): JointSignalAgainst => {
    const other = predictions.get(cell.id) ?? [];
    const { pairs } = bootstrap(
      { ...rows.test, systems: { fused: own, alone: other } },
      { resamples, level, interval, pairs: [['fused', 'alone']] },
    );
    return {
      modality: k === 0 ? 'image' : 'text',
      cell: cell.id,
      difference: differenceFigure(pairs[0].differences[select]),
      ...testPair({ a: own, b: other }, rows.test, { select, resamples }),
    };
  });
  return {
    jointSignal: {
      metric: select,
      fused: fused.id,
      single: single.id,
      against,
      p: largest(against.map(({ permutation }) => permutation)),
      verdict: jointVerdict(against, select, level),
    },
  };
}

function isAlone({ image, text }: Cell): boolean {
  return image === null || text === null;
}

function largest(values: readonly (number | null)[]): number | null {
  return values.reduce(
    (most, p) => (most === null || p === null ? null : Math.max(most, p)),
    values[0],
  );
}

/**
 * A claim needs its interval and its p: the interval tells of seeds too, the p holds for few groups
 * too. That fusion is worse than at least one of two is looked for twice, so its p counts twice.
 */
export function jointVerdict(
  against: readonly Pick<JointSignalAgainst, 'difference' | 'permutation'>[],
  metric: MetricName,
  level: number,
): JointSignal['verdict'] {
  const higher = metrics[metric].direction === 'higher';
  const above = ({ low }: JointSignalAgainst['difference']) => low !== null && low > 0;
  const below = ({ high }: JointSignalAgainst['difference']) => high !== null && high < 0;
  const [better, worse] = higher ? [above, below] : [below, above];
  const sure = (p: number | null, times: number) => p !== null && times * p <= 1 - level;
  if (against.every(({ difference, permutation }) => better(difference) && sure(permutation, 1))) {
    return 'shown';
  }
  return against.some(({ difference, permutation }) => worse(difference) && sure(permutation, 2))
    ? 'worse'
    : 'not shown';
}
