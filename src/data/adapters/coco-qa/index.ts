/**
 * COCO-QA: knows the files of the set, what its columns mean and how a small invented folder of it is
 * written. It knows nothing of plans, splits or encoders.
 */
export { cocoQa } from './declaration.ts';
