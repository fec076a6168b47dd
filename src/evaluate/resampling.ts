import { isMingaError, MingaError } from '../errors/index.ts';
import type { Matrix } from '../tensor/index.ts';
import type { FigureScorer } from './figure-set.ts';
import { numberGroups } from './groups.ts';
import {
  averaging,
  bcaEnds,
  type Jackknife,
  jackknife,
  subtractJackknife,
} from './inference/bca.ts';
import {
  type Difference,
  differences,
  type Interval,
  type IntervalRule,
  intervals,
  percentileEnds,
} from './interval.ts';
import { drawReplicates } from './replicates.ts';

/** How the ends of an interval are found. */
export type IntervalKind = 'percentile' | 'bca';

/** How many resamples, how wide an interval, from which seed, and which pairs. */
export interface BootstrapOptions {
  /** How many resamples to draw, 1–1,000,000; 1000 by default. */
  readonly resamples?: number;
  /** The share of resamples inside the interval, over 0 and under 1; 0.95 by default. */
  readonly level?: number;
  /** Seed of the draws: a whole number 0–2^53-1; 0 by default. */
  readonly seed?: number;
  /**
   * `percentile` (Efron 1979) by default; `bca` corrects for bias and skewness ({@link bcaEnds}), for
   * one scoring more for each group.
   */
  readonly interval?: IntervalKind;
  /** Systems whose paired differences are wanted, as `[a, b]` for a − b; none by default. */
  readonly pairs?: readonly (readonly [string, string])[];
}

/** The difference `a − b` of two systems, on the same resamples. */
export interface PairedDifference<Name extends string> {
  readonly a: string;
  readonly b: string;
  readonly differences: Readonly<Record<Name, Difference>>;
}

/** The intervals, beside all that they were made from; plain data that JSON can hold. */
export interface Resampled<Name extends string> {
  readonly rows: number;
  /** How many groups were resampled. */
  readonly groups: number;
  readonly resamples: number;
  readonly level: number;
  readonly seed: number;
  readonly systems: Readonly<Record<string, Readonly<Record<Name, Interval>>>>;
  /** In the order in which they were asked for. */
  readonly pairs: readonly PairedDifference<Name>[];
}

/** Scorers of one or more systems on the same rows: for each system one for each training seed. */
export type ScoredSystems<Name extends string> = Readonly<
  Record<string, readonly FigureScorer<Name>[]>
>;

const defaults = {
  resamples: 1000,
  level: 0.95,
  seed: 0,
  interval: 'percentile',
  pairs: [],
} as const;

const mostResamples = 1_000_000;

/**
 * Bootstrap intervals of every figure of every system, and the paired differences asked for, all on
 * the same resamples of groups and seeds: what {@link bootstrap} does, for figures of any kind that
 * a scorer can give under weights.
 *
 * @param groups n group ids; without them every row is a group of its own
 * @throws E_SHAPE where systems or groups differ in rows
 * @throws E_METRIC_INPUT where there is no system, a system without a scorer, or fewer than two groups
 * @throws E_OPTION where an option is out of range or a pair names no system
 *
 * @example
 * resampleFigures({ ridge: [prepareRegressionScorer(targets, predicted)] }, patients);
 */
export function resampleFigures<Name extends string>(
  systems: ScoredSystems<Name>,
  groups?: Int32Array | readonly string[],
  options: BootstrapOptions = {},
): Resampled<Name> {
  const { resamples, level, seed, interval, pairs } = normalise(options);
  const names = Object.keys(systems);
  const places = pairs.map(([a, b]) => [placeOf(a, names), placeOf(b, names)]);
  const scorers = Object.values(systems);
  const first = checkSystems(systems);
  const { rows, figures } = first;
  const numbered = numberGroups(groups, rows);
  const draws = drawReplicates(numbered, scorers, resamples, seed);
  const left = interval === 'bca' ? scorers.map(seeds => jackknife(numbered, seeds)) : null;
  const rule = (own?: Jackknife): IntervalRule => ({
    complete: draws.complete,
    ends: own === undefined ? percentileEnds(level) : bcaEnds(level, own, averaging(first)),
  });
  return {
    rows,
    groups: numbered.count,
    resamples,
    level,
    seed,
    systems: Object.fromEntries(
      names.map((name, k) => [name, intervals(figures, draws.systems[k], rule(left?.[k]))]),
    ),
    pairs: places.map(([a, b]) => ({
      a: names[a],
      b: names[b],
      differences: differences(
        figures,
        [draws.systems[a], draws.systems[b]],
        rule(left === null ? undefined : subtractJackknife(left[a], left[b])),
      ),
    })),
  };
}

/** A scorer of each matrix of each system; an error says which system and seed it is about. */
export function prepareSystems<S>(
  systems: Readonly<Record<string, readonly Matrix[]>>,
  prepare: (matrix: Matrix) => S,
): Record<string, S[]> {
  return Object.fromEntries(
    Object.entries(systems).map(([name, matrices]) => [
      name,
      matrices.map((matrix, seed) => {
        try {
          return prepare(matrix);
        } catch (error) {
          if (!isMingaError(error)) throw error;
          const found = `system "${name}", seed ${seed}: ${error.problem.found}`;
          throw new MingaError(error.code, { ...error.problem, found, cause: error });
        }
      }),
    ]),
  );
}

function normalise({
  resamples = defaults.resamples,
  level = defaults.level,
  seed = defaults.seed,
  interval = defaults.interval,
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
  return { resamples, level, seed, interval, pairs };
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

/** The first of the scorers, which all others resemble. */
function checkSystems<Name extends string>(systems: ScoredSystems<Name>): FigureScorer<Name> {
  const entries = Object.entries(systems);
  if (entries.length === 0) {
    throw new MingaError('E_METRIC_INPUT', { found: 'no systems', expected: 'at least one' });
  }
  const [[first, [scorer]]] = entries;
  for (const [name, scorers] of entries) {
    if (scorers.length === 0) {
      throw new MingaError('E_METRIC_INPUT', {
        found: `system "${name}" without probabilities`,
        expected: 'one matrix for each training seed',
      });
    }
    const other = scorers.find(({ rows }) => rows !== scorer.rows);
    if (other !== undefined) {
      throw new MingaError('E_SHAPE', {
        found: `system "${name}" with ${other.rows} rows`,
        expected: `${scorer.rows} as in system "${first}"`,
      });
    }
  }
  return scorer;
}
