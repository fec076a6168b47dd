import { basename, resolve } from 'node:path';
import type { Dataset } from '../dataset.ts';
import { checkFolder } from '../existing-folder.ts';
import { readTable } from '../table/index.ts';
import { tableDataset } from './table-dataset.ts';
import type { TableSettings } from './table-schema.ts';

/**
 * Loads a table and its folder of pictures, if it has one.
 *
 * @throws what `readTable` and `tableDataset` throw
 */
export async function loadTable(settings: TableSettings, base: string): Promise<Dataset> {
  const { delimiter, encoding, sheet } = settings;
  const file = resolve(base, settings.table);
  const folders = settings.images === undefined ? [] : [resolve(base, settings.images)];
  for (const folder of folders) await checkFolder(folder, 'the folder of pictures');
  const table = await readTable(file, { delimiter, encoding, sheet });
  const name = basename(file).replace(/(\.[^.]+?)(\.gz)?$/i, '');
  return tableDataset({ name, table, folders }, settings);
}
