import type { SkippedRow } from '../data/index.ts';

/** What a study says while it works, for a progress bar or a log. */
export type StudyEvent =
  | { readonly kind: 'stage'; readonly name: string; readonly unit: string; readonly total: number }
  | { readonly kind: 'progress'; readonly done: number }
  /** Something a person should read: a warning, a notice of the store. */
  | { readonly kind: 'note'; readonly message: string }
  | { readonly kind: 'skipped'; readonly rows: readonly SkippedRow[] };

export type StudyListener = (event: StudyEvent) => void;
