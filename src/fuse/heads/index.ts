/**
 * Heads: one a file; the table below is all that a plan can name.
 */
import { MingaError } from '../../errors/index.ts';
import { early, linear } from './early.ts';
import { gated } from './gated.ts';
import type { HeadDesign, HeadOptions } from './head-design.ts';
import { late } from './late.ts';
import { mixture } from './mixture.ts';
import { regularisedLate } from './regularised-late.ts';
import { single } from './single.ts';

export type { Dimensions, HeadDesign, HeadOptions, Modality } from './head-design.ts';

const designs = {
  image: single('image'),
  text: single('text'),
  linear,
  early,
  late,
  gated,
  'regularised-late': regularisedLate,
  mixture,
} as const satisfies Record<string, HeadDesign>;

export type HeadName = keyof typeof designs;

export const headNames: readonly HeadName[] = [
  'image',
  'text',
  'linear',
  'early',
  'late',
  'gated',
  'regularised-late',
  'mixture',
];

/** A head with all its options: what a result names. */
export interface HeadSettings extends Required<HeadOptions> {
  readonly name: HeadName;
}

export function headDesign(name: HeadName): HeadDesign {
  return designs[name];
}

/**
 * The settings of a head, its defaults filled in.
 *
 * @throws E_OPTION where an option is outside its range
 */
export function headSettings(name: HeadName, options: HeadOptions = {}): HeadSettings {
  const settings = { name, ...designs[name].defaults, ...options };
  const { hidden, dropout } = settings;
  const { leastHidden = 0 } = headDesign(name);
  if (!Number.isInteger(hidden) || hidden < leastHidden || hidden > 65_536) {
    throw new MingaError('E_OPTION', {
      found: `${name} with hidden ${hidden}`,
      expected: `a whole number ${leastHidden}–65536`,
    });
  }
  if (!(dropout >= 0 && dropout < 1)) {
    throw new MingaError('E_OPTION', {
      found: `${name} with dropout ${dropout}`,
      expected: '0 ≤ dropout < 1',
    });
  }
  return settings;
}
