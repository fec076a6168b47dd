/**
 * How sure a study is of its comparisons: tests beside their intervals, and whether image and record
 * together tell more than either alone. Reads finished cells and their predictions of test rows;
 * chooses nothing.
 */
export { jointSignal, jointVerdict } from './joint-signal.ts';
export { withTests } from './tests.ts';
