/**
 * Split: knows how the samples of a data set are divided into train, validation and test (grouped,
 * in folds, by time, by site, as the set says, or as a file says), what cannot be divided and why,
 * and how a split is kept on disk. It knows nothing of tables, pictures, embeddings or figures.
 */
export { withoutLeftOut } from './left-out.ts';
export { makeSplit, makeSplits } from './make-split.ts';
export { type SavedSplit, savedSplit } from './saved-split.ts';
export {
  type SmallClasses,
  type SplitMethod,
  type SplitOptions,
  type SplitSettings,
  splitSchema,
} from './settings.ts';
export type { LeftOutSample, Split, SplitWarning } from './split.ts';
export { loadSplit, saveSplit } from './split-file.ts';
