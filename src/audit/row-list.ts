import type { Dataset } from '../data/index.ts';
import type { RowList } from './audit.ts';

/** Samples as a finding tells them: how many, and the ids that come first, whatever their order. */
export function rowList({ samples }: Dataset, indices: Iterable<number>, most: number): RowList {
  const first: string[] = [];
  let total = 0;
  for (const index of indices) {
    total += 1;
    keepSmallest(first, samples[index].id, most);
  }
  return { total, ids: first };
}

/** The same from ids of rows that never became samples. */
export function idList(ids: Iterable<string>, most: number): RowList {
  const first: string[] = [];
  let total = 0;
  for (const id of ids) {
    total += 1;
    if (id !== '') keepSmallest(first, id, most);
  }
  return { total, ids: first };
}

function keepSmallest(sorted: string[], id: string, most: number): void {
  if (most === 0 || (sorted.length === most && sorted[most - 1] <= id)) return;
  let at = sorted.length;
  while (at > 0 && sorted[at - 1] > id) at -= 1;
  sorted.splice(at, 0, id);
  if (sorted.length > most) sorted.pop();
}

/** The indices of samples for which `holds`. */
export function* samplesWhere(count: number, holds: (i: number) => boolean): Iterable<number> {
  for (let i = 0; i < count; i++) if (holds(i)) yield i;
}
