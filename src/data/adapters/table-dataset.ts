import type { Dataset } from '../dataset.ts';
import { type FieldReading, readRecords } from '../records/index.ts';
import type { Table } from '../table/index.ts';
import { recordText } from '../text/index.ts';
import { tableLabel } from './table-label.ts';
import type { TableSettings, TableTypes } from './table-schema.ts';

/** A table that has been read, and where its pictures are. */
export interface TableSet {
  readonly name: string;
  readonly table: Table;
  /** Folders in which pictures are looked for. */
  readonly folders: readonly string[];
}

/**
 * A data set of a table, as a plan describes its columns.
 *
 * @throws what `recordText` and `readRecords` throw
 */
export function tableDataset(
  { name, table, folders }: TableSet,
  { columns, text: settings }: Pick<TableSettings, 'columns' | 'text'>,
): Dataset {
  const text = recordText(settings, table.columns);
  const { time } = columns;
  return readRecords({
    name,
    table,
    folders,
    roles: {
      id: columns.id ?? null,
      image: columns.image ?? null,
      group: columns.group ?? null,
      time: typeof time === 'object' ? time.column : (time ?? null),
      site: columns.site ?? null,
      part: columns.part ?? null,
    },
    timeOrder: typeof time === 'object' ? time.order : undefined,
    label: tableLabel(columns.label, columns.types, table),
    record: columns.record,
    fields: fieldsOf(columns.types),
    textFields: text.fields,
    text: text.text,
  });
}

function fieldsOf(types: TableTypes): Record<string, FieldReading> {
  return Object.fromEntries(
    Object.entries(types).map(([name, type]) => [
      name,
      type.type === 'codes' ? { cell: { type: 'text' }, codes: type.codes } : { cell: type },
    ]),
  );
}
