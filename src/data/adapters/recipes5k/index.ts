/**
 * Recipes5k: knows the files of the set, what its columns mean and how a small invented folder of it
 * is written. It knows nothing of plans, splits or encoders.
 */
export { recipes5k } from './declaration.ts';
