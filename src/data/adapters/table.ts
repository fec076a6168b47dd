import { basename, resolve } from 'node:path';
import * as z from 'zod';
import { type CellType, cellTypeSchema, isMissing } from '../cell.ts';
import type { Dataset } from '../dataset.ts';
import { checkFolder } from '../existing-folder.ts';
import { type LabelReading, readRecords } from '../records/index.ts';
import { readTable } from '../table/index.ts';
import { recordText, recordTextSchema } from '../text/index.ts';

const column = z.string().min(1);

/** Your own table and folder of pictures. */
export const tableSchema = z
  .strictObject({
    adapter: z.literal('table').describe('Your own table and folder of pictures'),
    table: z
      .string()
      .min(1)
      .describe(
        'Path of the table (CSV, UTF-8, with a header), from the folder where the command runs',
      ),
    images: z
      .string()
      .min(1)
      .describe(
        'Path of the folder that holds the pictures, from the folder where the command runs',
      ),
    columns: z
      .strictObject({
        id: column.describe('Column whose value names the row; every value once'),
        image: column.describe(
          'Column with the picture: its path within the folder, with or without extension',
        ),
        label: column.describe('Column with the class to be learnt'),
        group: column
          .optional()
          .describe('Column of what must not straddle a split, such as the patient'),
        record: z
          .array(column)
          .optional()
          .describe('Columns of the record (default: all that have no other part)'),
        types: z
          .record(column, cellTypeSchema)
          .default({})
          .describe('How the cells of a column are read (default: found out from the cells)'),
      })
      .describe('Which column plays which part'),
    text: recordTextSchema.default({}),
    delimiter: z
      .string()
      .length(1)
      .optional()
      .describe(
        'The sign between cells: a comma, a semicolon, a tab (default: found out from the rows)',
      ),
  })
  .describe('A table and a folder of pictures');

/**
 * Loads a table and its folder of pictures.
 *
 * @throws what `readTable`, `recordText` and `readRecords` throw
 */
export async function loadTable(
  settings: z.infer<typeof tableSchema>,
  base: string,
): Promise<Dataset> {
  const { columns, delimiter } = settings;
  const file = resolve(base, settings.table);
  const folder = resolve(base, settings.images);
  await checkFolder(folder, 'the folder of pictures');
  const table = await readTable(file, { delimiter });
  const text = recordText(settings.text, table.columns);
  const fields = Object.entries(columns.types).map(([name, cell]) => [name, { cell }]);
  return readRecords({
    name: basename(file).replace(/\.[^.]+$/, ''),
    table,
    folders: [folder],
    roles: {
      id: columns.id,
      image: columns.image,
      group: columns.group ?? null,
      time: null,
      site: null,
      part: null,
    },
    label: labelAsItStands(columns.label, columns.types[columns.label]),
    record: columns.record,
    fields: Object.fromEntries(fields),
    textFields: text.fields,
    text: text.text,
  });
}

function labelAsItStands(column: string, type?: CellType): LabelReading {
  return {
    columns: [column],
    rule: `the class in ${column}`,
    multilabel: false,
    of: ([cell]) => (isMissing(cell, type) ? null : [cell]),
  };
}
