import type { HeadPair } from './modalities.ts';
import type { Targets } from './targets.ts';

/** Pairs with what is to be learnt of each row: by default the index of its class. */
export interface LabelledPairs<T extends Targets = Int32Array> extends HeadPair {
  readonly labels: T;
}

/** Labelled pairs that are read when they are needed, from a store say. */
export interface PairSource {
  readonly labels: Targets;
  /**
   * The pairs at these rows, in that order. They are copied before the next ones are asked for, so
   * that the same arrays may serve again.
   */
  read(rows: Int32Array): HeadPair | Promise<HeadPair>;
}
