/**
 * Task: knows how the page and the terminal tell of runs that learnt several labels at once or a
 * number. It knows nothing of runs that learnt one class.
 */
export { taskDifferences, taskFindings, taskResults } from './figures.ts';
export { labelsSection } from './labels.ts';
export { tellsClasses } from './metrics.ts';
export { numbersSection } from './numbers.ts';
export { taskTable } from './table.ts';
