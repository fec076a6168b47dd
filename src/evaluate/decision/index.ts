/**
 * Decision: knows what cutting a probability comes to: thresholds by a rule, precision and recall, net
 * benefit. Each is of one class against the others. It knows nothing of where predictions come from.
 */
export { netBenefitScorer } from './net-benefit.ts';
export {
  averagePrecisionScorer,
  type PrecisionRecallPoint,
  precisionRecallCurve,
} from './precision-recall.ts';
export {
  type ChosenThreshold,
  chooseThreshold,
  operatingScorer,
  type ThresholdChoice,
} from './threshold.ts';
