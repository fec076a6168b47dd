import { MingaError } from '../../errors/index.ts';
import type { Dataset, LabelKind, Sample } from '../dataset.ts';
import { nearestName } from '../nearest-name.ts';
import { numberBands } from '../number-bands.ts';

/** What a split looks at, sample by sample. */
export interface SplitCases {
  readonly dataset: Dataset;
  /** For each sample the number of its group; groups are numbered by name. */
  readonly groupOf: Int32Array;
  readonly groupsTotal: number;
  /** For each sample the numbers of its strata; several only where it has several labels. */
  readonly strataOf: readonly (readonly number[])[];
  readonly strataTotal: number;
}

/**
 * The cases of a data set, grouped by a column (null: every sample by itself) and stratified by
 * `label` and columns. A sample without a value in the group's column is a group by itself.
 *
 * @throws E_COLUMN_MISSING where a column is not in the records
 */
export function splitCases(
  dataset: Dataset,
  group: string | null,
  stratify: readonly string[],
): SplitCases {
  const groups = numbered(dataset.samples.map(groupNames(dataset, group)));
  const strata = numberedStrata(strataNames(dataset, stratify), dataset.task);
  return {
    dataset,
    groupOf: groups.numbers,
    groupsTotal: groups.total,
    strataOf: strata.numbers,
    strataTotal: strata.total,
  };
}

function numberedStrata(
  strata: readonly (readonly string[])[],
  task: LabelKind,
): { numbers: readonly (readonly number[])[]; total: number } {
  if (task !== 'multilabel') {
    const { numbers, total } = numbered(strata.map(([name]) => name));
    // A million samples share a few lists.
    const lists = Array.from({ length: total }, (_, number) => [number]);
    return { numbers: Array.from(numbers, number => lists[number]), total };
  }
  const order = [...new Set(strata.flat())].sort();
  const numberOf = new Map(order.map((name, number) => [name, number]));
  // Rows may come in any order; sums of fractions must not.
  const ofNames = (names: readonly string[]) =>
    names.map(name => numberOf.get(name) ?? 0).sort((a, b) => a - b);
  return { numbers: strata.map(ofNames), total: order.length };
}

/**
 * The group's name of a sample.
 *
 * @throws E_COLUMN_MISSING where `column` is neither the data set's own group nor in its records
 */
export function groupNames(dataset: Dataset, column: string | null): (sample: Sample) => string {
  if (column === null) return sample => sample.id;
  if (column === dataset.groupColumn) return sample => sample.group;
  checkColumn(dataset, column, 'group');
  return sample => String(sample.record[column] ?? sample.id);
}

/** Names as numbers from 0, in the order of the sorted names. */
export function numbered(names: readonly string[]): { numbers: Int32Array; total: number } {
  const firstSeen = new Map<string, number>();
  const seen = Int32Array.from(names, name => {
    const known = firstSeen.get(name) ?? firstSeen.size;
    if (known === firstSeen.size) firstSeen.set(name, known);
    return known;
  });
  const rank = new Int32Array(firstSeen.size);
  const order = [...firstSeen.keys()].sort();
  for (const [number, name] of order.entries()) rank[firstSeen.get(name) ?? 0] = number;
  return { numbers: seen.map(known => rank[known]), total: order.length };
}

/**
 * The names of the strata of each sample: with one label it is in one, of label and columns
 * together, with any number of labels in one for each label and column. Numbers are stratified by
 * their bands.
 *
 * @throws E_COLUMN_MISSING where a column is not in the records
 */
export function strataNames(dataset: Dataset, stratify: readonly string[]): string[][] {
  const columns = stratify.filter(name => name !== 'label');
  for (const column of columns) checkColumn(dataset, column, 'stratify');
  const byLabel = stratify.includes('label');
  const cellsOf = ({ record }: Sample) =>
    columns.map(column => JSON.stringify([column, record[column]]));
  if (dataset.task === 'multilabel') {
    return dataset.samples.map(sample => [...(byLabel ? sample.labels : []), ...cellsOf(sample)]);
  }
  const names = byLabel ? numberBands(dataset) : dataset.samples.map(() => '');
  if (columns.length === 0) return names.map(name => [name]);
  return dataset.samples.map((sample, i) => [JSON.stringify([names[i], ...cellsOf(sample)])]);
}

function checkColumn(dataset: Dataset, column: string, setting: 'group' | 'stratify'): void {
  const columns = Object.keys(dataset.samples[0]?.record ?? {});
  if (columns.includes(column)) return;
  const nearest = nearestName(column, columns);
  const own = setting === 'stratify' ? 'label' : dataset.groupColumn;
  throw new MingaError('E_COLUMN_MISSING', {
    found: `the split's ${setting} "${column}" is no column of the records: they have ${columns.join(', ')}`,
    expected: own === null ? 'one of these' : `${own} or one of these`,
    fix: nearest === undefined ? 'name one of these' : `did you mean "${nearest}"?`,
  });
}
