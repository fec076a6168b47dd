import { MingaError } from '../errors/index.ts';
import { type ClassWeightRule, defaultBeta } from './class-weights.ts';

/** How a linear head is trained to its minimum. */
export interface ConvexOptions {
  /** Weight of ½·‖W‖² beside the mean loss; 1/n by default, scikit-learn's C = 1. */
  readonly penalty?: number;
  /** The fit has converged where no slope of the objective in W or b is larger than this. */
  readonly tolerance?: number;
  /** The most iterations. */
  readonly iterations?: number;
  /** Pairs of steps and slope changes that L-BFGS keeps. */
  readonly memory?: number;
  /** `balanced` makes every class weigh the same in the loss; see `classWeights`. */
  readonly classWeights?: ClassWeightRule;
  /** β of `effective` class weights. */
  readonly beta?: number;
  /** Threads within the runtime; the weights are the same to the last bit for any number. */
  readonly threads?: number;
}

/** What is taken where an option is not given; the penalty waits for the number of rows. */
export const convexDefaults = {
  tolerance: 1e-5,
  iterations: 1000,
  memory: 10,
  classWeights: 'balanced',
  beta: defaultBeta,
  threads: 2,
} as const;

/**
 * The options with their defaults filled in.
 *
 * @throws E_OPTION where a number is outside its range
 */
export function convexSettings(options: ConvexOptions) {
  const settings = { ...convexDefaults, ...options };
  const { penalty, tolerance } = settings;
  const whole = (n: number) => Number.isInteger(n) && n >= 1;
  requirePenalty(penalty);
  requireThat('tolerance', tolerance, 'a number above 0', n => n > 0);
  requireThat('iterations', settings.iterations, 'a whole number from 1', whole);
  requireThat('memory', settings.memory, 'a whole number from 1', whole);
  return settings;
}

/** @throws E_OPTION where it is given and no finite number from 0 */
export function requirePenalty(penalty: number | undefined): void {
  const fits = (n: number) => n >= 0 && n < Number.POSITIVE_INFINITY;
  requireThat('penalty', penalty ?? 0, 'a finite number from 0', fits);
}

function requireThat(
  name: string,
  value: number,
  expected: string,
  fits: (value: number) => boolean,
): void {
  if (fits(value)) return;
  throw new MingaError('E_OPTION', { found: `training with ${name} ${value}`, expected });
}
