import type { Values } from '../../parquet/index.ts';
import { Matrix } from '../../tensor/index.ts';
import type { ContentKey } from '../content-key.ts';
import { malformed } from './malformed.ts';

/** A row group's place in its file, for messages. */
export interface GroupPlace {
  readonly path: string;
  /** Number of its first row. */
  readonly start: number;
}

/** @throws E_EXCHANGE where a row has no id */
export function idsOf(values: Values, { path, start }: GroupPlace): string[] {
  return Array.from(values, (value, i) => {
    if (typeof value === 'string') return value;
    if (typeof value === 'number' || typeof value === 'bigint') return String(value);
    throw malformed(path, `row ${start + i} has no id`, 'an id in every row');
  });
}

/** @throws E_EXCHANGE where a key is not a sha256 in hexadecimal */
export function keysOf(values: Values, { path, start }: GroupPlace): ContentKey[] {
  return Array.from(values, (value, i) => {
    if (typeof value === 'string' && /^[0-9a-f]{64}$/i.test(value)) {
      return new Uint8Array(Buffer.from(value, 'hex'));
    }
    throw malformed(path, `the key of row ${start + i} is not a sha256`, '64 hexadecimal digits');
  });
}

/** Vectors from one column of lists. @throws E_EXCHANGE where a list is shorter or longer than the first */
export function fromLists(lists: Values, place: GroupPlace): Matrix {
  const columns = listOf(lists[0]).length;
  const matrix = Matrix.zeros(lists.length, columns);
  for (let i = 0; i < lists.length; i++) {
    const list = listOf(lists[i]);
    if (list.length !== columns) {
      const found = `row ${place.start + i} has ${list.length} numbers`;
      throw malformed(place.path, found, `${columns} as row ${place.start} has`);
    }
    const row = matrix.row(i);
    for (let j = 0; j < columns; j++) row[j] = numberOf(list[j], place, i, j);
  }
  return matrix;
}

/** Vectors from one column per dimension. */
export function fromColumns(columns: readonly Values[], place: GroupPlace): Matrix {
  const matrix = Matrix.zeros(columns[0].length, columns.length);
  columns.forEach((values, j) => {
    for (let i = 0; i < values.length; i++) {
      matrix.data[i * columns.length + j] = numberOf(values[i], place, i, j);
    }
  });
  return matrix;
}

function numberOf(value: unknown, { path, start }: GroupPlace, row: number, column: number) {
  if (typeof value === 'number') return value;
  throw malformed(path, `row ${start + row} has no number at place ${column}`, 'a number');
}

/** The innermost list: the library wraps one around each level that may be null. */
function listOf(value: unknown): Values {
  let list = value;
  while (Array.isArray(list) && list.length === 1 && isList(list[0])) [list] = list;
  return isList(list) ? list : [];
}

function isList(value: unknown): value is Values {
  return Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);
}
