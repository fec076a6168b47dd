import type { SplitPart } from '../dataset.ts';
import { type ImageLookup, imageFolders } from '../image-folders.ts';
import { type CellOf, columnCells } from './column-cells.ts';
import { columnPlaces } from './column-places.ts';
import { type LabelSet, labelCells } from './label-cells.ts';
import { partCells } from './part.ts';
import type { RecordSource } from './record-source.ts';
import { type TimeOf, timeCells } from './time-cells.ts';
import { type UnreadableCell, type ValueColumn, valueColumn } from './value-column.ts';

/** A table whose columns have been found and whose cells are known how to read. */
export interface RecordReader extends RecordSource {
  readonly record: readonly string[];
  readonly textFields: readonly string[];
  /** The columns of the record, then those that the text alone asks for. */
  readonly values: readonly ValueColumn[];
  readonly idOf: CellOf;
  readonly imageOf: CellOf;
  readonly groupOf: CellOf;
  readonly siteOf: CellOf;
  readonly timeOf: TimeOf;
  readonly timeNotes: readonly string[];
  readonly partOf: (row: number) => SplitPart | null | UnreadableCell;
  readonly labelOf: (row: number) => LabelSet | UnreadableCell;
  readonly lookup: (name: string) => ImageLookup;
}

/**
 * Finds the columns of a table and settles how their cells are read.
 *
 * @throws E_COLUMN_MISSING
 * @throws E_OPTION where the order of day and month cannot be told
 */
export function openRecords(source: RecordSource): RecordReader {
  const { table, roles, label } = source;
  const readings = new Map(Object.entries(source.fields));
  const taken = [roles.id, roles.image, ...label.columns, roles.group]
    .concat([roles.time, roles.site, roles.part])
    .filter(role => role !== null);
  const isFree = (column: string) => column !== '' && !taken.includes(column);
  const isText = (column: string) => isFree(column) && readings.get(column)?.leak === undefined;
  const record = source.record ?? table.columns.filter(isFree);
  const textFields = source.textFields ?? record.filter(isText);
  const names = [...new Set([...record, ...textFields])];
  const placeOf = columnPlaces(table, [...taken, ...names, ...readings.keys()]);
  const placesOf = (columns: readonly string[]) => columns.map(name => placeOf(name) ?? -1);
  const rolePlace = (role: string | null) => (role === null ? undefined : placeOf(role));
  const cellsOf = (role: string | null) =>
    columnCells(table, rolePlace(role), readings.get(role ?? '')?.cell);
  const times = timeCells(table, rolePlace(roles.time), source.timeOrder);
  return {
    ...source,
    record,
    textFields,
    values: placesOf(names).map((place, i) => valueColumn(table, place, readings.get(names[i]))),
    idOf: cellsOf(roles.id),
    imageOf: cellsOf(roles.image),
    groupOf: cellsOf(roles.group),
    siteOf: cellsOf(roles.site),
    timeOf: times.of,
    timeNotes: times.notes,
    partOf: partCells(table, rolePlace(roles.part)),
    labelOf: labelCells(table, placesOf(label.columns), label),
    lookup: imageFolders(source.folders),
  };
}
