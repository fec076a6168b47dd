import type { EmbeddingPair } from '../align/index.ts';
import { MingaError } from '../errors/index.ts';

/** Pairs with the class index of each row. */
export interface LabelledPairs extends EmbeddingPair {
  /** [n], each 0 … C − 1. */
  readonly labels: Int32Array;
}

/** Labelled pairs that are read when they are needed, from a store say. */
export interface PairSource {
  /** [n], each 0 … C − 1. */
  readonly labels: Int32Array;
  /**
   * The pairs at these rows, in that order. They are copied before the next ones are asked for, so
   * that the same arrays may serve again.
   */
  read(rows: Int32Array): EmbeddingPair | Promise<EmbeddingPair>;
}

/**
 * @throws E_HEAD_INPUT where there are fewer rows than `least`, or a label is no class
 */
export function checkLabels(
  name: string,
  labels: Int32Array,
  classes: number,
  least: number,
): void {
  if (labels.length < least) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `${labels.length} ${name} rows`,
      expected: `at least ${least}`,
    });
  }
  const at = labels.findIndex(label => label < 0 || label >= classes);
  if (at >= 0) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `${name} label ${labels[at]} at row ${at}`,
      expected: `a class index 0–${classes - 1}`,
    });
  }
}
