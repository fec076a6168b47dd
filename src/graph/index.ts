/**
 * Graph: knows how ONNX models are built from typed code, differentiated, optimised and wrapped
 * into training epochs. It knows nothing of runtimes, embeddings or files, and runs in a browser.
 */
export type { AuxiliaryTerm, BatchLosses } from './auxiliary.ts';
export { epochNames } from './epoch-names.ts';
export {
  externalLocations,
  type ForeignModel,
  type ForeignTensor,
  type ForeignTensorType,
  type ForeignType,
  type ForeignWeight,
  type ImportOptions,
  importModel,
  type PretrainedOptions,
  pretrained,
  type ReadModelOptions,
  readModel,
} from './foreign/index.ts';
export { gradients } from './gradients.ts';
export { Graph, type GraphOptions } from './graph.ts';
export { type Declaration, type Initial, type Layers, momentum, type Thinning } from './layers.ts';
export { type LinearForm, linearForm } from './linear-form.ts';
export type { Loss } from './loss.ts';
export { encodeModel } from './model.ts';
export {
  type Network,
  type NetworkInput,
  type NetworkShape,
  networkShape,
  parameterCount,
  predict,
  rowInputs,
  rowOf,
} from './network.ts';
export { buildObjective, type ObjectiveModel, objectiveNames } from './objective.ts';
export { type OperationCount, operationsOf } from './operation-count.ts';
export { apply, type Call, type GradientRule, type Operator, primitive } from './operator.ts';
export * from './operators/index.ts';
export {
  type AdamWOptions,
  adamW,
  adamWDefaults,
  clipByGlobalNorm,
  type Optimiser,
  type OptimiserOptions,
  type OptimiserState,
  optimiserOf,
  type RateOptions,
  rateAt,
  rateDefaults,
  type SgdOptions,
  type StepRange,
  type StepScalars,
  sgd,
  sgdDefaults,
} from './optimisers/index.ts';
export type { DecayExemption } from './parameter-groups.ts';
export { buildPrediction, logitReading, type Reading } from './prediction.ts';
export { isPlain, type LossShape, requireShape } from './shaped-loss.ts';
export { buildEpoch, type EpochModel, type EpochOptions } from './training.ts';
export type {
  Attribute,
  Attributes,
  Dimension,
  ElementType,
  FloatType,
  Operand,
  Shape,
  TensorType,
  Value,
} from './value.ts';
