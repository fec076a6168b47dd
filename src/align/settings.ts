import type { DimensionRule } from './dimensions.ts';

/** A dimension rule that leaves both modalities with the same dimension. */
export type CommonDimensionRule = Exclude<DimensionRule, 'keep'>;

/** Which modality the other one is brought to. */
export type Onto = 'image' | 'text';

/** Every kind of aligner, from the plainest on: of equals the earlier one is chosen. */
export const alignerKinds = [
  'none',
  'standardise',
  'center',
  'shift',
  'orthogonal-shift',
  'realign',
  'procrustes',
  'whiten',
  'ridge',
  'cca',
  'optimal-transport',
] as const;

export type AlignerKind = (typeof alignerKinds)[number];

/** What an aligner is asked for: everything that is not learned. */
export type AlignerSettings =
  | { readonly kind: 'none'; readonly dimensions?: DimensionRule }
  | {
      readonly kind: 'shift';
      readonly lambda: number;
      readonly dimensions?: CommonDimensionRule;
    }
  | { readonly kind: 'center'; readonly dimensions?: DimensionRule }
  | { readonly kind: 'standardise'; readonly dimensions?: DimensionRule }
  | {
      readonly kind: 'orthogonal-shift';
      readonly lambda?: number;
      /** Directions of the modality that is searched which the shift must leave alone. */
      readonly components?: number;
      readonly of?: 'image' | 'text';
      readonly dimensions?: CommonDimensionRule;
    }
  | {
      readonly kind: 'realign';
      readonly onto?: Onto;
      readonly dimensions?: CommonDimensionRule;
    }
  | {
      readonly kind: 'whiten';
      readonly method?: 'pca' | 'zca';
      /** The share of a multiple of the identity in the covariance; `auto` is Ledoit and Wolf's. */
      readonly shrinkage?: number | 'auto';
      /** Of `pca`: how many components are kept; 0 is as many as there can be, at most 512. */
      readonly components?: number;
      readonly dimensions?: DimensionRule;
    }
  | { readonly kind: 'procrustes'; readonly onto?: Onto }
  | {
      readonly kind: 'ridge';
      readonly onto?: Onto;
      /** In units of the mean variance of the modality that is mapped. */
      readonly penalty?: number;
    }
  | {
      readonly kind: 'cca';
      readonly components?: number;
      /** In units of each modality's mean variance. */
      readonly penalty?: number;
      /** The power of the canonical correlation that weighs a component in a cosine. */
      readonly power?: number;
    }
  | {
      readonly kind: 'optimal-transport';
      readonly onto?: Onto;
      /** Strength of the entropy, in units of the mean cost without the centroids' distance; from 1e-4. */
      readonly epsilon?: number;
      /** The most training points that are transported. */
      readonly points?: number;
      readonly dimensions?: CommonDimensionRule;
    };
