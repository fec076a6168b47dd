import type { RecordValue } from '../../data/index.ts';

/** A field of numbers, as it was learned from training rows. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly field: string;
  /** Mean of the training values that are there, a float32. */
  readonly mean: number;
  /** 1 / their standard deviation (that of the population, as scikit-learn's), a float32; 0 where all are equal. */
  readonly scale: number;
  /** Whether a training row misses the value: the field then has a column that says so. */
  readonly missing: boolean;
}

/** A field of words. */
export interface CategoryColumn {
  readonly kind: 'category';
  readonly field: string;
  /** The categories with a column of their own, in order of their UTF-16 units. */
  readonly categories: readonly string[];
  /** Whether there is a column for all others: training rows had some that were too rare. */
  readonly other: boolean;
  readonly missing: boolean;
}

export type TabularColumn = NumberColumn | CategoryColumn;

/** A field that cannot be used, and why. */
export interface LeftOutColumn {
  readonly kind: 'left out';
  readonly field: string;
  readonly reason: string;
}

/** A field of many records. */
export interface Cells {
  readonly field: string;
  readonly values: readonly RecordValue[];
}
