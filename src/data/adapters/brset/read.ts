import type { Table } from '../../table/index.ts';
import { readFirstTable } from '../first-table.ts';
import { renamedColumns } from '../renamed-columns.ts';

/** `labels.csv` in version 1.0.0; the others are what later versions and copies are called. */
const fileNames = ['labels.csv', 'labels_brset.csv', 'label_brset.csv'];

/** What later versions call the columns of version 1.0.0. */
const newNames = {
  Illuminaton: 'illumination',
  iluminaton: 'illumination',
  ilumination: 'illumination',
  insulin: 'insuline',
  insulin_use: 'insuline',
  drusen: 'drusens',
  diabetes_time: 'diabetes_time_y',
};

/** The labels of BRSET, a row a picture, with the column names of version 1.0.0. */
export async function readBrset(root: string): Promise<Table> {
  return renamedColumns(await readFirstTable(root, fileNames), newNames);
}
