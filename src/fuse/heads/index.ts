/**
 * Heads: one a file; the table below is all that a plan can name.
 */
import { MingaError } from '../../errors/index.ts';
import { average } from './average.ts';
import { early, linear } from './early.ts';
import { gated } from './gated.ts';
import type { HeadChoices, HeadDesign, HeadOptions, Metric } from './head-design.ts';
import { late } from './late.ts';
import { mixture } from './mixture.ts';
import { neighbours } from './neighbours.ts';
import { prototypes } from './prototypes.ts';
import { regularisedLate } from './regularised-late.ts';
import { single } from './single.ts';
import { stacked } from './stacked.ts';

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
  knn: neighbours(['image', 'text']),
  'knn-image': neighbours(['image']),
  'knn-text': neighbours(['text']),
  prototype: prototypes(['image', 'text']),
  'prototype-image': prototypes(['image']),
  'prototype-text': prototypes(['text']),
  average,
  stacked,
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
  'knn',
  'knn-image',
  'knn-text',
  'prototype',
  'prototype-image',
  'prototype-text',
  'average',
  'stacked',
];

/** A head with all its options: what a result names. */
export interface HeadSettings extends Required<HeadOptions> {
  readonly name: HeadName;
  /** Of `knn` alone. */
  readonly k?: number;
  /** Of `knn` and `prototype`. */
  readonly metric?: Metric;
  /** Of `stacked` alone. */
  readonly folds?: number;
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
  const { modalityDropout = 0, k, metric, folds, ...own } = options;
  const design = headDesign(name);
  const settings = { name, ...design.defaults, ...own, ...chosen(name, { k, metric, folds }) };
  const { hidden, dropout } = settings;
  const { leastHidden = 0, fitting } = design;
  const mostHidden = fitting === 'rows' ? 0 : 65_536;
  if (!Number.isInteger(hidden) || hidden < leastHidden || hidden > mostHidden) {
    throw new MingaError('E_OPTION', {
      found: `${name} with hidden ${hidden}`,
      expected:
        mostHidden === 0 ? '0: it has no hidden units' : `a whole number ${leastHidden}–65536`,
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
  const { modalities, fitting } = headDesign(name);
  const both = modalities.length === 2 && fitting === undefined;
  if (both && modalityDropout > 0 && modalityDropout <= 0.5) return { modalityDropout };
  throw new MingaError('E_OPTION', {
    found: `${name} with modalityDropout ${modalityDropout}`,
    expected: both ? '0–0.5: no row loses both' : 'none: it is not trained on both modalities',
  });
}

/** The choices of a head that has any. */
function chosen(name: HeadName, given: Choices): Choices {
  const { choices = {} } = headDesign(name);
  const { k = choices.k, metric = choices.metric, folds = choices.folds } = given;
  const known =
    (given.k === undefined || choices.k !== undefined) &&
    (given.metric === undefined || choices.metric !== undefined) &&
    (given.folds === undefined || choices.folds !== undefined);
  if (!known) {
    throw new MingaError('E_OPTION', {
      found: `${name} with ${Object.keys(given).join(' or ')}`,
      expected: 'none of them: k is of knn, metric of knn and prototype, folds of stacked',
    });
  }
  requireWhole(`${name} with k`, k, 1);
  requireWhole(`${name} with folds`, folds, 2);
  return {
    ...(k === undefined ? {} : { k }),
    ...(metric === undefined ? {} : { metric }),
    ...(folds === undefined ? {} : { folds }),
  };
}

type Choices = Pick<HeadChoices, 'k' | 'metric' | 'folds'>;

function requireWhole(what: string, value: number | undefined, least: number): void {
  if (value === undefined || (Number.isInteger(value) && value >= least)) return;
  throw new MingaError('E_OPTION', {
    found: `${what} ${value}`,
    expected: `a whole number from ${least}`,
  });
}
