import { isMingaError, MingaError } from '../errors/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { numberGroups } from './groups.ts';
import { type Difference, differences, type Interval, intervals } from './interval.ts';
import type { PerMetric } from './metrics.ts';
import { drawReplicates } from './replicates.ts';
import { prepareScorer, type Scorer } from './scorer.ts';

/** Predictions of one or more systems on the same rows. */
export interface BootstrapInput {
  /** n class indices 0 … C-1. */
  readonly labels: Int32Array;
  /** n group ids (patient, lesion, place); without them every row is a group of its own. */
  readonly groups?: Int32Array | readonly string[];
  /** For each system its probabilities (n × C), one matrix for each training seed. */
  readonly systems: Readonly<Record<string, readonly Matrix[]>>;
}

/** How many resamples, how wide an interval, from which seed, and which pairs. */
export interface BootstrapOptions {
  /** How many resamples to draw, 1–1,000,000; 1000 by default. */
  readonly resamples?: number;
  /** The share of resamples inside the interval, over 0 and under 1; 0.95 by default. */
  readonly level?: number;
  /** Seed of the draws: a whole number 0–2^53-1; 0 by default. */
  readonly seed?: number;
  /** Systems whose paired differences are wanted, as `[a, b]` for a − b; none by default. */
  readonly pairs?: readonly (readonly [string, string])[];
}

/** The difference `a − b` of two systems, on the same resamples. */
export interface PairedDifference {
  readonly a: string;
  readonly b: string;
  readonly differences: Readonly<PerMetric<Difference>>;
}

/** The intervals, beside all that they were made from; plain data that JSON can hold. */
export interface BootstrapResult {
  readonly rows: number;
  /** How many groups were resampled. */
  readonly groups: number;
  readonly resamples: number;
  readonly level: number;
  readonly seed: number;
  readonly systems: Readonly<Record<string, Readonly<PerMetric<Interval>>>>;
  /** In the order in which they were asked for. */
  readonly pairs: readonly PairedDifference[];
}

const defaults = { resamples: 1000, level: 0.95, seed: 0, pairs: [] } as const;

const mostResamples = 1_000_000;

/**
 * Percentile bootstrap intervals of every metric for every system, and the paired differences asked
 * for, all on the same resamples.
 *
 * Two things vary: which cases came to be tested, and which seed the training was given. The figure
 * of interest is the mean over both, so each resample draws both, with replacement and independently
 * (the pigeonhole bootstrap: Owen 2007, Annals of Applied Statistics 1(2), 386–411):
 *
 * - groups: as many as there are, all rows of a group together (the cluster bootstrap), so that ten
 *   pictures of one patient do not pass for ten patients;
 * - seeds: as many as the system has; its value is the mean of the metric over the seeds drawn. With
 *   one seed the interval tells of test cases only, and of few seeds it tells a little too little:
 *   S seeds show (S − 1)/S of the variance between seeds.
 *
 * Systems with equally many seeds are given the same draws of seeds, so that seed i of one is paired
 * with seed i of the other. The estimate is the mean over seeds on the full data. A draw depends on
 * `seed` and its own number alone: a system's interval is the same whatever stands beside it.
 *
 * A resample that has lost a class is another problem, not another sample: it is dropped for the
 * metrics that average over classes (`averagesClasses`), kept for the others, and counted.
 *
 * Time is O(resamples × matrices × n·C); a matrix whose seed is not drawn costs nothing.
 *
 * @throws E_SHAPE where labels, groups and probabilities differ in rows, or systems in classes
 * @throws E_METRIC_INPUT where there is no system, a system without a matrix, fewer than two groups,
 *   or a label or a probability out of range
 * @throws E_NOT_FINITE where a probability is NaN or infinite
 * @throws E_OPTION where an option is out of range or a pair names no system
 *
 * @example
 * const { systems, pairs } = bootstrap(
 *   { labels, groups: patients, systems: { image: [p0, p1], fused: [q0, q1] } },
 *   { pairs: [['fused', 'image']] },
 * );
 * systems.fused.auroc; // { estimate, low, high, dropped }
 * pairs[0].differences.auroc; // the same of fused − image, and shareAbove
 */
