import { MingaError } from '../../../errors/index.ts';
import type { Table } from '../../table/index.ts';

/** The text of a column in a row. */
export type CellsOf = (row: number) => string;

/** The cells of the first of these columns that a table has; undefined where it has none. */
export function optionalCells(table: Table, ...names: readonly string[]): CellsOf | undefined {
  const place = names.map(name => table.columns.indexOf(name)).find(at => at >= 0);
  return place === undefined ? undefined : row => table.cell(row, place);
}

/**
 * The cells of the first of these columns that a table has.
 *
 * @throws E_COLUMN_MISSING where it has none
 */
export function requiredCells(table: Table, ...names: readonly string[]): CellsOf {
  const cells = optionalCells(table, ...names);
  if (cells !== undefined) return cells;
  throw new MingaError('E_COLUMN_MISSING', {
    found: `${table.name} has no column "${names.join('" or "')}"; it has ${table.columns.join(', ')}`,
    expected: 'the columns that the set is published with',
    fix: 'check that the file is of this set and is whole',
  });
}
