/**
 * Missingness: knows how the best fused head of a finished grid answers where a picture or a record
 * is missing, and by which means it does best. It knows nothing of how heads are trained or how pages
 * are written.
 */
export { tellMissingness } from './tell-missingness.ts';
