/**
 * The operator table: each operator's shape rule and gradient stand side by side in a file of its
 * family; the table's tests check every gradient in it against finite differences.
 */
import type { Operator } from '../operator.ts';
import { arithmetic } from './arithmetic.ts';
import { dropouts } from './dropout.ts';
import { elementwise } from './elementwise.ts';
import { losses } from './loss.ts';
import { matrix } from './matrix.ts';
import { normalisations } from './normalisation.ts';
import { shaping } from './shape.ts';
import { softmaxes } from './softmax.ts';

export { add, div, mul, negate, square, sub } from './arithmetic.ts';
export { dropout } from './dropout.ts';
export { cast, exp, greater, log, relu, sigmoid, softplus, sqrt, tanh } from './elementwise.ts';
export { type Reduction, sigmoidCrossEntropy, softmaxCrossEntropy } from './loss.ts';
export { type GemmOptions, gemm, matmul, transpose } from './matrix.ts';
export {
  type BatchStatistics,
  batchNorm,
  batchNormTraining,
  l2Normalize,
} from './normalisation.ts';
export { concat, gather, reduceMean, reduceSum, slice, unsqueeze } from './shape.ts';
export { logSoftmax, softmax } from './softmax.ts';

export const operators: readonly Operator[] = [
  ...arithmetic,
  ...elementwise,
  ...matrix,
  ...shaping,
  ...softmaxes,
  ...normalisations,
  ...dropouts,
  ...losses,
];
