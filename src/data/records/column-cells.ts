import type { CellType } from '../cell.ts';
import { isMissing } from '../cell.ts';
import type { Table } from '../table/index.ts';

/** The cell of a row, null where it is missing. */
export type CellOf = (row: number) => string | null;

/** The cells of one column; all missing where no column plays the part. */
export function columnCells(table: Table, place: number | undefined, type?: CellType): CellOf {
  if (place === undefined) return () => null;
  const { distinct, codes } = table.column(place);
  const present = distinct.map(text => (isMissing(text, type) ? null : text));
  return row => present[codes[row]];
}
