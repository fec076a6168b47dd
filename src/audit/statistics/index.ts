/** Statistics: knows tests of distributions against each other. It knows nothing of data sets. */
export { chiSquareTail, chiSquareTest } from './chi-square.ts';
export { kolmogorovSmirnov, kolmogorovTail } from './kolmogorov-smirnov.ts';
