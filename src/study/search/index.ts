/**
 * Search: knows how settings of a head are drawn, tried on validation rows within a budget and kept
 * as they end, and how much of the best figure is luck. It knows nothing of how heads are trained, of
 * pages or of terminals, and reads test rows once, at its end.
 */
export { searchedEncoders, searchSettings } from './search.ts';
export { searchFile, studySearch } from './study.ts';
