import { join } from 'node:path';
import type { Table } from '../../table/index.ts';
import { existingFile } from '../raw/index.ts';
import { readPaperTables } from './paper-tables.ts';
import { readPhysionet } from './physionet.ts';

/**
 * MIMIC-CXR as one table, a row for each picture: from PhysioNet's own files, or from the tables of
 * the paper (`train.csv`, `valid.csv`, `test.csv` with `path_preproc`) where those are absent.
 *
 * @throws E_FILE_MISSING, E_COLUMN_MISSING
 */
export async function readMimicCxr(
  root: string,
  options: Readonly<Record<string, string>>,
): Promise<Table> {
  const withReports = options.reports === 'read';
  const paper = await existingFile([join(root, 'train.csv')]);
  const own = await existingFile(
    ['csv', 'csv.gz'].map(ending => join(root, `mimic-cxr-2.0.0-split.${ending}`)),
  );
  if (own === undefined && paper !== undefined) return readPaperTables(root, withReports);
  return readPhysionet(root, withReports);
}
