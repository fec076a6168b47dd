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
  /**
   * The share of training rows that lose their image, and of others that lose their text, drawn anew
   * in every epoch: 0 … ½. Above 0 the head learns a stand-in for each and takes cases that lack one.
   */
  readonly modalityDropout?: number;
}

export type Dimensions = PairDimensions;

/** A kind of head: which modalities it reads and how its network is made. */
export interface HeadDesign {
  readonly modalities: readonly Modality[];
  readonly defaults: Required<HeadOptions>;
  /** The fewest hidden units that it can do with; 0 by default. */
  readonly leastHidden?: number;
  readonly network: (
    dimensions: Dimensions,
    units: number,
    options: Required<HeadOptions>,
  ) => Network;
}
