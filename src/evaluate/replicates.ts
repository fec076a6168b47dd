import { Random } from '../tensor/index.ts';
import type { Groups } from './groups.ts';
import { metricNames, type PerMetric, perMetric, type Scores } from './metrics.ts';
import type { Scorer } from './scorer.ts';

/** What a bootstrap knows of one system, or of the difference of two. */
export interface Replicates {
  /** On the full data. */
  readonly estimate: Scores;
  /** For each metric its value in each resample. */
  readonly drawn: Readonly<PerMetric<Float64Array>>;
}

/** The replicates of several systems on the same resamples. */
export interface Draws {
  /** In the order in which the systems were given. */
  readonly systems: readonly Replicates[];
  /** For each resample 1 where it has every class of the full data, else 0. */
  readonly complete: Uint8Array;
}

/**
 * Scores every system on every resample. Resample b takes its groups from one random stream and its
 * seeds from another, both named by b, so that it is the same whatever else is drawn.
 *
 * @param systems for each system a scorer of each of its seeds
 */
export function drawReplicates(
  labels: Int32Array,
  groups: Groups,
  systems: readonly (readonly Scorer[])[],
  resamples: number,
  seed: number,
): Draws {
  const weights = new Float64Array(labels.length).fill(1);
  const classes = new Set(labels).size;
  const complete = new Uint8Array(resamples);
  const replicates = systems.map(scorers => ({
    scorers,
    estimate: meanScores(scorers, new Float64Array(scorers.length).fill(1), weights),
    drawn: perMetric(() => new Float64Array(resamples)),
  }));
  for (let b = 0; b < resamples; b++) {
    drawGroups(groups, new Random(seed, 'bootstrap groups', b), weights);
    complete[b] = classesWithWeight(labels, weights) === classes ? 1 : 0;
    for (const { scorers, drawn } of replicates) {
      const stream = `bootstrap ${scorers.length} seeds`;
      const times = drawTimes(scorers.length, new Random(seed, stream, b));
      const scores = meanScores(scorers, times, weights);
      for (const name of metricNames) drawn[name][b] = scores[name];
    }
  }
  return { systems: replicates, complete };
}

/** The replicates of `a − b`: the same resamples and, with equally many seeds, the same seeds. */
export function subtract(a: Replicates, b: Replicates): Replicates {
  return {
    estimate: perMetric(name => a.estimate[name] - b.estimate[name]),
    drawn: perMetric(name => a.drawn[name].map((value, k) => value - b.drawn[name][k])),
  };
}

/** The mean of each metric over the seeds, seed s counting `times[s]` times. */
function meanScores(
  scorers: readonly Scorer[],
  times: Float64Array,
  weights: Float64Array,
): Scores {
  const sums = perMetric(() => 0);
  scorers.forEach((scorer, s) => {
    if (times[s] === 0) return;
    const scores = scorer.score(weights);
    for (const name of metricNames) sums[name] += times[s] * scores[name];
  });
  return perMetric(name => sums[name] / scorers.length);
}

/** Writes into `weights` (n) how often each row occurs in a resample of whole groups. */
function drawGroups(groups: Groups, random: Random, weights: Float64Array): void {
  const times = drawTimes(groups.count, random);
  for (let i = 0; i < weights.length; i++) weights[i] = times[groups.of[i]];
}

/** How often each of `count` things occurs in `count` draws with replacement. */
function drawTimes(count: number, random: Random): Float64Array {
  const times = new Float64Array(count);
  for (let k = 0; k < count; k++) times[random.below(count)] += 1;
  return times;
}

function classesWithWeight(labels: Int32Array, weights: Float64Array): number {
  const present = new Set<number>();
  for (let i = 0; i < labels.length; i++) if (weights[i] > 0) present.add(labels[i]);
  return present.size;
}
