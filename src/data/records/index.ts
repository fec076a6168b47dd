/**
 * Records: knows how the rows of a table become samples: which column plays which part, how a cell is
 * read, which rows cannot be used and why. It knows nothing of files, splits or encoders.
 */
export { readPart } from './part.ts';
export { readRecords } from './read-records.ts';
export type { FieldReading, LabelReading, RecordRoles, RecordSource } from './record-source.ts';
export { isLocalDate, readTime, type TimeOrder } from './time.ts';
