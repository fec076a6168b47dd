/**
 * Schemas of the parts of `results.json` that stand beside the grid's figures: each knows the shape
 * of one chapter and what its numbers mean, and nothing of how they are made or shown.
 */
export {
  type CalibratedCell,
  type CalibrationResult,
  calibrationMethods,
  calibrationSchema,
  type ReliabilityBinResult,
} from './calibration.ts';
export { type ClassCurvesResult, type CurvesResult, curvesSchema } from './curves.ts';
export { differenceSchema, figure, intervalSchema } from './interval.ts';
export {
  type JointSignal,
  type JointSignalAgainst,
  jointSignalSchema,
} from './joint-signal.ts';
export { metricDifferencesSchema, metricIntervalsSchema } from './metrics.ts';
export { type Missingness, missingnessSchema } from './missingness.ts';
export {
  type OutOfDistributionModality,
  type OutOfDistributionResult,
  outOfDistributionSchema,
} from './out-of-distribution.ts';
export {
  type SubgroupFieldResult,
  type SubgroupGap,
  type SubgroupResult,
  type SubgroupsResult,
  subgroupsSchema,
} from './subgroups.ts';
export { type ComparisonTests, comparisonTestsSchema } from './tests.ts';
export {
  type ClassThresholdResult,
  type ThresholdRule,
  type ThresholdsResult,
  thresholdRule,
  thresholdsSchema,
} from './thresholds.ts';
export { plannedRule, trustPlan } from './trust-plan.ts';
