/**
 * Table: knows how files of records (CSV, TSV, Parquet, JSON Lines, Excel) become one table in
 * memory, and says what it found out about them. It knows nothing of roles, labels or pictures.
 */
export type { Table, TableColumn } from './table.ts';
