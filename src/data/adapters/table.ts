import { basename, resolve } from 'node:path';
import type { Dataset } from '../dataset.ts';
import { checkFolder } from '../existing-folder.ts';
import { type FieldReading, readRecords } from '../records/index.ts';
import { readTable } from '../table/index.ts';
import { recordText } from '../text/index.ts';
import { tableLabel } from './table-label.ts';
import type { TableSettings, TableTypes } from './table-schema.ts';

/**
 * Loads a table and its folder of pictures, if it has one.
 *
 * @throws what `readTable`, `recordText` and `readRecords` throw
 */
export async function loadTable(settings: TableSettings, base: string): Promise<Dataset> {
  const { columns, delimiter, encoding, sheet } = settings;
  const file = resolve(base, settings.table);
  const folders = settings.images === undefined ? [] : [resolve(base, settings.images)];
  for (const folder of folders) await checkFolder(folder, 'the folder of pictures');
  const table = await readTable(file, { delimiter, encoding, sheet });
  const text = recordText(settings.text, table.columns);
  const { time } = columns;
  return readRecords({
    name: basename(file).replace(/(\.[^.]+?)(\.gz)?$/i, ''),
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
