/**
 * Heads: one a file; the table below is all that a plan can name.
 */
import { MingaError } from '../../errors/index.ts';
import { early, linear } from './early.ts';
import { gated } from './gated.ts';
import type { HeadChoices, HeadDesign, HeadOptions } from './head-design.ts';
import { late } from './late.ts';
import { mixture } from './mixture.ts';
import { regularisedLate } from './regularised-late.ts';
import { single } from './single.ts';

export type { Dimensions, HeadChoices, HeadDesign, HeadOptions, Modality } from './head-design.ts';

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
  /** Of heads with stand-ins alone. */
  readonly modalityDropout?: number;
}

export function headDesign(name: HeadName): HeadDesign {
  return designs[name];
}

/**
 * The settings of a head, its defaults filled in.
 *
 * @throws E_OPTION where an option is outside its range
 */
export function headSettings(name: HeadName, options: HeadChoices = {}): HeadSettings {
  const { modalityDropout = 0, ...own } = options;
  const settings = { name, ...designs[name].defaults, ...own };
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
  return modalityDropout === 0 ? settings : { ...settings, ...dropping(name, modalityDropout) };
}

function dropping(name: HeadName, modalityDropout: number) {
  const both = headDesign(name).modalities.length === 2;
  if (both && modalityDropout > 0 && modalityDropout <= 0.5) return { modalityDropout };
  throw new MingaError('E_OPTION', {
    found: `${name} with modalityDropout ${modalityDropout}`,
    expected: both ? '0–0.5: no row loses both' : 'none: it reads one modality',
  });
}
