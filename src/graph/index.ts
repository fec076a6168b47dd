/**
 * Graph: knows how ONNX models are built from typed code, differentiated, optimised and wrapped
 * into training epochs. It knows nothing of runtimes, embeddings or files, and runs in a browser.
 */
export { gradients } from './gradients.ts';
export { Graph, type GraphOptions } from './graph.ts';
export type { Declaration, Initial, Layers, Thinning } from './layers.ts';
export { encodeModel } from './model.ts';
export {
  matrixInputs,
  type Network,
  type NetworkShape,
  networkShape,
  parameterCount,
  predict,
} from './network.ts';
export { apply, type Call, type GradientRule, type Operator, primitive } from './operator.ts';
export * from './operators/index.ts';
export {
  type AdamWOptions,
  type AdamWSchedule,
  type AdamWState,
  adamWDefaults,
  adamWSchedule,
  adamWStep,
} from './optimiser.ts';
export { buildPrediction, probabilitiesOf } from './prediction.ts';
export {
  buildEpoch,
  type EpochModel,
  type EpochOptions,
  epochNames,
  type Loss,
} from './training.ts';
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
