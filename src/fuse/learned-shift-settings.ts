import type { CommonDimensionRule } from '../align/index.ts';
import { MingaError } from '../errors/index.ts';

/** How λ of a shift is trained together with the head behind it. */
export interface LearnedShiftOptions {
  /** Where λ starts, within its bounds; 0, no shift, by default. */
  readonly start?: number;
  /** λ's own learning rate, in units of λ a step at the start; 0.01 by default. */
  readonly rate?: number;
  /** λ stays above; −1 by default. */
  readonly low?: number;
  /** λ stays below; 2 by default. */
  readonly high?: number;
  readonly dimensions?: CommonDimensionRule;
}

/** A shift whose λ is trained, all options filled in. */
export interface LearnedShiftSettings extends Required<LearnedShiftOptions> {
  readonly kind: 'learned-shift';
}

/** @throws E_OPTION where a number is out of range or the start is not between the bounds */
export function learnedShiftSettings(options: LearnedShiftOptions = {}): LearnedShiftSettings {
  const { start = 0, rate = 0.01, low = -1, high = 2, dimensions = 'interpolate' } = options;
  if (!(Number.isFinite(low) && Number.isFinite(high) && low < start && start < high)) {
    throw new MingaError('E_OPTION', {
      found: `a learned λ that starts at ${start} between ${low} and ${high}`,
      expected: 'a start above the lower and below the upper bound',
    });
  }
  if (!(rate > 0 && Number.isFinite(rate))) {
    throw new MingaError('E_OPTION', {
      found: `a learned λ with rate ${rate}`,
      expected: 'a number above 0',
    });
  }
  return { kind: 'learned-shift', start, rate, low, high, dimensions };
}
