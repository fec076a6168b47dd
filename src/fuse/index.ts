/**
 * Fuse: knows the heads that classify cases from a pair of embeddings, how they are trained on
 * training rows and stopped on validation rows, and what a fitted head is. It knows nothing of
 * images, texts, studies or test rows.
 */
export { checkEstimator, type EstimatorSubject } from './check-estimator.ts';
export { type ClassWeightRule, classWeights, defaultBeta } from './class-weights.ts';
export { fitRows } from './closed-form.ts';
export { type ConvexOptions, convexDefaults } from './convex-options.ts';
export {
  type ConvexFit,
  type ConvexRun,
  type ConvexTrainer,
  openConvexTrainer,
} from './convex-trainer.ts';
export { joinedFit, memberSettings } from './ensemble.ts';
export { type FitOptions, fitHead } from './fit-head.ts';
export { type FittedHead, fittedHead, headModel, type Predictor } from './fitted-head.ts';
export {
  type FittedNetwork,
  fitNetwork,
  fittedNetwork,
  type NetworkPredictor,
  networkModel,
  type PredictorOptions,
} from './fitted-network.ts';
export { headNetwork, type NetworkState, trainingMeans } from './head-network.ts';
export {
  type HeadChoices,
  type HeadDesign,
  type HeadName,
  type HeadSettings,
  headDesign,
  headNames,
  headSettings,
} from './heads/index.ts';
export type { LabelledPairs, PairSource } from './labelled-pairs.ts';
export {
  type LearnedShiftFit,
  type LearnedShiftRows,
  type LearnedShiftTrainer,
  openLearnedShift,
} from './learned-shift.ts';
export {
  type LearnedShiftOptions,
  type LearnedShiftSettings,
  learnedShiftSettings,
} from './learned-shift-settings.ts';
export type { HeadPair, HeadValues } from './modalities.ts';
export { decodeHead, encodeHead } from './serialisation.ts';
export {
  type FitMember,
  type StackingOptions,
  type StackingRows,
  stackedFits,
  stackingPenalties,
} from './stacking.ts';
export type { TargetScale, TargetTransform } from './target-scale.ts';
export type { Targets } from './targets.ts';
export {
  type ClassTask,
  type ClassTaskOptions,
  classificationTask,
  type MultilabelTask,
  multilabelTask,
  type RegressionOptions,
  type RegressionTask,
  regressionTask,
  type Task,
} from './task.ts';
export { type TrainOptions, trainDefaults } from './train-options.ts';
export { type EpochRecord, type Fit, type FitRun, openTrainer, type Trainer } from './trainer.ts';
export type { LabelledRows, LabelledTensors, RowPrecision, TensorSource } from './training-rows.ts';
