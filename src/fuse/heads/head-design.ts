import type { PairDimensions } from '../../align/index.ts';
import type { Network } from '../../graph/index.ts';

/** What an embedding was made from. */
export type Modality = 'image' | 'text';

/** What can be set of a head. */
export interface HeadOptions {
  /** Units of its hidden block (each branch's, for `late`); 0 makes it linear. */
  readonly hidden?: number;
  /** Dropout within the block, 0 ≤ rate < 1. */
  readonly dropout?: number;
}

/** What a head may be set to; which of them it knows is told by its defaults. */
export interface HeadChoices extends HeadOptions {
  /** How many neighbours vote. */
  readonly k?: number;
  /** What is near: a small angle, or a small distance. */
  readonly metric?: Metric;
  /** Into how many folds the training rows are dealt. */
  readonly folds?: number;
  /**
   * The share of training rows that lose their image, and of others that lose their text, drawn anew
   * in every epoch: 0 … ½. Above 0 the head learns a stand-in for each and takes cases that lack one.
   */
  readonly modalityDropout?: number;
}

export type Dimensions = PairDimensions;

export type Metric = 'cosine' | 'euclidean';

/** All that a head's network is made by. */
export interface NetworkOptions extends Required<HeadOptions> {
  readonly k?: number;
  readonly metric?: Metric;
}

/** A kind of head: which modalities it reads and how its network is made. */
export interface HeadDesign {
  readonly modalities: readonly Modality[];
  readonly defaults: Required<HeadOptions>;
  /**
   * How it comes to its variables: by training (the default), from the training rows themselves,
   * from an image head and a text head, or from these and a second stage.
   */
  readonly fitting?: 'rows' | 'members' | 'stacked';
  /** What it can be set to beside its network's size. */
  readonly choices?: {
    readonly k?: number;
    readonly metric?: Metric;
    readonly folds?: number;
  };
  /** The fewest hidden units that it can do with; 0 by default. */
  readonly leastHidden?: number;
  readonly network: (
    dimensions: Dimensions,
    units: number,
    options: NetworkOptions,
    /** Of a fitted head, where its size depends on them. */
    variables?: ReadonlyMap<string, Float32Array>,
  ) => Network;
}
