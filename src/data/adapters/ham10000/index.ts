/**
 * HAM10000: knows the files, codes and words of the Human Against Machine data set. It knows nothing
 * of how a declared set is loaded.
 */
export { ham10000 } from './declaration.ts';
