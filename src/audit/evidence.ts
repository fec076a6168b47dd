import type { Matrix } from '../tensor/index.ts';

/** Two samples whose pictures are the same, or nearly. */
export interface DuplicatePair {
  /** Indices of samples, `a` below `b`. */
  readonly a: number;
  readonly b: number;
  /** `exact`: the same bytes or pixels; `near`: one picture exported, cut or lit a little differently. */
  readonly kind: 'exact' | 'near';
  /** 0 where exact; else 1 − r, r the correlation of the two laid over one another: at most .015. */
  readonly distance: number;
}

/** Pairs of like pictures. */
export interface Duplicates {
  readonly pairs: readonly DuplicatePair[];
  /** False where the search stopped because there are too many. */
  readonly complete: boolean;
}

/** The vectors that an encoder made of the samples, read a few at a time. */
export interface EncodedVectors {
  /** `image/mobilenetv2-int8` */
  readonly encoder: string;
  /** Indices of the samples that have a vector. */
  readonly samples: Int32Array;
  /** The vectors of some of them, in their order. */
  readonly read: (samples: Int32Array) => Promise<Matrix>;
}

/** A sample whose picture could not be read. */
export interface FailedPicture {
  readonly id: string;
  readonly reason: string;
}

/** What is known of a data set beside its records; what is absent is not checked, and that is told. */
export interface AuditEvidence {
  /** Like pictures; absent where pictures were not compared. */
  readonly duplicates?: Duplicates;
  /** Absent where no picture was opened. */
  readonly failed?: readonly FailedPicture[];
  readonly vectors?: readonly EncodedVectors[];
}
