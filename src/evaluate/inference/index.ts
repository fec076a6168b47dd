/**
 * How sure a difference is beyond its percentile interval: BCa ends, DeLong's variance and test,
 * the permutation test, Holm's correction. Knows predictions and groups, and nothing of studies.
 */
export { averaging, bcaEnds, type Jackknife, jackknife, subtractJackknife } from './bca.ts';
export {
  type AurocVariance,
  aurocVariance,
  type DelongTest,
  delongTest,
  type PairedInput,
} from './delong.ts';
export { holm } from './holm.ts';
export { normalDistribution, normalQuantile, normalTail } from './normal.ts';
export {
  type PermutationOptions,
  type PermutationTest,
  permutationTest,
} from './permutation.ts';
