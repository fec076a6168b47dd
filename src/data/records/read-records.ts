import { MingaError } from '../../errors/index.ts';
import { type Dataset, makeDataset, type Sample, type SkippedRow } from '../dataset.ts';
import { fieldWarnings } from './field-warnings.ts';
import { openRecords, type RecordReader } from './record-reader.ts';
import type { RecordSource } from './record-source.ts';
import { rowSamples } from './row-sample.ts';

/**
 * Makes a data set of a table, as an adapter says. Rows that cannot be used are skipped and listed:
 * no id, no label, no such picture, a cell that cannot be read, too many or few cells.
 *
 * @throws E_COLUMN_MISSING where the table lacks a column that is asked for
 * @throws E_DUPLICATE_ID where two rows share an id
 * @throws E_OPTION where the order of day and month in dates cannot be told
 * @throws E_CLASS_EMPTY where no row is left or there is one class only
 */
export function readRecords(source: RecordSource): Dataset {
  const reader = openRecords(source);
  const { table, label } = source;
  refuseDuplicates(reader);
  const samples: Sample[] = [];
  const skipped: SkippedRow[] = [];
  const read = rowSamples(reader);
  for (let row = 0; row < table.rowCount; row++) {
    const sample = read(row);
    if ('reason' in sample) skipped.push(sample);
    else samples.push(sample);
  }
  return makeDataset({
    name: source.name,
    samples,
    groupColumn: source.roles.group,
    textFields: reader.textFields,
    textOf: source.text,
    multilabel: label.multilabel,
    target: label.target,
    labelRule: label.rule,
    leaks: leaksOf(source),
    skipped,
    warnings: [...reader.values.flatMap(({ warnings }) => warnings), ...fieldWarnings(reader)],
    rowsRead: table.rowCount,
  });
}

function leaksOf({ fields }: RecordSource): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(fields).flatMap(([field, { leak }]) =>
      leak === undefined ? [] : [[field, leak]],
    ),
  );
}

/** An id that occurs twice leaves open which row is meant, so nothing after it can be trusted. */
function refuseDuplicates({ table, roles, idOf }: RecordReader): void {
  if (roles.id === null) return;
  const rows = new Map<string, number>();
  for (let row = 0; row < table.rowCount; row++) {
    const id = idOf(row);
    if (id === null) continue;
    const earlier = rows.get(id);
    if (earlier !== undefined) {
      throw new MingaError('E_DUPLICATE_ID', {
        found: `${table.name} lines ${table.line(earlier)} and ${table.line(row)} have the same ${roles.id} "${id}"`,
        expected: 'every id once',
        fix: 'remove one of the rows, or name a column that tells them apart',
      });
    }
    rows.set(id, row);
  }
}
