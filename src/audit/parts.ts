import { type Dataset, type Split, splitParts } from '../data/index.ts';

/** Which part each sample is in. */
export interface Parts {
  /** Index in `splitParts`; −1 where a sample is in none. */
  readonly of: Int8Array;
  /** Samples of each part. */
  readonly sizes: readonly number[];
  /** What made them, for sentences. */
  readonly source: string;
}

/** The parts of a split, or else those that the data set came with; null where there are none. */
export function partsOf({ samples }: Dataset, split: Split | null): Parts | null {
  const of = new Int8Array(samples.length).fill(-1);
  if (split === null) {
    samples.forEach(({ part }, i) => {
      if (part !== null) of[i] = splitParts.indexOf(part);
    });
  } else {
    splitParts.forEach((part, p) => {
      for (const i of split[part]) of[i] = p;
    });
  }
  const sizes = splitParts.map((_, p) => of.reduce((count, own) => count + (own === p ? 1 : 0), 0));
  if (sizes.filter(size => size > 0).length < 2) return null;
  return { of, sizes, source: split === null ? 'the data set’s own split' : 'the split' };
}
