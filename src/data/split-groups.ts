import { MingaError } from '../errors/index.ts';
import type { Dataset, Sample } from './dataset.ts';
import { nearestName } from './nearest-name.ts';

/** Samples that must stay together. */
export interface SplitGroup {
  /** Indices of its samples. */
  readonly members: readonly number[];
  /** The label indices that occur in it. */
  readonly labels: readonly number[];
  /** For each of `labels`, how many of its samples have it. */
  readonly counts: readonly number[];
}

/**
 * The groups of a data set by a column (null: every sample by itself), sorted by name. A sample
 * without a value in that column is a group by itself.
 *
 * @throws E_COLUMN_MISSING where `column` is neither the data set's own group nor in its records
 */
export function splitGroups(dataset: Dataset, column: string | null): SplitGroup[] {
  const nameOf = groupNames(dataset, column);
  const members = new Map<string, number[]>();
  dataset.samples.forEach((sample, index) => {
    const name = nameOf(sample);
    const known = members.get(name);
    if (known === undefined) members.set(name, [index]);
    else known.push(index);
  });
  const names = [...members.keys()].sort();
  return names.map(name => groupFrom(dataset, members.get(name) ?? []));
}

function groupFrom(dataset: Dataset, members: readonly number[]): SplitGroup {
  const counts = new Map<number, number>();
  for (const index of members) {
    const label = dataset.labels[index];
    counts.set(label, (counts.get(label) ?? 0) + 1);
  }
  // Rows may come in any order; sums of fractions must not.
  const labels = [...counts.keys()].sort((a, b) => a - b);
  return { members, labels, counts: labels.map(label => counts.get(label) ?? 0) };
}

function groupNames(dataset: Dataset, column: string | null): (sample: Sample) => string {
  if (column === null) return sample => sample.id;
  if (column === dataset.groupColumn) return sample => sample.group;
  const columns = Object.keys(dataset.samples[0]?.record ?? {});
  if (!columns.includes(column)) {
    const nearest = nearestName(column, columns);
    throw new MingaError('E_COLUMN_MISSING', {
      found: `the split's group "${column}" is no column of the records: they have ${columns.join(', ')}`,
      expected:
        dataset.groupColumn === null ? 'one of these' : `${dataset.groupColumn} or one of these`,
      fix: nearest === undefined ? 'name one of these' : `did you mean "${nearest}"?`,
    });
  }
  return sample => String(sample.record[column] ?? sample.id);
}
