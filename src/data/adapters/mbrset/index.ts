/**
 * mBRSET: knows the files, codes, faults and words of the Mobile Brazilian Retinal Dataset. It knows
 * nothing of how a declared set is loaded.
 */
export { mbrset } from './declaration.ts';
