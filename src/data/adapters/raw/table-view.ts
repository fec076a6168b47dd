import type { Table } from '../../table/index.ts';
import { type CellsOf, optionalCells, requiredCells } from './table-columns.ts';

/** Rows of one or more tables, without a copy of them. */
export interface TableView {
  readonly rowCount: number;
  /** True where every table has the column. */
  readonly has: (name: string) => boolean;
  /** The cells of the first of these columns. @throws E_COLUMN_MISSING where a table has none */
  readonly cells: (...names: readonly string[]) => CellsOf;
  /** The cells of the first of these columns; empty in a table that has none. */
  readonly optional: (...names: readonly string[]) => CellsOf;
  /** Which of the tables a row comes from. */
  readonly source: (row: number) => number;
  readonly line: (row: number) => number;
  readonly place: (row: number) => string;
  readonly ragged: ReadonlyMap<number, number>;
  /** Cells of the header; of the first table where they differ. */
  readonly width: number;
}

/** Tables on top of one another, the rows of the first in front. */
export function stackTables(tables: readonly Table[]): TableView {
  const starts = [0];
  for (const table of tables) starts.push(starts[starts.length - 1] + table.rowCount);
  const source = (row: number) =>
    starts.findLastIndex((start, at) => at < tables.length && start <= row);
  const joined = (cells: readonly CellsOf[]): CellsOf => {
    if (cells.length === 1) return cells[0];
    return row => {
      const at = source(row);
      return cells[at](row - starts[at]);
    };
  };
  const ragged = tables.flatMap((table, at) =>
    [...table.ragged].map(([row, width]) => [row + starts[at], width] as const),
  );
  const at = (row: number) => {
    const place = source(row);
    return { table: tables[place], own: row - starts[place] };
  };
  return {
    rowCount: starts[tables.length],
    has: name => tables.every(table => table.columns.includes(name)),
    cells: (...names) => joined(tables.map(table => requiredCells(table, ...names))),
    optional: (...names) =>
      joined(tables.map(table => optionalCells(table, ...names) ?? (() => ''))),
    source,
    line: row => at(row).table.line(at(row).own),
    place: row => at(row).table.place(at(row).own),
    ragged: new Map(ragged),
    width: tables[0].columns.length,
  };
}

/** Some rows of a view, in the order of `rows`. */
export function selectRows(view: TableView, rows: Int32Array): TableView {
  const chosen =
    (cells: CellsOf): CellsOf =>
    row =>
      cells(rows[row]);
  const ragged = new Map<number, number>();
  if (view.ragged.size > 0) {
    rows.forEach((row, at) => {
      const width = view.ragged.get(row);
      if (width !== undefined) ragged.set(at, width);
    });
  }
  return {
    rowCount: rows.length,
    has: view.has,
    cells: (...names) => chosen(view.cells(...names)),
    optional: (...names) => chosen(view.optional(...names)),
    source: row => view.source(rows[row]),
    line: row => view.line(rows[row]),
    place: row => view.place(rows[row]),
    ragged,
    width: view.width,
  };
}
