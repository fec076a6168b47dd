import { MingaError } from '../errors/index.ts';
import type { DecayExemption, OptimiserOptions } from '../graph/index.ts';
import { type ClassWeightRule, defaultBeta } from './class-weights.ts';
import type { RowPrecision } from './training-rows.ts';

/** How a network is trained; the optimiser's own options are among them. */
export interface TrainOptions extends OptimiserOptions {
  /** Rows a step, at least 2: batch normalisation has no variance of a single row. */
  readonly batch?: number;
  /** The most epochs that are trained. */
  readonly epochs?: number;
  /** Stop after this many epochs without a better validation figure. */
  readonly patience?: number;
  /** What the best epoch is chosen by, on validation rows: the lowest loss or the highest macro F1. */
  readonly monitor?: 'loss' | 'macroF1';
  /** `balanced` makes every class weigh the same in the loss; see `classWeights`. */
  readonly classWeights?: ClassWeightRule;
  /** β of `effective` class weights. */
  readonly beta?: number;
  /** Parameters that weight decay passes over: `none`, or biases, scales and shifts (`vectors`). */
  readonly exempt?: DecayExemption;
  /** The largest Euclidean norm of all gradients together; 0, the default, is no limit. */
  readonly clip?: number;
  /**
   * How the runtime keeps training rows. `float16` takes half the memory; rows are widened batch by
   * batch, and differ from float32 ones by at most 2⁻¹¹ of themselves.
   */
  readonly rows?: RowPrecision;
  /**
   * Rows that are in memory at a time, where not all are to be: they are then read anew in every
   * epoch, the next ones while the last ones are trained on. The parameters are the same to the
   * last bit, running statistics to their rounding.
   */
  readonly window?: number;
  /**
   * Whether all rows are read anew in every epoch, those of validation too, however few they are:
   * for sources that make their rows, or change them from epoch to epoch. False by default.
   */
  readonly rereads?: boolean;
  /**
   * Validation rows that are judged at a time; all by default. Fewer take less memory where a network
   * makes much of a row, of a picture say; the loss is the same to its rounding.
   */
  readonly judged?: number;
  /**
   * Threads within the runtime. The weights are the same to the last bit for any number, but for
   * one case: a hidden block with fewer units than `batch` and more than the last batch has rows.
   */
  readonly threads?: number;
}

/** What is taken where an option is not given; weight decay is 0 by default with SGD. */
export const trainDefaults = {
  optimizer: 'adamw',
  batch: 64,
  epochs: 50,
  patience: 5,
  monitor: 'loss',
  classWeights: 'balanced',
  beta: defaultBeta,
  exempt: 'none',
  clip: 0,
  rows: 'float32',
  window: Number.POSITIVE_INFINITY,
  rereads: false,
  judged: Number.POSITIVE_INFINITY,
  threads: 2,
  rate: 1e-3,
  weightDecay: 0.01,
} as const;

/**
 * The options with their defaults filled in.
 *
 * @throws E_OPTION where a number is outside its range
 */
export function trainSettings(options: TrainOptions) {
  const weightDecay = options.optimizer === 'sgd' ? 0 : trainDefaults.weightDecay;
  const settings = { ...trainDefaults, weightDecay, ...options };
  requireWhole('batch', settings.batch, 2);
  requireWhole('epochs', settings.epochs, 1);
  requireWhole('patience', settings.patience, 1);
  if (settings.window !== Number.POSITIVE_INFINITY) {
    requireWhole('window', settings.window, settings.batch);
  }
  if (settings.judged !== Number.POSITIVE_INFINITY) requireWhole('judged', settings.judged, 1);
  if (!(settings.clip >= 0)) {
    throw new MingaError('E_OPTION', {
      found: `gradients clipped at ${settings.clip}`,
      expected: 'a number above 0, or 0 for no limit',
    });
  }
  return settings;
}

function requireWhole(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new MingaError('E_OPTION', {
    found: `training with ${name} ${value}`,
    expected: `a whole number from ${least}`,
  });
}
