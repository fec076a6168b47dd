import { isMissing } from '../cell.ts';

/** Texts that mean "missing" everywhere, for columns that add some of their own. */
export const missingEverywhere = ['NA', 'N/A', 'NaN', 'null', 'unknown'] as const;

/**
 * Mends a number that was typed by hand: the letter O where a zero was meant, a comma where English
 * has a point. A cell that is no number even then (`Não`) stays as it is.
 *
 * @example
 * mendNumber('6O'); // '60'
 * mendNumber('12,5'); // '12.5'
 */
export function mendNumber(cell: string): string {
  const isNumber = /^[+-]?[\dOo]+([.,][\dOo]*)?$/.test(cell);
  return isNumber ? cell.replace(/[Oo]/g, '0').replace(',', '.') : cell;
}

/** Words that were typed with and without capitals (`yes`, `No`) made one. */
export function mendWord(cell: string): string {
  return cell.normalize('NFC').toLowerCase();
}

/**
 * A grade as the files write it: `2`, or `2.0` where pandas wrote it beside empty cells.
 *
 * @returns null where it is missing or none of 0 … `highest`
 */
export function grade(cell: string, highest: number): number | null {
  if (isMissing(cell)) return null;
  const value = Number(mendNumber(cell));
  return Number.isInteger(value) && value >= 0 && value <= highest ? value : null;
}
