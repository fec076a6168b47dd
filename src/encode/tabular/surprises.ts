import type { RecordValue } from '../../data/index.ts';
import type { TabularColumn } from './column.ts';

/** Something in records that training rows did not hold, and in how many rows. */
export interface Surprise {
  readonly field: string;
  /**
   * `missing`: no training row missed it, so the row passes for an average one. `unseen`: a text
   * without a column. `extreme`: a number cut off.
   */
  readonly kind: 'missing' | 'unseen' | 'extreme';
  readonly rows: number;
}

export function findSurprises(
  columns: readonly TabularColumn[],
  clip: number,
  rows: readonly Readonly<Record<string, RecordValue>>[],
): Surprise[] {
  const counts = new Map<string, Surprise>();
  for (const column of columns) {
    const { field } = column;
    const known = column.kind === 'category' ? new Set(column.categories) : null;
    for (const row of rows) {
      const kind = surpriseOf(column, known, clip, row[field] ?? null);
      if (kind === null) continue;
      const key = JSON.stringify([field, kind]);
      counts.set(key, { field, kind, rows: (counts.get(key)?.rows ?? 0) + 1 });
    }
  }
  return [...counts.values()];
}

function surpriseOf(
  column: TabularColumn,
  known: ReadonlySet<string> | null,
  clip: number,
  value: RecordValue,
): Surprise['kind'] | null {
  if (value === null) return column.missing ? null : 'missing';
  if (column.kind === 'category') {
    return column.other || known?.has(String(value)) ? null : 'unseen';
  }
  return Math.abs((Number(value) - column.mean) * column.scale) > clip ? 'extreme' : null;
}
