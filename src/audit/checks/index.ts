/** Checks: each knows one way in which data make figures untrue, and nothing of the others. */
import type { AuditCheck } from '../check.ts';
import { adapterWarnings } from './adapter-warnings.ts';
import { classBalance } from './class-balance.ts';
import { columnsLikeGroups } from './columns-like-groups.ts';
import { drift } from './drift.ts';
import { duplicatePictures } from './duplicate-pictures.ts';
import { fieldPredictsLabel } from './field-predicts-label.ts';
import { fittedLabels } from './fitted-labels.ts';
import { groupsAcrossParts } from './groups-across-parts.ts';
import { labelWords } from './label-words.ts';
import { missingValues } from './missing-values.ts';
import { nearVectors } from './near-vectors.ts';
import { orderOfLabels } from './order-of-labels.ts';
import { uninformativeFields } from './uninformative-fields.ts';
import { unusableRows } from './unusable-rows.ts';
import { constantVectors } from './vectors.ts';

/** In the order in which findings of one severity are told. */
export const checks: readonly AuditCheck[] = [
  groupsAcrossParts,
  columnsLikeGroups,
  duplicatePictures,
  nearVectors,
  fieldPredictsLabel,
  labelWords,
  fittedLabels,
  orderOfLabels,
  drift,
  classBalance,
  missingValues,
  uninformativeFields,
  constantVectors,
  unusableRows,
  adapterWarnings,
];
