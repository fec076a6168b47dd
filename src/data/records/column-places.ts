import { MingaError } from '../../errors/index.ts';
import { nearestName } from '../nearest-name.ts';
import type { Table } from '../table/index.ts';

/**
 * The places of columns in a table, by name.
 *
 * @throws E_COLUMN_MISSING where the header has no such column, or has it twice
 */
export function columnPlaces(
  table: Table,
  wanted: readonly string[],
): (column: string) => number | undefined {
  const places = new Map(wanted.map(name => [name, placeOf(table, name)]));
  return column => places.get(column);
}

function placeOf({ name: file, columns }: Table, name: string): number {
  const place = columns.indexOf(name);
  if (place < 0) {
    const nearest = nearestName(name, columns);
    const list = columns.length === 0 ? 'it is empty' : `it has ${columns.join(', ')}`;
    throw new MingaError('E_COLUMN_MISSING', {
      found: `${file} has no column "${name}": ${list}`,
      expected: `a header with "${name}"`,
      fix: nearest === undefined ? mend(columns) : `did you mean "${nearest}"?`,
    });
  }
  if (columns.includes(name, place + 1)) {
    throw new MingaError('E_COLUMN_MISSING', {
      found: `${file} has two columns "${name}"`,
      expected: 'one',
      fix: 'rename one of them in the header',
    });
  }
  return place;
}

/** A header that is one long cell was most likely cut at the wrong sign. */
function mend(columns: readonly string[]): string {
  const other = [';', '\t', ','].find(sign => columns.length === 1 && columns[0].includes(sign));
  if (other === undefined) return 'name one of these in the plan';
  return `the table seems to be delimited by ${JSON.stringify(other)}: set delimiter`;
}
