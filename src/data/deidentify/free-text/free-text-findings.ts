import { contactPatterns } from './contacts.ts';
import { datePatterns } from './dates.ts';
import type { FreeTextKind, FreeTextPattern } from './kinds.ts';
import { namePatterns } from './names.ts';
import { numberPatterns } from './numbers.ts';

/** How often something of a kind was found, and in which texts; never what was found. */
export interface FreeTextFinding {
  readonly kind: FreeTextKind;
  readonly matches: number;
  /** Indices of the texts, ascending. */
  readonly rows: readonly number[];
}

/** In this order: what is part of a longer find is not found again as something else. */
const patterns: readonly FreeTextPattern[] = [
  ...contactPatterns.filter(({ kind }) => kind === 'email' || kind === 'web'),
  ...numberPatterns,
  ...datePatterns,
  ...contactPatterns.filter(({ kind }) => kind !== 'email' && kind !== 'web'),
  ...namePatterns,
];

/** Characters of a text that are read: patterns must end on what was made to keep them busy. */
const longest = 100_000;

/**
 * Looks through free texts for what may tell who a person is: names after titles, dates, telephone
 * numbers, e-mail and street addresses, national and record numbers; English, Spanish, Portuguese and
 * French. It says how many of each kind and where, never what.
 *
 * Patterns find a part of what there is and take some things for what they are not. Texts in which
 * nothing was found are not known to be free of names: a person must read them.
 *
 * @example
 * freeTextFindings(['Seen by Dr. Ana Souza on 12/03/2021']);
 * // [{ kind: 'date', matches: 1, rows: [0] }, { kind: 'name', matches: 1, rows: [0] }]
 */
export function freeTextFindings(texts: readonly string[]): readonly FreeTextFinding[] {
  const matches = new Map<FreeTextKind, number>();
  const rows = new Map<FreeTextKind, number[]>();
  texts.forEach((text, row) => {
    for (const [kind, count] of countsIn(text.slice(0, longest))) {
      matches.set(kind, (matches.get(kind) ?? 0) + count);
      rows.set(kind, [...(rows.get(kind) ?? []), row]);
    }
  });
  return [...matches]
    .map(([kind, count]) => ({ kind, matches: count, rows: rows.get(kind) ?? [] }))
    .sort((a, b) => a.kind.localeCompare(b.kind));
}

function countsIn(text: string): ReadonlyMap<FreeTextKind, number> {
  const counts = new Map<FreeTextKind, number>();
  let rest = text;
  for (const { kind, pattern, holds } of patterns) {
    rest = rest.replace(pattern, match => {
      if (holds !== undefined && !holds(match)) return match;
      counts.set(kind, (counts.get(kind) ?? 0) + 1);
      // No pattern matches a line of these, and the words on both sides stay apart.
      return '\n\u0000\n';
    });
  }
  return counts;
}
