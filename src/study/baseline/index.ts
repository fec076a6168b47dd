/**
 * Baseline: knows how training on pictures and records themselves is set beside training on stored
 * embeddings, on the same rows and with the same head, and what each costs in a process of its own.
 * It knows nothing of the grid, of aligners or of pages.
 */
export { chosenEncoders } from './chosen-encoders.ts';
export { type BaselineStudyOptions, requireRawData, runBaselines } from './study.ts';
export { baselinesFile, studyBaselines } from './study-file.ts';
