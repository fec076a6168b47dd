/**
 * Audit: knows what in a data set, its split and its vectors makes figures untrue, how grave that
 * is and what mends it. It knows nothing of plans, encoders, pages or terminals, and changes nothing.
 */
export {
  type Audit,
  auditSchema,
  type Finding,
  type RowList,
  type Severity,
  severities,
} from './audit.ts';
export { type AuditSettings, auditDataset } from './audit-dataset.ts';
export type { AuditOptions } from './audit-options.ts';
export {
  type NearVectorOptions,
  type NearVectors,
  nearVectorPairs,
  type PictureDuplicateOptions,
  type PictureDuplicates,
  pictureDuplicates,
  type VectorPair,
} from './duplicates/index.ts';
export type {
  AuditEvidence,
  DuplicatePair,
  Duplicates,
  EncodedVectors,
  FailedPicture,
} from './evidence.ts';
export { type FindingCode, findingCodes } from './finding-codes.ts';
export { chiSquareTail } from './statistics/index.ts';
