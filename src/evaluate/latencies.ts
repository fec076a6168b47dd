import { MingaError } from '../errors/index.ts';
import { quantile } from './quantile.ts';

/** Times in milliseconds. */
export interface LatencySummary {
  readonly n: number;
  readonly mean: number;
  readonly median: number;
  /** The 95th percentile: what one call in twenty exceeds. */
  readonly p95: number;
  /** The 99th percentile; of fewer than a hundred timings it is close to the longest. */
  readonly p99: number;
}

/**
 * Median, 95th and 99th percentile and mean of repeated timings, quantiles by linear interpolation as in
 * NumPy. Warm-up calls are the caller's to leave out. The input is not changed.
 *
 * @param ms n ≥ 1 times in milliseconds
 * @throws E_METRIC_INPUT where there are none, or one is negative
 * @throws E_NOT_FINITE where one is NaN or infinite
 *
 * @example
 * summariseLatencies(Float64Array.of(4, 1, 3, 2)).median; // 2.5
 */
export function summariseLatencies(ms: Float64Array): LatencySummary {
  if (ms.length === 0) {
    throw new MingaError('E_METRIC_INPUT', { found: 'no timings', expected: 'at least one' });
  }
  ms.forEach((time, i) => {
    if (!Number.isFinite(time)) {
      throw new MingaError('E_NOT_FINITE', { found: `timing ${i} is ${time}` });
    }
    if (time < 0) {
      throw new MingaError('E_METRIC_INPUT', {
        found: `timing ${i} is ${time} ms`,
        expected: 'zero or more',
        fix: 'time with a monotonic clock (performance.now)',
      });
    }
  });
  const ascending = ms.toSorted();
  return {
    n: ms.length,
    mean: ms.reduce((sum, time) => sum + time, 0) / ms.length,
    median: quantile(ascending, 0.5),
    p95: quantile(ascending, 0.95),
    p99: quantile(ascending, 0.99),
  };
}
