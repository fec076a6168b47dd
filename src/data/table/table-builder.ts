import { MingaError } from '../../errors/index.ts';
import type { Table } from './table.ts';
import { TextColumn } from './text-column.ts';

/** What a file says of itself. */
export interface TableNames {
  /** The file's name, for messages. */
  readonly name: string;
  /** What a row's number counts: `line` of a text, `row` of a sheet. */
  readonly unit: 'line' | 'row';
}

/** Each takes some memory before its first cell. */
const mostColumns = 16_384;

/** Each takes four bytes, whatever it holds. */
const mostCells = 2 ** 30;

/** A table that grows by one row at a time. */
export class TableBuilder {
  readonly #names: TableNames;
  readonly #header: string[] = [];
  readonly #columns: TextColumn[] = [];
  readonly #ragged = new Map<number, number>();
  #lines = new Int32Array(1024);
  #rows = 0;

  constructor(names: TableNames, header: readonly string[]) {
    this.#names = names;
    for (const column of header) this.addColumn(column);
  }

  /**
   * Adds a column; rows that are there already, and rows that add nothing to it, are filled up at last.
   *
   * @returns its place
   * @throws E_RECORD_VALUE where there are more columns than any table of records has
   */
  addColumn(name: string): number {
    const place = this.#columns.length;
    if (place === mostColumns) {
      throw new MingaError('E_RECORD_VALUE', {
        found: `${this.#names.name} has more than ${mostColumns} columns`,
        expected: 'a table of records',
      });
    }
    this.#header.push(name);
    this.#columns.push(new TextColumn());
    return place;
  }

  /** Adds the cells of a row, trimmed. A row without any filled cell is not a row. */
  addRow(cells: readonly string[], line: number): void {
    if (cells.every(cell => cell === '')) return;
    this.#columns.forEach((column, place) => {
      column.addText(cells[place] ?? '');
    });
    this.endRow(cells.length, line);
  }

  /** The columns, for cells that are added one by one; `endRow` ends their row. */
  get columns(): readonly TextColumn[] {
    return this.#columns;
  }

  /** The rows that have been ended. */
  get rows(): number {
    return this.#rows;
  }

  /** @param width the number of cells that the file has in this row */
  endRow(width: number, line: number): void {
    if (width !== this.#header.length) this.#ragged.set(this.#rows, width);
    if (this.#rows === this.#lines.length) {
      const larger = new Int32Array(this.#rows * 2);
      larger.set(this.#lines);
      this.#lines = larger;
    }
    this.#lines[this.#rows] = line;
    this.#rows += 1;
  }

  /** @throws E_RECORD_VALUE where there are more cells than fit into memory */
  build(notes: readonly string[] = []): Table {
    if (this.#rows * this.#columns.length > mostCells) {
      throw new MingaError('E_RECORD_VALUE', {
        found: `${this.#names.name} has ${this.#rows} rows of ${this.#columns.length} columns`,
        expected: `a table of ${mostCells} cells or fewer`,
      });
    }
    for (const column of this.#columns) {
      column.fillTo(this.#rows);
      column.close();
    }
    const { name, unit } = this.#names;
    const lines = this.#lines.slice(0, this.#rows);
    return {
      name,
      columns: this.#header,
      rowCount: this.#rows,
      cell: (row, column) => this.#columns[column].cell(row),
      column: column => this.#columns[column].column(),
      line: row => lines[row],
      place: row => `${name} ${unit} ${lines[row]}`,
      ragged: this.#ragged,
      notes,
    };
  }
}
