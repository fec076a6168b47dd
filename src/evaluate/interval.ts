import type { FigureSet } from './figure-set.ts';
import { quantile } from './quantile.ts';
import { type Replicates, subtract } from './replicates.ts';

/** An estimate and its bootstrap interval; all NaN where the data leave it undefined. */
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
  /**
   * Two-sided bootstrap p of `a − b` = 0: twice the smaller share of the resamples kept at or beyond
   * zero on either side, one more counted in each and in all; at most 1. NaN where undefined.
   */
  readonly p: number;
}

/** The two ends of an interval, from the ascending values of the resamples kept. */
export type Ends = (kept: Float64Array, estimate: number, k: number) => readonly [number, number];

/** What intervals are made under. */
export interface IntervalRule {
  /** For each resample 1 where it has every class, else 0. */
  readonly complete: Uint8Array;
  readonly ends: Ends;
}

/**
 * Percentile intervals (Efron 1979): the (1 − level)/2 and (1 + level)/2 quantiles of the values in
 * the resamples kept.
 */
export function percentileEnds(level: number) {
  return (kept: Float64Array): ReturnType<Ends> => [
    quantile(kept, (1 - level) / 2),
    quantile(kept, (1 + level) / 2),
  ];
}

export function intervals<Name extends string>(
  figures: FigureSet<Name>,
  replicates: Replicates,
  { complete, ends }: IntervalRule,
): Record<Name, Interval> {
  return figures.per(name => {
    const k = figures.names.indexOf(name);
    const estimate = replicates.estimate[k];
    const kept = keptValues(replicates, k, complete, figures.averagesClasses(name)).sort();
    const [low, high] = ends(kept, estimate, k);
    return { estimate, low, high, dropped: complete.length - kept.length };
  });
}

/** The intervals of `a − b`. */
export function differences<Name extends string>(
  figures: FigureSet<Name>,
  [a, b]: readonly [Replicates, Replicates],
  rule: IntervalRule,
): Record<Name, Difference> {
  const difference = subtract(a, b);
  const interval = intervals(figures, difference, rule);
  return figures.per(name => {
    const k = figures.names.indexOf(name);
    const kept = keptValues(difference, k, rule.complete, figures.averagesClasses(name));
    return {
      ...interval[name],
      shareAbove: shareAboveZero(kept),
      standardError: standardDeviation(kept),
      p: bootstrapP(kept),
    };
  });
}

/**
 * A copy of the values in the resamples that count for the figure. One that a resample leaves
 * undefined, and the full data do not, is left out too.
 */
function keptValues(
  { estimate, drawn }: Replicates,
  k: number,
  complete: Uint8Array,
  averagesClasses: boolean,
): Float64Array {
  const defined = !Number.isNaN(estimate[k]);
  return drawn[k].filter(
    (value, b) => (!averagesClasses || complete[b] === 1) && !(defined && Number.isNaN(value)),
  );
}

/** NaN where there are no values, or they are undefined. */
export function shareAboveZero(values: Float64Array): number {
  let above = 0;
  for (const value of values) {
    if (Number.isNaN(value)) return Number.NaN;
    if (value > 0) above += 1;
  }
  return above / values.length;
}

function bootstrapP(values: Float64Array): number {
  let [atMost, atLeast] = [0, 0];
  for (const value of values) {
    if (Number.isNaN(value)) return Number.NaN;
    if (value <= 0) atMost += 1;
    if (value >= 0) atLeast += 1;
  }
  if (values.length === 0) return Number.NaN;
  return Math.min(1, (2 * (1 + Math.min(atMost, atLeast))) / (1 + values.length));
}

/** With n − 1 in the denominator. */
export function standardDeviation(values: Float64Array): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const squares = values.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return Math.sqrt(squares / (values.length - 1));
}
