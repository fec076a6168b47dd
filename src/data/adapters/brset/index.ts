/**
 * BRSET: knows the files, codes, faults and words of the Brazilian Multilabel Ophthalmological
 * Dataset. It knows nothing of how a declared set is loaded.
 */
export { brset } from './declaration.ts';
