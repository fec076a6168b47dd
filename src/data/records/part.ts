import { isMissing } from '../cell.ts';
import type { SplitPart } from '../dataset.ts';
import type { Table } from '../table/index.ts';

const parts: ReadonlyMap<string, SplitPart> = new Map([
  ['train', 'train'],
  ['training', 'train'],
  ['validation', 'validation'],
  ['val', 'validation'],
  ['valid', 'validation'],
  ['dev', 'validation'],
  ['test', 'test'],
  ['testing', 'test'],
]);

/** The part of a split that a word means, case apart; null where it means none. */
export function readPart(word: string): SplitPart | null {
  return parts.get(word.toLowerCase()) ?? null;
}

/** The part of a split that a row belongs to, null where it says none, or why its cell cannot be read. */
export function partCells(
  table: Table,
  place: number | undefined,
): (row: number) => SplitPart | null | { readonly reason: string } {
  if (place === undefined) return () => null;
  const { distinct, codes } = table.column(place);
  const read = distinct.map(text => {
    if (isMissing(text)) return null;
    const reason = `${table.columns[place]} is "${text}", expected train, validation (val, dev) or test`;
    return readPart(text) ?? { reason };
  });
  return row => read[codes[row]];
}
