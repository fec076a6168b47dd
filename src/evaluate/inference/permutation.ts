import { MingaError } from '../../errors/index.ts';
import { Matrix, Random } from '../../tensor/index.ts';
import { numberGroups } from '../groups.ts';
import type { MetricName } from '../metrics.ts';
import { prepareScorer } from '../scorer.ts';
import type { PairedInput } from './delong.ts';

/** How many permutations, from which seed. */
export interface PermutationOptions {
  /** 1–1,000,000; 1000 by default: the least p is then 1/1001. */
  readonly permutations?: number;
  /** A whole number 0–2^53-1; 0 by default. */
  readonly seed?: number;
}

/** The outcome of a permutation test. */
export interface PermutationTest {
  /** a − b on the rows as they are, the mean over seeds. */
  readonly difference: number;
  /** Two-sided; NaN where the metric is undefined. */
  readonly p: number;
  readonly permutations: number;
}

/** A permutation that ties with the rows as they are may come out this much nearer to zero. */
const slack = 1e-12;

/**
 * Paired permutation test that it does not matter which of two systems a prediction is from: within
 * each group the two change places, or not, by the toss of a coin, all rows of the group and all
 * seeds together. p = (1 + how many permutations differ at least as much, either way) / (1 + how
 * many there are): Phipson & Smyth 2010.
 *
 * The test is of the cases; seed s of one system is paired with seed s of the other, and a single
 * matrix with every seed.
 *
 * @throws E_SHAPE where labels, groups and probabilities differ in rows, or systems in classes
 * @throws E_METRIC_INPUT where the systems differ in seeds and neither has one, or as {@link auroc}
 * @throws E_OPTION where an option is out of range
 *
 * @example
 * permutationTest({ labels, groups: patients, a: fusedSeeds, b: imageSeeds }, 'auroc').p;
 */
export function permutationTest(
  { labels, groups, a, b }: PairedInput,
  metric: MetricName,
  { permutations = 1000, seed = 0 }: PermutationOptions = {},
): PermutationTest {
  if (!Number.isInteger(permutations) || permutations < 1 || permutations > 1_000_000) {
    throw new MingaError('E_OPTION', {
      found: `permutations ${permutations}`,
      expected: 'a whole number 1–1000000',
    });
  }
  const twice = new Int32Array(2 * labels.length);
  twice.set(labels);
  twice.set(labels, labels.length);
  const pairs = pairSeeds(a, b);
  const scorers = pairs.map(([own, other]) => prepareScorer(twice, stacked(own, other)));
  const grouped = numberGroups(groups, labels.length);
  const weights = new Float64Array(twice.length);
  const rest = new Float64Array(twice.length);
  const swapped = new Uint8Array(grouped.count);
  const differenceNow = () => {
    const half = labels.length;
    for (let i = 0; i < half; i++) {
      const away = swapped[grouped.of[i]];
      weights[i] = 1 - away;
      weights[half + i] = away;
      rest[i] = away;
      rest[half + i] = 1 - away;
    }
    let sum = 0;
    for (const { figure } of scorers) sum += figure(metric, weights) - figure(metric, rest);
    return sum / scorers.length;
  };
  const difference = differenceNow();
  if (Number.isNaN(difference)) return { difference, p: Number.NaN, permutations };
  let asFar = 1;
  for (let r = 0; r < permutations; r++) {
    const random = new Random(seed, 'permutation groups', r);
    for (let g = 0; g < grouped.count; g++) swapped[g] = random.uint32() & 1;
    // A permutation that leaves the figure undefined speaks for no difference: it counts.
    if (!(Math.abs(differenceNow()) < Math.abs(difference) - slack)) asFar += 1;
  }
  return { difference, p: asFar / (1 + permutations), permutations };
}

function pairSeeds(a: readonly Matrix[], b: readonly Matrix[]): (readonly [Matrix, Matrix])[] {
  const count = Math.max(a.length, b.length);
  const fits = (seeds: readonly Matrix[]) => seeds.length === count || seeds.length === 1;
  if (!fits(a) || !fits(b)) {
    throw new MingaError('E_METRIC_INPUT', {
      found: `${a.length} and ${b.length} seeds`,
      expected: 'equally many, or one',
    });
  }
  return Array.from({ length: count }, (_, s) => [a[s % a.length], b[s % b.length]] as const);
}

function stacked(a: Matrix, b: Matrix): Matrix {
  if (a.rows !== b.rows || a.columns !== b.columns) {
    throw new MingaError('E_SHAPE', {
      found: `probabilities of ${b.rows} × ${b.columns}`,
      expected: `${a.rows} × ${a.columns} as the other system’s`,
    });
  }
  const data = new Float32Array(a.data.length + b.data.length);
  data.set(a.data);
  data.set(b.data, a.data.length);
  return new Matrix(2 * a.rows, a.columns, data);
}
