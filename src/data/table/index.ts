/**
 * Table: knows how files of records (CSV, TSV, Parquet, JSON Lines, Excel) become one table in
 * memory, and says what it found out about them. It knows nothing of roles, labels or pictures.
 */
export { readTable, type TableOptions } from './read-table.ts';
export type { Table, TableColumn } from './table.ts';
export { TableBuilder } from './table-builder.ts';
