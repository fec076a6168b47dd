import { MingaError } from '../../errors/index.ts';

/** How large the sample is and which one of the many it is. */
export interface SampleSettings {
  /** Rows of its table, 80–20,000. Default 600. */
  readonly rows: number;
  /** A whole number from 0. Default 0. */
  readonly seed: number;
}

export const sampleDefaults: SampleSettings = { rows: 600, seed: 0 };

/** Fewer rows would leave the rarest kind without enough lesions to split. */
export const rowsLimits = { min: 80, max: 20_000 } as const;

/** @throws E_OPTION where `rows` is not a whole number 80–20,000 or `seed` not one from 0 */
export function normalizeSettings(options: Partial<SampleSettings>): SampleSettings {
  const { rows = sampleDefaults.rows, seed = sampleDefaults.seed } = options;
  if (!Number.isInteger(rows) || rows < rowsLimits.min || rows > rowsLimits.max) {
    throw new MingaError('E_OPTION', {
      found: `rows is ${rows}`,
      expected: `a whole number ${rowsLimits.min}–${rowsLimits.max}`,
    });
  }
  if (!Number.isSafeInteger(seed) || seed < 0) {
    throw new MingaError('E_OPTION', {
      found: `seed is ${seed}`,
      expected: 'a whole number from 0',
    });
  }
  return { rows, seed };
}
