import { createHash } from 'node:crypto';
import type { Dataset, Split } from '../data/index.ts';
import type { EncodedDataset } from './embedding.ts';
import type { PartCounts } from './results.ts';

export type PartName = 'train' | 'validation' | 'test';

/** The rows of each part that every encoder has a vector of. */
export interface Parts {
  readonly train: Int32Array;
  readonly validation: Int32Array;
  readonly test: Int32Array;
  /** sha256 of the data set, the split and the rows that are left. */
  readonly hash: string;
}

/** Comparisons are paired, so a row that one encoder failed on is left out of all. */
export function usableParts(dataset: Dataset, split: Split, encoded: EncodedDataset): Parts {
  const all = [...encoded.images, ...encoded.texts];
  const usable = (i: number) => all.every(({ available }) => available[i]);
  const parts = {
    train: split.train.filter(usable),
    validation: split.validation.filter(usable),
    test: split.test.filter(usable),
  };
  const hash = createHash('sha256').update(`${dataset.hash} ${split.hash}`);
  for (const rows of Object.values(parts)) {
    hash.update(JSON.stringify(Array.from(rows, i => dataset.samples[i].id)));
  }
  return { ...parts, hash: hash.digest('hex') };
}

export function labelsOf(dataset: Dataset, rows: Int32Array): Int32Array {
  return rows.map(i => dataset.labels[i]);
}

export function groupsOf(dataset: Dataset, rows: Int32Array): string[] {
  return Array.from(rows, i => dataset.samples[i].group);
}

export function describePart(dataset: Dataset, rows: Int32Array): PartCounts {
  const classes: Record<string, number> = Object.fromEntries(
    dataset.classes.map(name => [name, 0]),
  );
  for (const i of rows) for (const label of dataset.samples[i].labels) classes[label] += 1;
  return { rows: rows.length, groups: new Set(groupsOf(dataset, rows)).size, classes };
}
