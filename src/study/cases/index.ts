/**
 * Cases: knows which sample every row of a run's predictions is of, and keeps that in the run's
 * folder. It knows nothing of scores, tables or how a sample was read.
 */
export { type Cases, casesFile, casesSchema, type PartCases, writeCases } from './cases.ts';
