/**
 * Optimisers: one a file, each with the nodes that it adds to a training graph and the numbers that
 * it feeds it; the table below is all that training can name.
 */
import { type AdamWOptions, adamW } from './adamw.ts';
import type { Optimiser } from './optimiser.ts';
import { type SgdOptions, sgd } from './sgd.ts';

export { type AdamWOptions, adamW, adamWDefaults } from './adamw.ts';
export { clipByGlobalNorm } from './clipping.ts';
export type { Optimiser, OptimiserState, StepRange, StepScalars } from './optimiser.ts';
export { type RateOptions, rateAt, rateDefaults } from './rate.ts';
export { type SgdOptions, sgd, sgdDefaults } from './sgd.ts';

/** Settings of either optimiser; those of the other one are passed over. */
export interface OptimiserOptions extends AdamWOptions, SgdOptions {
  readonly optimizer?: 'adamw' | 'sgd';
}

/** @throws E_OPTION where an option is outside its range */
export function optimiserOf(options: OptimiserOptions = {}): Optimiser {
  return options.optimizer === 'sgd' ? sgd(options) : adamW(options);
}
