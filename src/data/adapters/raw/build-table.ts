import { type Table, TableBuilder } from '../../table/index.ts';
import type { CellsOf } from './table-columns.ts';

/** What a table is built from. */
export interface TableParts {
  readonly name: string;
  readonly rowCount: number;
  /** Each is asked once for every row. */
  readonly columns: Readonly<Record<string, CellsOf>>;
  /** The line of its file where the row begins. */
  readonly line: (row: number) => number;
  readonly place: (row: number) => string;
  readonly notes?: readonly string[];
  /** Rows whose number of cells is not the header's in their file, and that number. */
  readonly ragged?: ReadonlyMap<number, number>;
  /** Cells of that header. */
  readonly width?: number;
}

/**
 * A table from functions that give its cells.
 *
 * @example
 * const names = ['a.jpg', 'b.jpg'];
 * const table = buildTable({
 *   name: 'images.txt',
 *   rowCount: names.length,
 *   columns: { image: row => names[row] },
 *   line: row => row + 1,
 *   place: row => `images.txt line ${row + 1}`,
 * });
 * table.cell(1, 0); // 'b.jpg'
 */
export function buildTable(parts: TableParts): Table {
  const { name, rowCount, line, place, ragged = new Map(), width } = parts;
  const names = Object.keys(parts.columns);
  const builder = new TableBuilder({ name, unit: 'line' }, names);
  names.forEach((column, at) => {
    const cells = parts.columns[column];
    for (let row = 0; row < rowCount; row++) builder.columns[at].addText(cells(row).trim());
  });
  for (let row = 0; row < rowCount; row++) builder.endRow(names.length, line(row));
  return { ...builder.build(parts.notes), line, place, ragged, width };
}
