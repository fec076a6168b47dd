import { type CellType, inferType } from './cell.ts';
import type { DatasetWarning } from './dataset.ts';
import { type ImageLookup, imageFolders } from './image-folders.ts';
import { columnPlaces } from './table-columns.ts';
import type { TableFile, TableRow } from './table-file.ts';
import type { TableSource } from './table-source.ts';

/** A table whose columns have been found and whose cells are known how to read. */
export interface TableReader extends TableSource {
  readonly table: TableFile;
  readonly record: readonly string[];
  readonly textFields: readonly string[];
  readonly cell: (row: TableRow, column: string) => string;
  readonly typeOf: (column: string) => CellType;
  readonly lookup: (name: string) => ImageLookup;
}

const asText: CellType = { type: 'text' };

/**
 * Finds the columns of a table and settles how their cells are read.
 *
 * @throws E_COLUMN_MISSING
 */
export function openTable(
  source: TableSource,
  table: TableFile,
): { reader: TableReader; warnings: DatasetWarning[] } {
  const roles = [source.roles.id, source.roles.image, source.roles.label, source.roles.group];
  const isFree = (column: string) => column !== '' && !roles.includes(column);
  const record = source.record ?? table.columns.filter(isFree);
  const textFields = source.textFields ?? record.filter(isFree);
  const values = [...new Set([...record, ...textFields])];
  const named = roles.filter(role => role !== null).concat(values, Object.keys(source.types));
  const places = columnPlaces(table, named);
  const cell = (row: TableRow, column: string) => row.cells[places.get(column) ?? -1] ?? '';
  const { types, warnings } = columnTypes(source, table, values, cell);
  const typeOf = (column: string) => types.get(column) ?? asText;
  const lookup = imageFolders(source.folders);
  return { reader: { ...source, table, record, textFields, cell, typeOf, lookup }, warnings };
}

function columnTypes(
  source: TableSource,
  table: TableFile,
  columns: readonly string[],
  cell: TableReader['cell'],
): { types: Map<string, CellType>; warnings: DatasetWarning[] } {
  const types = new Map(Object.entries(source.types));
  const warnings: DatasetWarning[] = [];
  for (const column of columns) {
    if (types.has(column)) continue;
    const { type, strays } = inferType(table.rows.map(row => cell(row, column)));
    types.set(column, type);
    if (strays.length === 0) continue;
    const first = table.rows[strays[0]];
    warnings.push({
      code: 'mixed-column',
      message: `column "${column}" holds numbers but for ${strays.length} cells (the first: ${table.name} line ${first.line}, "${cell(first, column)}") and is read as words; say types.${column}: { type: number } to skip those rows, or list such texts under its missing`,
    });
  }
  return { types, warnings };
}
