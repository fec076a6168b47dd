/**
 * Missingness: knows how the best fused head of a finished grid answers where a picture or a record
 * is missing, by which means it does best, and how many rows really lack one. It knows nothing of how
 * heads are trained or how pages are written.
 */
export { incompleteNotice, incompleteRows } from './incomplete-rows.ts';
export { tellMissingness } from './tell-missingness.ts';
