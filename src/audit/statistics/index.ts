/** Statistics: knows tests of distributions against each other. It knows nothing of data sets. */
export { chiSquareTail, chiSquareTest } from './chi-square.ts';
export { kolmogorovSmirnov, kolmogorovTail } from './kolmogorov-smirnov.ts';
export { type Runs, runsTest } from './runs.ts';
export { shareDifferenceTail } from './share-difference.ts';

/** Each check raises one false alarm in a thousand audits, over all of its tests. */
export const alpha = 0.001;
