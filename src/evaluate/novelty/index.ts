/**
 * Novelty: knows how far rows of numbers lie from those of training. It knows nothing of encoders,
 * thresholds or test rows.
 */
export { nearestDistances } from './nearest-distance.ts';
