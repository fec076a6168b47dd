import type { StudyEvent, StudyListener } from '../events.ts';

/** One bar for the fits of all folds. */
export interface FoldProgress {
  /** Hears the training of some cells, and passes its progress on as part of the whole. */
  readonly listener: StudyListener;
  /** All that was to be done up to here is done, or was not needed. */
  advanceTo(fits: number): void;
}

/** @param total fits of all folds together */
export function foldProgress(total: number, onEvent: StudyListener | undefined): FoldProgress {
  let before = 0;
  let within = 0;
  onEvent?.({ kind: 'stage', name: 'Cross-validating', unit: 'fit', total });
  return {
    listener(event: StudyEvent) {
      if (event.kind === 'stage') {
        before += within;
        within = 0;
      } else if (event.kind === 'progress') {
        within = event.done;
        onEvent?.({ kind: 'progress', done: before + within });
      } else onEvent?.(event);
    },
    advanceTo(fits) {
      before = fits;
      within = 0;
      onEvent?.({ kind: 'progress', done: fits });
    },
  };
}
