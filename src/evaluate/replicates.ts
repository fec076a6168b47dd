import { Random } from '../tensor/index.ts';
import { difference } from './difference.ts';
import type { FigureScorer } from './figure-set.ts';
import type { Groups } from './groups.ts';

/** What a bootstrap knows of one system, or of the difference of two; figures in their set's order. */
export interface Replicates {
  /** On the full data. */
  readonly estimate: Float64Array;
  /** For each figure its value in each resample. */
  readonly drawn: readonly Float64Array[];
}

/** The replicates of several systems on the same resamples. */
export interface Draws {
  /** In the order in which the systems were given. */
  readonly systems: readonly Replicates[];
  /** For each resample 1 where it has every class of the full data, else 0. */
  readonly complete: Uint8Array;
}

/** The scorers of a system, one for each seed; their figures go by place here, not by name. */
export type Seeds = readonly (Omit<FigureScorer<string>, 'figures'> & {
  readonly figures: { readonly names: readonly string[] };
})[];

/**
 * Scores every system on every resample. Resample b takes its groups from one random stream and its
 * seeds from another, both named by b, so that it is the same whatever else is drawn.
 *
 * @param systems for each system a scorer of each of its seeds, all of the same rows and figures
 */
export function drawReplicates(
  groups: Groups,
  systems: readonly Seeds[],
  resamples: number,
  seed: number,
): Draws {
  const [[{ rows, figures, isComplete }]] = systems;
  const size = figures.names.length;
  const weights = new Float64Array(rows).fill(1);
  const groupTimes = new Float64Array(groups.count);
  const complete = new Uint8Array(resamples);
  const values = new Float64Array(size);
  const replicates = systems.map(seeds => ({
    mean: meanScorer(seeds),
    times: new Float64Array(seeds.length),
    stream: `bootstrap ${seeds.length} seeds`,
    estimate: meanScores(seeds, weights),
    drawn: Array.from({ length: size }, () => new Float64Array(resamples)),
  }));
  for (let b = 0; b < resamples; b++) {
    drawTimes(groupTimes, new Random(seed, 'bootstrap groups', b));
    for (let i = 0; i < rows; i++) weights[i] = groupTimes[groups.of[i]];
    complete[b] = isComplete(weights) ? 1 : 0;
    for (const { mean, times, stream, drawn } of replicates) {
      drawTimes(times, new Random(seed, stream, b));
      mean(times, weights, values);
      for (let k = 0; k < size; k++) drawn[k][b] = values[k];
    }
  }
  return { systems: replicates, complete };
}

/** The replicates of `a − b`: the same resamples and, with equally many seeds, the same seeds. */
export function subtract(a: Replicates, b: Replicates): Replicates {
  return {
    estimate: a.estimate.map((value, k) => difference(value, b.estimate[k])),
    drawn: a.drawn.map((values, k) => values.map((value, r) => difference(value, b.drawn[k][r]))),
  };
}

/** The mean of each figure over the seeds. */
export function meanScores(seeds: Seeds, weights: Float64Array): Float64Array {
  const values = new Float64Array(seeds[0].figures.names.length);
  meanScorer(seeds)(new Float64Array(seeds.length).fill(1), weights, values);
  return values;
}

/** Writes the mean of each figure over the seeds, seed s counting `times[s]` times. */
function meanScorer(seeds: Seeds) {
  const one = new Float64Array(seeds[0].figures.names.length);
  return (times: Float64Array, weights: Float64Array, values: Float64Array): void => {
    values.fill(0);
    for (let s = 0; s < seeds.length; s++) {
      if (times[s] === 0) continue;
      seeds[s].scoreInto(weights, one);
      for (let k = 0; k < one.length; k++) values[k] += times[s] * one[k];
    }
    for (let k = 0; k < one.length; k++) values[k] /= seeds.length;
  };
}

/** Writes how often each of some things occurs in as many draws with replacement. */
export function drawTimes(times: Float64Array, random: Random): void {
  times.fill(0);
  for (let k = 0; k < times.length; k++) times[random.below(times.length)] += 1;
}
