import { type MetricName, metrics } from '../evaluate/index.ts';
import type { FigureDifference } from '../study/index.ts';

/**
 * What a paired difference allows one to say: `gain` or `loss` where its interval excludes 0,
 * `unclear` where it does not, `undefined` where the rows leave it undefined.
 */
export type Verdict = 'gain' | 'loss' | 'unclear' | 'undefined';

export function verdictOf({ estimate, low, high }: FigureDifference, metric: MetricName): Verdict {
  if (estimate === null || low === null || high === null) return 'undefined';
  if (low <= 0 && high >= 0) return 'unclear';
  const above = low > 0;
  return above === (metrics[metric].direction === 'higher') ? 'gain' : 'loss';
}

/** True where the interval lies on one side of 0. */
export function excludesZero(difference: Pick<FigureDifference, 'low' | 'high'>): boolean {
  return difference.low !== null && difference.high !== null
    ? difference.low > 0 || difference.high < 0
    : false;
}
