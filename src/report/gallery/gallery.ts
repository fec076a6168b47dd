import type { Sample } from '../../data/index.ts';
import type { Cell } from '../../study/index.ts';
import type { WorstCase } from './worst-cases.ts';

/** A small copy as a `data:` URI; or why there is none. */
export type GalleryPicture =
  | { readonly kind: 'shown'; readonly source: string }
  | { readonly kind: 'absent' | 'unreadable' };

/** A case and what the data set holds of it. */
export interface GalleryCase extends WorstCase {
  readonly id: string;
  readonly record: Sample['record'];
  readonly picture: GalleryPicture;
}

/** Why no case can be shown; a message is in English. */
export type GalleryGap =
  | { readonly kind: 'other-task' | 'no-fused-head' | 'no-predictions' | 'no-ids' }
  | { readonly kind: 'no-dataset'; readonly message: string };

/** The test cases that the best fused head scored worst, the worst first. */
export interface Gallery {
  readonly cell: Cell | null;
  readonly cases: readonly GalleryCase[];
  /** Cases that belong here and that the data set no longer holds as they were. */
  readonly gone: number;
  /** Null where cases could be looked for. */
  readonly gap: GalleryGap | null;
}
