import { MingaError } from '../errors/index.ts';
import { isMissing } from './cell.ts';
import { type Dataset, makeDataset, type Sample, type SkippedRow } from './dataset.ts';
import { fieldWarnings } from './field-warnings.ts';
import { readTableFile } from './table-file.ts';
import { openTable, type TableReader } from './table-reader.ts';
import { readRow } from './table-row.ts';
import type { TableSource } from './table-source.ts';

/**
 * Reads a table and its folders of pictures into a data set. Rows that cannot be used are skipped
 * and listed: no id, no label, no such picture, a cell that cannot be read, too many or few cells.
 *
 * @throws E_FILE_MISSING, E_COLUMN_MISSING, E_DUPLICATE_ID, E_CLASS_EMPTY
 * @throws E_RECORD_VALUE where the file is not UTF-8 or a quote is never closed
 */
export async function readTableDataset(source: TableSource): Promise<Dataset> {
  const table = await readTableFile(source.file, source.delimiter);
  const { reader, warnings } = openTable(source, table);
  refuseDuplicates(reader);
  const samples: Sample[] = [];
  const skipped: SkippedRow[] = [];
  for (const row of table.rows) {
    const read = readRow(reader, row);
    if ('reason' in read) skipped.push(read);
    else samples.push(read);
  }
  return makeDataset({
    name: source.name,
    samples,
    groupColumn: source.roles.group,
    textFields: reader.textFields,
    skipped,
    warnings: [...warnings, ...fieldWarnings(reader)],
    rowsRead: table.rows.length,
  });
}

/** An id that occurs twice leaves open which row is meant, so nothing after it can be trusted. */
function refuseDuplicates({ table, roles, cell }: TableReader): void {
  const lines = new Map<string, number>();
  for (const row of table.rows) {
    const id = cell(row, roles.id);
    const earlier = lines.get(id);
    if (earlier !== undefined && !isMissing(id)) {
      throw new MingaError('E_DUPLICATE_ID', {
        found: `${table.name} lines ${earlier} and ${row.line} have the same ${roles.id} "${id}"`,
        expected: 'every id once',
        fix: 'remove one of the rows, or name a column that tells them apart',
      });
    }
    lines.set(id, row.line);
  }
}