export function bootstrap(
  { labels, groups, systems }: BootstrapInput,
  options: BootstrapOptions = {},
): BootstrapResult {
  const { resamples, level, seed, pairs } = normalise(options);
  const names = Object.keys(systems);
  const places = pairs.map(([a, b]) => [placeOf(a, names), placeOf(b, names)]);
  const scorers = prepareSystems(labels, systems);
  const numbered = numberGroups(groups, labels.length);
  const draws = drawReplicates(labels, numbered, scorers, resamples, seed);
  const { complete } = draws;
  return {
    rows: labels.length,
    groups: numbered.count,
    resamples,
    level,
    seed,
    systems: Object.fromEntries(
      names.map((name, k) => [name, intervals(draws.systems[k], complete, level)]),
    ),
    pairs: places.map(([a, b]) => ({
      a: names[a],
      b: names[b],
      differences: differences(draws.systems[a], draws.systems[b], complete, level),
    })),
  };
}

function normalise({
  resamples = defaults.resamples,
  level = defaults.level,
  seed = defaults.seed,
  pairs = defaults.pairs,
}: BootstrapOptions): Required<BootstrapOptions> {
  if (!Number.isInteger(resamples) || resamples < 1 || resamples > mostResamples) {
    throw new MingaError('E_OPTION', {
      found: `resamples ${resamples}`,
      expected: `a whole number 1–${mostResamples}`,
    });
  }
  if (!(level > 0 && level < 1)) {
    throw new MingaError('E_OPTION', {
      found: `level ${level}`,
      expected: 'over 0 and under 1, such as 0.95',
    });
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new MingaError('E_OPTION', {
      found: `seed ${seed}`,
      expected: 'a whole number 0–2^53-1',
    });
  }
  return { resamples, level, seed, pairs };
}

function placeOf(system: string, names: readonly string[]): number {
  const place = names.indexOf(system);
  if (place < 0) {
    throw new MingaError('E_OPTION', {
      found: `a pair with the system "${system}"`,
      expected: `one of ${names.map(name => `"${name}"`).join(', ')}`,
    });
  }
  return place;
}

function prepareSystems(labels: Int32Array, systems: BootstrapInput['systems']): Scorer[][] {
  const entries = Object.entries(systems);
  if (entries.length === 0) {
    throw new MingaError('E_METRIC_INPUT', { found: 'no systems', expected: 'at least one' });
  }
  const prepared = entries.map(([name, matrices]) => {
    if (matrices.length === 0) {
      throw new MingaError('E_METRIC_INPUT', {
        found: `system "${name}" without probabilities`,
        expected: 'one matrix for each training seed',
      });
    }
    return matrices.map((matrix, s) => prepareSeed(labels, matrix, name, s));
  });
  const { classes } = prepared[0][0];
  prepared.forEach((scorers, k) => {
    const other = scorers.find(scorer => scorer.classes !== classes);
    if (other !== undefined) {
      throw new MingaError('E_SHAPE', {
        found: `system "${entries[k][0]}" with ${other.classes} classes`,
        expected: `${classes} as in system "${entries[0][0]}"`,
      });
    }
  });
  return prepared;
}

/** Adds to an error which system and seed it is about. */
function prepareSeed(labels: Int32Array, matrix: Matrix, system: string, seed: number): Scorer {
  try {
    return prepareScorer(labels, matrix);
  } catch (error) {
    if (!isMingaError(error)) throw error;
    const found = `system "${system}", seed ${seed}: ${error.problem.found}`;
    throw new MingaError(error.code, { ...error.problem, found, cause: error });
  }
}
