import { MingaError } from '../errors/index.ts';
import { type AlignerKind, type AlignerSettings, alignerKinds } from './settings.ts';

/** The options of saved settings. An absent one is undefined, another thing is E_ALIGN_INPUT. */
interface SavedOptions {
  number(name: string): number | undefined;
  choice<const T extends string>(name: string, among: readonly T[]): T | undefined;
  /** A number, or one of some words. */
  numberOr<const T extends string>(name: string, among: readonly T[]): number | T | undefined;
}

const commonRules = ['interpolate', 'pad', 'pca'] as const;
const rules = ['keep', ...commonRules] as const;
const modalities = ['image', 'text'] as const;

const rule = (from: SavedOptions) => ({ dimensions: from.choice('dimensions', rules) });
const commonRule = (from: SavedOptions) => ({
  dimensions: from.choice('dimensions', commonRules),
});
const onto = (from: SavedOptions) => ({ onto: from.choice('onto', modalities) });

/** How the settings of each kind are read; the kind itself knows what its numbers may be. */
const readers: Readonly<Record<AlignerKind, (from: SavedOptions) => AlignerSettings>> = {
  none: from => ({ kind: 'none', ...rule(from) }),
  standardise: from => ({ kind: 'standardise', ...rule(from) }),
  center: from => ({ kind: 'center', ...rule(from) }),
  shift: from => ({
    kind: 'shift',
    lambda: from.number('lambda') ?? missing('lambda'),
    ...commonRule(from),
  }),
  'orthogonal-shift': from => ({
    kind: 'orthogonal-shift',
    lambda: from.number('lambda'),
    components: from.number('components'),
    of: from.choice('of', modalities),
    ...commonRule(from),
  }),
  realign: from => ({ kind: 'realign', ...onto(from), ...commonRule(from) }),
  procrustes: from => ({ kind: 'procrustes', ...onto(from) }),
  whiten: from => ({
    kind: 'whiten',
    method: from.choice('method', ['pca', 'zca']),
    shrinkage: from.numberOr('shrinkage', ['auto']),
    components: from.number('components'),
    ...rule(from),
  }),
  ridge: from => ({ kind: 'ridge', ...onto(from), penalty: from.number('penalty') }),
  cca: from => ({
    kind: 'cca',
    components: from.number('components'),
    penalty: from.number('penalty'),
    power: from.number('power'),
  }),
  'optimal-transport': from => ({
    kind: 'optimal-transport',
    ...onto(from),
    epsilon: from.number('epsilon'),
    points: from.number('points'),
    ...commonRule(from),
  }),
};

/** An aligner's settings as a file holds them. @throws E_ALIGN_INPUT where they are none */
export function settingsFrom(text: string | undefined): AlignerSettings {
  const saved = parsed(text);
  const kind = alignerKinds.find(each => each === saved.kind);
  if (kind === undefined) throw unreadable(`kind ${JSON.stringify(saved.kind)}`, 'a known kind');
  return readers[kind](optionsOf(saved));
}

function optionsOf(saved: Readonly<Record<string, unknown>>): SavedOptions {
  const wordOf = <T extends string>(name: string, among: readonly T[]) =>
    among.find(word => word === saved[name]);
  return {
    number(name) {
      const value = saved[name];
      if (value === undefined || typeof value === 'number') return value;
      throw unreadable(`${name} ${JSON.stringify(value)}`, 'a number');
    },
    choice(name, among) {
      const word = wordOf(name, among);
      if (word !== undefined || saved[name] === undefined) return word;
      throw unreadable(`${name} ${JSON.stringify(saved[name])}`, among.join(' or '));
    },
    numberOr(name, among) {
      return wordOf(name, among) ?? this.number(name);
    },
  };
}

function missing(name: string): never {
  throw unreadable(`no ${name}`, 'a number');
}

function unreadable(found: string, expected: string): MingaError {
  return new MingaError('E_ALIGN_INPUT', {
    found: `saved aligner settings with ${found}`,
    expected,
  });
}

/** An object of JSON; empty where it is none. */
export function parsed(text: string | undefined): Record<string, unknown> {
  try {
    const value: unknown = JSON.parse(text ?? '');
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
