import * as z from 'zod';
import { MingaError } from '../../../errors/index.ts';
import type { SplitPart } from '../../dataset.ts';
import type { DeclaredOptions } from '../declaration.ts';

/** Pictures begin with 2016, so this leaves 78 weeks to train, 26 to choose by and 52 to test. */
const defaults = { trainUntil: '2017-06-30', validationUntil: '2017-12-30' };

/** The last days of the training and of the validation weeks. */
export interface Cuts {
  readonly trainUntil: string;
  readonly validationUntil: string;
}

export const satelliteBenchOptions: DeclaredOptions = {
  trainUntil: z.iso
    .date()
    .default(defaults.trainUntil)
    .describe(
      `Last day of the training weeks, whose cases alone set each town's thresholds (default: ${defaults.trainUntil})`,
    ),
  validationUntil: z.iso
    .date()
    .default(defaults.validationUntil)
    .describe(
      `Last day of the validation weeks; all later ones test (default: ${defaults.validationUntil})`,
    ),
};

/** @throws E_OPTION where validation ends before training does */
export function cutsOf(options: Readonly<Record<string, string>>): Cuts {
  const cuts = { ...defaults, ...options };
  if (cuts.trainUntil < cuts.validationUntil) return cuts;
  throw new MingaError('E_OPTION', {
    found: `validationUntil is ${cuts.validationUntil} and trainUntil ${cuts.trainUntil}`,
    expected: 'validation weeks that follow the training weeks',
  });
}

export function partOf(date: string, { trainUntil, validationUntil }: Cuts): SplitPart {
  if (date <= trainUntil) return 'train';
  return date <= validationUntil ? 'validation' : 'test';
}
