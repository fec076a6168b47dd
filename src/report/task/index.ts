/**
 * Task: knows how the page and the terminal tell of runs that learnt several labels at once or a
 * number. It knows nothing of runs that learnt one class.
 */
export {
  findingSentences,
  taskDifferences,
  taskFindings,
  taskResults,
  taskSentence,
} from './figures.ts';
export { labelsSection } from './labels.ts';
export { taskMetricNames, tellsClasses } from './metrics.ts';
export { numbersSection } from './numbers.ts';
export { taskTable } from './table.ts';
