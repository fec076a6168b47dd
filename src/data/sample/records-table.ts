import type { Lesion } from './lesion.ts';

const recordColumns = [
  'age',
  'sex',
  'site',
  'itch',
  'bleeding',
  'growth_months',
  'follow_up_code',
] as const;

/** The id of a row, counted from 0. */
export function imageId(row: number): string {
  return `S${String(row + 1).padStart(5, '0')}`;
}

export function fileName(row: number): string {
  return `${imageId(row)}.jpg`;
}

/** The sample's table as CSV; no cell needs a quote. */
export function recordsTable(lesions: readonly Lesion[]): string {
  const header = ['image_id', 'lesion_id', 'image', 'kind', ...recordColumns];
  const lines = lesions.flatMap(({ id, kind, record, rows }) => {
    const cells = recordColumns.map(column => record[column]);
    return rows.map(row => [imageId(row), id, fileName(row), kind.name, ...cells]);
  });
  return [header, ...lines].map(cells => `${cells.join(',')}\n`).join('');
}

/** The rows whose record lacks a value, column by column. */
export function missingValues(lesions: readonly Lesion[]): Record<string, string[]> {
  const rowsWithout = (column: (typeof recordColumns)[number]) =>
    lesions.filter(({ record }) => record[column] === '').flatMap(({ rows }) => rows.map(imageId));
  return Object.fromEntries(
    recordColumns
      .map(column => [column, rowsWithout(column)] as const)
      .filter(([, ids]) => ids.length > 0),
  );
}
