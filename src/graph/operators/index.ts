/**
 * The operator table: each operator's shape rule and gradient stand side by side in a file of its
 * family; the table's tests check every gradient in it against finite differences.
 */
export { type CumSumOptions, cumSum } from './accumulation.ts';
export {
  elu,
  type GeluOptions,
  gelu,
  hardSigmoid,
  hardSwish,
  leakyRelu,
  silu,
} from './activation.ts';
export { add, div, mul, negate, square, sub } from './arithmetic.ts';
export {
  and,
  equal,
  greater,
  greaterOrEqual,
  less,
  lessOrEqual,
  not,
  or,
} from './comparison.ts';
export {
  type ConvolutionOptions,
  conv,
  convTranspose,
  type TransposedConvolutionOptions,
} from './convolution.ts';
export { dropout } from './dropout.ts';
export {
  abs,
  cast,
  cos,
  erf,
  exp,
  floor,
  log,
  reciprocal,
  relu,
  round,
  sigmoid,
  sign,
  sin,
  softplus,
  softsign,
  sqrt,
  tanh,
} from './elementwise.ts';
export { gather, scatterAdd } from './gather.ts';
export { cosineSimilarity, l2Normalize } from './l2-normalisation.ts';
export {
  groupNormalization,
  instanceNormalization,
  type LayerNormalisationOptions,
  layerNormalization,
  rmsNormalization,
} from './layer-normalisation.ts';
export {
  meanSquaredError,
  type Reduction,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
} from './loss.ts';
export { type GemmOptions, gemm, matmul, transpose } from './matrix.ts';
export {
  type BatchStatistics,
  batchNorm,
  batchNormTraining,
  type NormalisationOptions,
} from './normalisation.ts';
export {
  type AveragePoolOptions,
  averagePool,
  globalAveragePool,
  globalMaxPool,
  maxPool,
} from './pooling.ts';
export { pow } from './power.ts';
export {
  argMax,
  logSumExp,
  reduceL2,
  reduceMax,
  reduceMean,
  reduceMin,
  reduceProd,
  reduceSum,
} from './reduction.ts';
export { concat, pad, slice, split } from './section.ts';
export { type ClipOptions, clip, maximum, minimum, where } from './selection.ts';
export { expand, flatten, reshape, squeeze, tile, unsqueeze } from './shape.ts';
export { logSoftmax, softmax } from './softmax.ts';
export { type OperatorFamily, operatorFamilies, operators } from './table.ts';
export type { WindowOptions } from './window.ts';
