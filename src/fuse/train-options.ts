import { MingaError } from '../errors/index.ts';
import type { AdamWOptions } from '../graph/index.ts';

/** How a head is trained; AdamW's own options are among them. */
export interface TrainOptions extends AdamWOptions {
  /** Rows a step, at least 2: batch normalisation has no variance of a single row. */
  readonly batch?: number;
  /** The most epochs that are trained. */
  readonly epochs?: number;
  /** Stop after this many epochs without a lower validation loss. */
  readonly patience?: number;
  /** `balanced` makes every class weigh the same in the loss. */
  readonly classWeights?: 'balanced' | 'none';
  /**
   * Threads within the runtime. The weights are the same to the last bit for any number, but for
   * one case: a hidden block with fewer units than `batch` and more than the last batch has rows.
   */
  readonly threads?: number;
}

/** What is taken where an option is not given. */
export const trainDefaults = {
  batch: 64,
  epochs: 50,
  patience: 5,
  classWeights: 'balanced',
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
  const settings = { ...trainDefaults, ...options };
  requireWhole('batch', settings.batch, 2);
  requireWhole('epochs', settings.epochs, 1);
  requireWhole('patience', settings.patience, 1);
  return settings;
}

function requireWhole(name: string, value: number, least: number): void {
  if (Number.isInteger(value) && value >= least) return;
  throw new MingaError('E_OPTION', {
    found: `training with ${name} ${value}`,
    expected: `a whole number from ${least}`,
  });
}
