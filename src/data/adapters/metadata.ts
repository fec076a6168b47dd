import { readdir } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import * as z from 'zod';
import { MingaError } from '../../errors/index.ts';
import type { Dataset } from '../dataset.ts';
import { checkFolder } from '../existing-folder.ts';
import { readPart } from '../records/index.ts';
import { readTable, type Table, TableBuilder } from '../table/index.ts';
import { recordTextSchema } from '../text/index.ts';
import { tableDataset } from './table-dataset.ts';
import { describedColumns } from './table-schema.ts';

/** Pictures with a `metadata` file beside them, as the Hugging Face hub has them. */
export const metadataSchema = z
  .strictObject({
    adapter: z
      .literal('metadata')
      .describe('Pictures with a metadata.csv, .jsonl or .parquet beside them (Hugging Face)'),
    root: z
      .string()
      .min(1)
      .describe(
        'Folder with the metadata file, or of train/, validation/ and test/ that have one each',
      ),
    columns: z.strictObject(describedColumns).describe('Which column plays which part'),
    text: recordTextSchema.default({}),
  })
  .describe('A folder of pictures as the Hugging Face hub has them, by its metadata file');

const fileColumn = 'file_name';
const partColumn = 'minga:part';

/**
 * Loads a folder whose `metadata.csv`, `metadata.jsonl` or `metadata.parquet` names its pictures in
 * the column `file_name`; the other columns are labels and the record. Folders `train`, `validation`
 * and `test` with a file each are the given split.
 *
 * @throws E_FILE_MISSING where there is no metadata file
 * @throws E_COLUMN_MISSING where it has no column `file_name`
 * @throws what `readTable` and `tableDataset` throw
 */
export async function loadMetadata(
  settings: z.infer<typeof metadataSchema>,
  base: string,
): Promise<Dataset> {
  const root = resolve(base, settings.root);
  await checkFolder(root, 'the folder of the metadata');
  const found = await metadataFiles(root);
  const tables = [];
  for (const { path, folder } of found) {
    tables.push({ table: await readTable(join(root, path)), folder });
  }
  const hasParts = found.every(({ folder }) => readPart(folder) !== null);
  const table = joined(tables, hasParts);
  return tableDataset(
    { name: basename(root), table, folders: [root] },
    {
      columns: {
        ...settings.columns,
        id: fileColumn,
        image: fileColumn,
        part: hasParts ? partColumn : undefined,
      },
      text: settings.text,
    },
  );
}

interface MetadataFile {
  /** From the root. */
  readonly path: string;
  /** The folder that it stands in; empty for the root itself. */
  readonly folder: string;
}

async function metadataFiles(root: string): Promise<MetadataFile[]> {
  const own = await metadataIn(root, '');
  if (own.length > 0) return own.slice(0, 1);
  const entries = await readdir(root, { withFileTypes: true });
  const folders = entries.filter(entry => entry.isDirectory()).map(({ name }) => name);
  const found = await Promise.all(
    folders.sort().map(async folder => (await metadataIn(root, folder)).slice(0, 1)),
  );
  const files = found.flat();
  if (files.length > 0) return files;
  throw new MingaError('E_FILE_MISSING', {
    found: `${root} has no metadata.csv, metadata.jsonl or metadata.parquet, and no folder in it has`,
    expected: 'one of these, with a column file_name',
    fix: 'check the root; a table of another name belongs to adapter: table',
  });
}

async function metadataIn(root: string, folder: string): Promise<MetadataFile[]> {
  const names = await readdir(join(root, folder));
  return ['metadata.csv', 'metadata.jsonl', 'metadata.parquet']
    .filter(name => names.includes(name))
    .map(name => ({ path: join(folder, name), folder }));
}

/** All files as one table; pictures are named from the root, and their folder is the part where it is one. */
function joined(
  files: readonly { readonly table: Table; readonly folder: string }[],
  hasParts: boolean,
): Table {
  const columns = [...new Set(files.flatMap(({ table }) => table.columns))];
  const [first] = files;
  const builder = new TableBuilder({ name: first.table.name, unit: 'line' }, [
    ...columns,
    ...(hasParts ? [partColumn] : []),
  ]);
  const places: string[] = [];
  for (const { table, folder } of files) {
    const at = columns.map(name => table.columns.indexOf(name));
    if (!table.columns.includes(fileColumn)) throw noFileColumn(table, folder);
    for (let row = 0; row < table.rowCount; row++) {
      const cells = columns.map((name, i) => {
        const cell = at[i] < 0 ? '' : table.cell(row, at[i]);
        return name === fileColumn && cell !== '' && folder !== '' ? `${folder}/${cell}` : cell;
      });
      builder.addRow(hasParts ? [...cells, folder] : cells, table.line(row));
      places.push(folder === '' ? table.place(row) : `${folder}/${table.place(row)}`);
    }
  }
  const notes = files.flatMap(({ table }) => table.notes);
  return { ...builder.build([...new Set(notes)]), place: row => places[row] };
}

function noFileColumn(table: Table, folder: string): MingaError {
  return new MingaError('E_COLUMN_MISSING', {
    found: `${join(folder, table.name)} has no column "${fileColumn}": it has ${table.columns.join(', ')}`,
    expected: `a column "${fileColumn}" with the path of each picture from that folder`,
    fix: 'rename the column, or use adapter: table, whose columns.image names any column',
  });
}
