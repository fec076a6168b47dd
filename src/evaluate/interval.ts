import { type MetricName, metrics, type PerMetric, perMetric } from './metrics.ts';
import { quantile } from './quantile.ts';
import { type Replicates, subtract } from './replicates.ts';

/** An estimate and its percentile bootstrap interval; all NaN where the data leave it undefined. */
export interface Interval {
  /** On the full data: the mean over the system's seeds. */
  readonly estimate: number;
  readonly low: number;
  readonly high: number;
  /** How many resamples were left out, because a class was missing from them. */
  readonly dropped: number;
}

/** An interval of `a − b`, whatever the metric's direction. */
export interface Difference extends Interval {
  /** The share of the resamples kept in which `a − b` is above zero; equality is not. */
  readonly shareAbove: number;
  /** Standard deviation of `a − b` over the resamples kept; NaN with fewer than two. */
  readonly standardError: number;
}

/**
 * Percentile intervals (Efron 1979): the (1 − level)/2 and (1 + level)/2 quantiles of the values in
 * the resamples kept.
 *
 * @param complete for each resample 1 where it has every class, else 0
 */
export function intervals(
  replicates: Replicates,
  complete: Uint8Array,
  level: number,
): PerMetric<Interval> {
  return perMetric(name => {
    const kept = keptValues(replicates, complete, name).sort();
    return {
      estimate: replicates.estimate[name],
      low: quantile(kept, (1 - level) / 2),
      high: quantile(kept, (1 + level) / 2),
      dropped: complete.length - kept.length,
    };
  });
}

/** The intervals of `a − b`. */
export function differences(
  a: Replicates,
  b: Replicates,
  complete: Uint8Array,
  level: number,
): PerMetric<Difference> {
  const difference = subtract(a, b);
  const interval = intervals(difference, complete, level);
  return perMetric(name => {
    const kept = keptValues(difference, complete, name);
    return {
      ...interval[name],
      shareAbove: shareAboveZero(kept),
      standardError: standardDeviation(kept),
    };
  });
}

/** A copy of the values in the resamples that count for the metric. */
function keptValues({ drawn }: Replicates, complete: Uint8Array, name: MetricName): Float64Array {
  const { averagesClasses } = metrics[name];
  return drawn[name].filter((_, b) => !averagesClasses || complete[b] === 1);
}

/** NaN where there are no values, or they are undefined. */
function shareAboveZero(values: Float64Array): number {
  let above = 0;
  for (const value of values) {
    if (Number.isNaN(value)) return Number.NaN;
    if (value > 0) above += 1;
  }
  return above / values.length;
}

/** With n − 1 in the denominator. */
function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
