/** A column: its distinct texts, and for each row which of them it holds. */
export interface TableColumn {
  readonly distinct: readonly string[];
  readonly codes: Int32Array;
}

/** A table in memory, by columns, so that a million rows stay small: a text that repeats is kept once. */
export interface Table {
  /** The file's name, for messages. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rowCount: number;
  /** The cell's text without surrounding blanks; empty where the row is too short. */
  readonly cell: (row: number, column: number) => string;
  readonly column: (column: number) => TableColumn;
  /** The line of the file where the row begins, from 1. */
  readonly line: (row: number) => number;
  /** For messages: `labels.csv line 14`. */
  readonly place: (row: number) => string;
  /** Rows whose number of cells is not the header's, and that number. */
  readonly ragged: ReadonlyMap<number, number>;
  /** Cells of the header where the columns were chosen from a wider file; the number of columns where undefined. */
  readonly width?: number;
  /** What was found out about the file, to be said: `records.csv: cells are delimited by ";"`. */
  readonly notes: readonly string[];
}
