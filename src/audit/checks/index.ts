/** Checks: each knows one way in which data make figures untrue, and nothing of the others. */
import type { AuditCheck } from '../check.ts';
import { adapterWarnings } from './adapter-warnings.ts';
import { duplicatePictures } from './duplicate-pictures.ts';
import { fieldPredictsLabel } from './field-predicts-label.ts';
import { groupsAcrossParts } from './groups-across-parts.ts';
import { missingValues } from './missing-values.ts';
import { unusableRows } from './unusable-rows.ts';
import { constantVectors } from './vectors.ts';

/** In the order in which findings of one severity are told. */
export const checks: readonly AuditCheck[] = [
  groupsAcrossParts,
  duplicatePictures,
  fieldPredictsLabel,
  missingValues,
  constantVectors,
  unusableRows,
  adapterWarnings,
];
