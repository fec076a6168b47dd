import { Random } from '../tensor/index.ts';
import { numberGroups } from './groups.ts';
import {
  type Difference,
  type Interval,
  percentileEnds,
  shareAboveZero,
  standardDeviation,
} from './interval.ts';
import { drawTimes } from './replicates.ts';

/** What is to be known of the same rows again and again. */
export interface ResampledInput {
  readonly rows: number;
  /** n group ids (patient, lesion, place); without them every row is a group of its own. */
  readonly groups?: readonly string[];
  /** How many training seeds there are. */
  readonly seeds: number;
  /**
   * The numbers of one resample, always as many: row i counts `weights[i]` times, seed s `times[s]`
   * times. NaN where the resample leaves one undefined.
   */
  readonly statistic: (weights: Float64Array, times: Float64Array) => ArrayLike<number>;
}

export interface ResampledOptions {
  /** 1000 by default. */
  readonly resamples?: number;
  /** 0.95 by default. */
  readonly level?: number;
  /** Of the draws; 0 by default. */
  readonly seed?: number;
}

/** A number's interval, and how far its resamples lie apart and above zero. */
export type ResampledFigure = Interval & Pick<Difference, 'shareAbove' | 'standardError'>;

/**
 * Percentile bootstrap intervals of any numbers that follow from weighted rows and seeds, on the
 * resamples of {@link bootstrap}: groups and seeds drawn with replacement, all rows of a group
 * together. All numbers are of the same resamples, so that one may be the difference of two others.
 * A resample in which a number is undefined is left out for that number and counted.
 *
 * @returns one for each number, in order
 * @throws E_SHAPE, E_METRIC_INPUT where groups do not fit the rows or there is one group only
 *
 * @example
 * // The share of positives, by patient.
 * const statistic = (weights: Float64Array) => [dot(weights, positive) / sum(weights)];
 * const [share] = resampledIntervals({ rows: 100, groups: patients, seeds: 1, statistic });
 */
export function resampledIntervals(
  { rows, groups, seeds, statistic }: ResampledInput,
  options: ResampledOptions = {},
): ResampledFigure[] {
  const { resamples = 1000, level = 0.95, seed = 0 } = options;
  const numbered = numberGroups(groups, rows);
  const weights = new Float64Array(rows).fill(1);
  const estimates = Float64Array.from(statistic(weights, new Float64Array(seeds).fill(1)));
  const groupTimes = new Float64Array(numbered.count);
  const times = new Float64Array(seeds);
  const drawn = Array.from(estimates, () => new Float64Array(resamples));
  for (let b = 0; b < resamples; b++) {
    drawTimes(groupTimes, new Random(seed, 'bootstrap groups', b));
    for (let i = 0; i < rows; i++) weights[i] = groupTimes[numbered.of[i]];
    drawTimes(times, new Random(seed, `bootstrap ${seeds} seeds`, b));
    const values = statistic(weights, times);
    for (let k = 0; k < drawn.length; k++) drawn[k][b] = values[k];
  }
  return drawn.map((values, k) => summed(estimates[k], values, level));
}

function summed(estimate: number, drawn: Float64Array, level: number): ResampledFigure {
  const kept = drawn.filter(value => !Number.isNaN(value)).sort();
  const [low, high] = percentileEnds(level)(kept);
  return {
    estimate,
    low,
    high,
    dropped: drawn.length - kept.length,
    shareAbove: shareAboveZero(kept),
    standardError: standardDeviation(kept),
  };
}

/** The mean over seeds, seed s counting `times[s]` times, of the numbers of each seed. */
export function meanOverSeeds(
  seeds: readonly ((weights: Float64Array) => ArrayLike<number>)[],
): ResampledInput['statistic'] {
  return (weights, times) => {
    let sums: Float64Array | null = null;
    seeds.forEach((statistic, s) => {
      if (times[s] === 0) return;
      const values = statistic(weights);
      sums ??= new Float64Array(values.length);
      for (let k = 0; k < values.length; k++) sums[k] += times[s] * values[k];
    });
    return (sums ?? new Float64Array(0)).map(sum => sum / seeds.length);
  };
}
