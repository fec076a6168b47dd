import type { Table } from '../../table/index.ts';
import { type CellsOf, optionalCells, requiredCells } from './table-columns.ts';

/** Columns of another table, asked for by the rows of the first. */
export interface JoinedTable {
  /** True where the other table has a row for this one. */
  readonly has: (row: number) => boolean;
  /** Cells are empty where the other table has no row. @throws E_COLUMN_MISSING */
  readonly required: (...names: readonly string[]) => CellsOf;
  readonly optional: (...names: readonly string[]) => CellsOf;
}

/**
 * Joins a table by a key that both have. Where the other table has a key twice, its first row counts;
 * its rows with too few or too many cells count as absent.
 *
 * @param column of the other table, which holds the key
 * @param key of the rows 0 to `rowCount` − 1
 */
export function joinedBy(
  table: Table,
  column: string,
  key: CellsOf,
  rowCount: number,
): JoinedTable {
  const keys = requiredCells(table, column);
  const rowOf = new Map<string, number>();
  for (let row = table.rowCount - 1; row >= 0; row--) {
    if (!table.ragged.has(row)) rowOf.set(keys(row), row);
  }
  const others = Int32Array.from({ length: rowCount }, (_, row) => rowOf.get(key(row)) ?? -1);
  const through =
    (cells: CellsOf): CellsOf =>
    row =>
      others[row] < 0 ? '' : cells(others[row]);
  return {
    has: row => others[row] >= 0,
    required: (...names) => through(requiredCells(table, ...names)),
    optional: (...names) => through(optionalCells(table, ...names) ?? (() => '')),
  };
}
