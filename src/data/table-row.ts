import { isMissing, readCell } from './cell.ts';
import type { RecordValue, Sample, SkippedRow } from './dataset.ts';
import type { TableRow } from './table-file.ts';
import type { TableReader } from './table-reader.ts';

/** A sample, or why the row cannot be one. */
export function readRow(reader: TableReader, row: TableRow): Sample | SkippedRow {
  const { table, roles, cell, typeOf } = reader;
  const id = cell(row, roles.id);
  const skip = (code: SkippedRow['code'], reason: string): SkippedRow => ({
    id,
    place: `${table.name} line ${row.line}`,
    code,
    reason,
  });
  if (row.cells.length !== table.columns.length) {
    const found = `${row.cells.length} cells, expected ${table.columns.length}`;
    return skip('E_RECORD_VALUE', found);
  }
  if (isMissing(id)) return skip('E_RECORD_VALUE', `no ${roles.id}`);
  const label = cell(row, roles.label);
  if (isMissing(label, typeOf(roles.label))) {
    return skip('E_RECORD_VALUE', `no label (${roles.label})`);
  }
  const name = cell(row, roles.image);
  if (isMissing(name)) return skip('E_FILE_MISSING', `no image (${roles.image})`);
  const image = reader.lookup(name);
  if ('reason' in image) return skip('E_FILE_MISSING', image.reason);
  const read = readValues(reader, row);
  if ('reason' in read) return skip('E_RECORD_VALUE', read.reason);
  const { values } = read;
  const record = Object.fromEntries(reader.record.map(column => [column, values[column]]));
  const text = reader.text(values, reader.textFields);
  const group = groupOf(reader, row) ?? id;
  return {
    id,
    image: image.path,
    record,
    text,
    label,
    labels: [label],
    group,
    time: null,
    site: null,
    part: null,
    line: row.line,
  };
}

function readValues(
  { record, textFields, cell, typeOf }: TableReader,
  row: TableRow,
): { readonly values: Record<string, RecordValue> } | { readonly reason: string } {
  const values = new Map<string, RecordValue>();
  for (const column of new Set([...record, ...textFields])) {
    const text = cell(row, column);
    const read = readCell(text, typeOf(column));
    if ('expected' in read) {
      return { reason: `${column} is "${text}", expected ${read.expected}` };
    }
    values.set(column, read.value);
  }
  return { values: Object.fromEntries(values) };
}

/** The row's group, or null where it has none. */
export function groupOf({ roles, cell, typeOf }: TableReader, row: TableRow): string | null {
  if (roles.group === null) return null;
  const group = cell(row, roles.group);
  return isMissing(group, typeOf(roles.group)) ? null : group;
}
