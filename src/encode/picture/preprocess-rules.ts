import type { ResampleFilter } from './resample-filter.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a picture's width and height become; every kind but the first keeps the proportions. */
export type ResizeTarget =
  /** One size for all. */
  | Size
  /** The shorter edge gets this length; the longer is rounded down. */
  | { readonly shortestEdge: number }
  /** As above, but shrunk further where the longer edge would exceed `longestEdge`. */
  | { readonly shortestEdge: number; readonly longestEdge: number }
  /** The longer edge gets this length; halves are rounded up. */
  | { readonly longestEdge: number }
  /** Just covers the frame, or just fits into it; halves are rounded to even. */
  | { readonly covers: Size }
  | { readonly fits: Size };

/**
 * What a vision model wants done to a picture, in this order; `null` leaves a step out. Steps that
 * few models have are absent from the rest, whose fingerprints so stay what they were.
 */
export interface PreprocessRules {
  readonly resize: { readonly to: ResizeTarget } | null;
  readonly filter: ResampleFilter;
  /** The middle of the picture; where the picture is smaller, a border is added around it. */
  readonly centerCrop: Size | null;
  /**
   * Where the middle lies if it is half a pixel off: torchvision's crop goes to the even place and
   * its larger border to the right and below; transformers' go the other way.
   */
  readonly cropping?: 'torchvision';
  /** The border's red, green and blue, 0–255. Black by default. */
  readonly border?: readonly number[];
  /** Gives blue, green, red. */
  readonly channels?: 'bgr';
  /** Multiplies every value 0–255. */
  readonly rescale: number | null;
  /** Added after that. */
  readonly offset?: number;
  /** (value − mean) / std, for red, green and blue. */
  readonly normalize: { readonly mean: readonly number[]; readonly std: readonly number[] } | null;
  /** Divides once more, as EfficientNet's top wants it. */
  readonly divide?: readonly number[];
  /** Zeros are added to the right and below until the picture has this size. */
  readonly pad?: Size;
  /** The size of what comes out, the same for every picture. */
  readonly output: Size;
}
