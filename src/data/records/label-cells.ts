import { isMissing } from '../cell.ts';
import type { Table } from '../table/index.ts';
import type { LabelReading } from './record-source.ts';

/** The labels of a row; rows with the same labels share one object. */
export interface LabelSet {
  readonly label: string;
  readonly labels: readonly string[];
  readonly number?: number;
}

/** Gives the labels of a row, or why it has none. */
export function labelCells(
  table: Table,
  places: readonly number[],
  reading: LabelReading,
): (row: number) => LabelSet | { readonly reason: string } {
  const columns = places.map(place => table.column(place));
  const shared = new Map<string, LabelSet>();
  const sets = new Map<string, LabelSet | { readonly reason: string }>();
  const cellsOf = (row: number) => columns.map(({ distinct, codes }) => distinct[codes[row]]);
  const read = (cells: readonly string[]): LabelSet | { readonly reason: string } => {
    const labels = reading.of(cells);
    if (labels === null || (labels.length === 0 && !reading.multilabel)) {
      return { reason: whyNone(cells, reading) };
    }
    if (reading.target !== undefined) {
      return { label: labels[0], labels: [], number: Number(labels[0]) };
    }
    const sorted = [...new Set(labels)].sort();
    const key = JSON.stringify(sorted);
    const set = shared.get(key) ?? { label: sorted.join(', '), labels: sorted };
    shared.set(key, set);
    return set;
  };
  return row => {
    // Cells of measurements hardly repeat; remembering every row would cost more than reading it.
    if (columns.length !== 1) return read(cellsOf(row));
    const text = columns[0].distinct[columns[0].codes[row]];
    const set = sets.get(text) ?? read([text]);
    sets.set(text, set);
    return set;
  };
}

function whyNone(cells: readonly string[], { columns, rule }: LabelReading): string {
  const absent = columns.filter((_, place) => isMissing(cells[place]));
  if (absent.length > 0) return `no label (${absent.join(', ')})`;
  return `no label (${columns.join(', ')}): ${rule}`;
}
