/**
 * Records: knows how the rows of a table become samples: which column plays which part, how a cell is
 * read, which rows cannot be used and why. It knows nothing of files, splits or encoders.
 */
export type { FieldReading, LabelReading, RecordRoles, RecordSource } from './record-source.ts';
