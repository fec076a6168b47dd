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
  /** sha256 of the data set, the split, the rows that are left and what they hold. */
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
  for (const content of contentsOf(dataset, encoded, Object.values(parts))) hash.update(content);
  return { ...parts, hash: hash.digest('hex') };
}

/**
 * What the rows hold: a picture may be another one under its old name, a field of the record too.
 * Encoders of a modality read the same, so that one of them tells it, and another one more in the
 * plan trains nothing anew.
 */
function* contentsOf(dataset: Dataset, { images, texts }: EncodedDataset, parts: Int32Array[]) {
  const read = [images, texts].map(encoders => encoders.find(({ contents }) => contents !== null));
  const byRecord = [...images, ...texts].some(({ contents }) => contents === null);
  for (const rows of parts) {
    for (const i of rows) {
      for (const encoder of read) yield encoder?.contents?.[i] ?? '';
      if (byRecord) yield JSON.stringify(dataset.samples[i].record);
    }
  }
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
