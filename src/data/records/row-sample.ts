import type { ErrorCode } from '../../errors/index.ts';
import type { RecordValue, Sample, SkippedRow } from '../dataset.ts';
import type { RecordReader } from './record-reader.ts';
import type { ValueColumn } from './value-column.ts';

/** Gives the sample of a row, or why the row cannot be one. */
export function rowSamples(reader: RecordReader): (row: number) => Sample | SkippedRow {
  const { table, roles, values } = reader;
  const record = values.slice(0, reader.record.length);
  const isRecordEnough = values.length === record.length;
  const [emptyRecord, emptyValues] = [emptyOf(record), emptyOf(values)];
  const skip = (row: number, id: string | null, code: ErrorCode, reason: string): SkippedRow => {
    return { id: id ?? '', place: table.place(row), code, reason };
  };
  return row => {
    const id = idOf(reader, row);
    const width = table.ragged.get(row);
    if (width !== undefined) {
      return skip(
        row,
        id,
        'E_RECORD_VALUE',
        `${width} cells, expected ${table.width ?? table.columns.length}`,
      );
    }
    if (id === null) return skip(row, id, 'E_RECORD_VALUE', `no ${roles.id}`);
    const labels = reader.labelOf(row);
    if ('reason' in labels) return skip(row, id, 'E_RECORD_VALUE', labels.reason);
    const image = imageOf(reader, row);
    if (image !== null && 'reason' in image) return skip(row, id, 'E_FILE_MISSING', image.reason);
    const time = reader.timeOf(row);
    if (time !== null && typeof time === 'object')
      return skip(row, id, 'E_RECORD_VALUE', time.reason);
    const part = reader.partOf(row);
    if (part !== null && typeof part === 'object')
      return skip(row, id, 'E_RECORD_VALUE', part.reason);
    const unreadable = firstUnreadable(values, row);
    if (unreadable !== undefined) return skip(row, id, 'E_RECORD_VALUE', unreadable);
    const own = filled(emptyRecord, record, row);
    const all = isRecordEnough ? own : filled(emptyValues, values, row);
    return {
      id,
      image: image?.path ?? null,
      record: own,
      text: reader.text(all, reader.textFields),
      label: labels.label,
      labels: labels.labels,
      ...(labels.number === undefined ? {} : { number: labels.number }),
      group: reader.groupOf(row) ?? id,
      time,
      site: reader.siteOf(row),
      part,
      line: table.line(row),
    };
  };
}

/** A row of a table without ids is called by its line. */
function idOf({ roles, table, idOf: cell }: RecordReader, row: number): string | null {
  return roles.id === null ? `line ${table.line(row)}` : cell(row);
}

function imageOf({ roles, imageOf: cell, lookup }: RecordReader, row: number) {
  if (roles.image === null) return null;
  const name = cell(row);
  return name === null ? { reason: `no image (${roles.image})` } : lookup(name);
}

function firstUnreadable(columns: readonly ValueColumn[], row: number): string | undefined {
  for (const { values, codes } of columns) {
    const value = values[codes[row]];
    if (typeof value === 'object' && value !== null) return value.reason;
  }
  return undefined;
}

function emptyOf(columns: readonly ValueColumn[]): Record<string, RecordValue> {
  return Object.fromEntries(columns.map(({ name }) => [name, null]));
}

/** Copies share their shape; a million records built key by key take several times as long. */
function filled(
  empty: Readonly<Record<string, RecordValue>>,
  columns: readonly ValueColumn[],
  row: number,
): Record<string, RecordValue> {
  const record = { ...empty };
  for (const { name, values, codes } of columns) {
    const value = values[codes[row]];
    if (typeof value !== 'object') record[name] = value;
  }
  return record;
}
