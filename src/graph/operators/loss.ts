import {
  apply,
  type CompositionEntry,
  type Operator,
  type OperatorEntry,
  sameShape,
  shapeError,
} from '../operator.ts';
import type { Attributes, Value } from '../value.ts';
import { add, div, mul, negate, square, sub, sumOf } from './arithmetic.ts';
import { intOf } from './attributes.ts';
import { exp, sigmoid, softplus } from './elementwise.ts';
import { reduceMean, reduceSum } from './reduction.ts';
import { elementCount } from './shape.ts';
import { logSoftmax } from './softmax.ts';

/** How the losses of a batch become one number. */
export type Reduction =
  /** Σ wᵢ·lossᵢ / Σ wᵢ: PyTorch's `CrossEntropyLoss(weight)` for class indices. */
  | 'weighted-mean'
  /** Σ wᵢ·lossᵢ / n: the same for targets given as probabilities, which is what the paper ran. */
  | 'mean';

const softmaxLoss: Operator = {
  name: 'SoftmaxCrossEntropy',
  build(_, [logits, targets, weights], attributes) {
    requireTargets('SoftmaxCrossEntropy', logits, targets, weights);
    const logProbabilities = logSoftmax(logits);
    const weighted = mul(targets, weights);
    const total = isMean(attributes) ? reduceSum(targets, [0, 1]) : reduceSum(weighted, [0, 1]);
    // Divided once here, so that neither the loss nor its gradient divides again.
    const share = div(weighted, total);
    const loss = negate(reduceSum(mul(share, logProbabilities), [0, 1]));
    return [loss, logProbabilities, share];
  },
  // dL/dz = softmax(z)·Σₖ shareₖ − share, row by row; that of the log probabilities is LogSoftmax's.
  gradient({ outputs: [, logProbabilities, share] }, [g, ofLog]) {
    const main = () => {
      if (g === null) return null;
      const rowShare = reduceSum(share, [1], true);
      return mul(g, sub(mul(exp(logProbabilities), rowShare), share));
    };
    const again = ofLog && sub(ofLog, mul(exp(logProbabilities), reduceSum(ofLog, [1], true)));
    return [sumOf([main(), again]), null, null];
  },
};

const sigmoidLoss: Operator = {
  name: 'SigmoidCrossEntropy',
  build(_, [logits, targets, positiveWeights]) {
    requireTargets('SigmoidCrossEntropy', logits, targets, positiveWeights);
    // log(1 + e⁻ᶻ) = softplus(z) − z never overflows.
    const positive = mul(mul(targets, positiveWeights), sub(softplus(logits), logits));
    const negative = mul(sub(1, targets), softplus(logits));
    return [reduceMean(add(positive, negative), [0, 1])];
  },
  gradient({ inputs: [logits, targets, positiveWeights] }, [g]) {
    if (g === null) return [null, null, null];
    const probability = sigmoid(logits);
    const positive = mul(mul(targets, positiveWeights), sub(probability, 1));
    const each = add(positive, mul(sub(1, targets), probability));
    return [mul(each, div(g, elementCount(logits, [0, 1]))), null, null];
  },
};

// Targets or weights that merely broadcast would give a loss of something else.
function requireTargets(operator: string, logits: Value, targets: Value, weights: Value): void {
  const fits =
    logits.shape.length === 2 &&
    sameShape(logits, targets) &&
    weights.shape.length === 1 &&
    weights.shape[0] === logits.shape[1];
  if (!fits) throw shapeError(operator, [logits, targets, weights], '[n, C], [n, C] and [C]');
}

function isMean(attributes: Attributes): boolean {
  return intOf(attributes, 'mean') === 1;
}

/**
 * Softmax cross-entropy of single-label classification with class weights:
 * − Σᵢ Σₖ wₖ·tᵢₖ·log softmax(zᵢ)ₖ, reduced over the batch. Targets and weights carry no gradient.
 *
 * @param logits [n, C]; `targets` [n, C], one-hot or probabilities; `weights` [C]
 */
export function softmaxCrossEntropy(
  logits: Value,
  targets: Value,
  weights: Value,
  reduction: Reduction = 'weighted-mean',
): Value {
  const attributes = { mean: { int: reduction === 'mean' ? 1 : 0 } };
  return apply(softmaxLoss, [logits, targets, weights], attributes)[0];
}

/**
 * Sigmoid cross-entropy, the mean over all elements of
 * − wₖ·t·log σ(z) − (1 − t)·log(1 − σ(z)), as PyTorch's `BCEWithLogitsLoss(pos_weight)`.
 *
 * @param logits [n, C]; `targets` [n, C], each 0 or 1; `positiveWeights` [C]
 */
export function sigmoidCrossEntropy(logits: Value, targets: Value, positiveWeights: Value): Value {
  return apply(sigmoidLoss, [logits, targets, positiveWeights])[0];
}

/**
 * The mean over all elements of (prediction − target)².
 *
 * @throws E_GRAPH where the shapes differ: a target that merely broadcasts is another loss
 */
export function meanSquaredError(predictions: Value, targets: Value): Value {
  if (!sameShape(predictions, targets)) {
    throw shapeError('MeanSquaredError', [predictions, targets], 'equal shapes');
  }
  const squares = square(sub(predictions, targets));
  return predictions.shape.length === 0
    ? squares
    : reduceMean(
        squares,
        predictions.shape.map((_, i) => i),
      );
}

export const losses: readonly OperatorEntry[] = [
  {
    operator: softmaxLoss,
    functions: ['softmaxCrossEntropy'],
    nodes: ['Div', 'LogSoftmax', 'Mul', 'Neg', 'ReduceSum'],
    shape: '[n, C], [n, C] and [C] give a scalar',
    gradient: 'yes: to the logits',
  },
  {
    operator: sigmoidLoss,
    functions: ['sigmoidCrossEntropy'],
    nodes: ['Add', 'Mul', 'ReduceMean', 'Softplus', 'Sub'],
    shape: '[n, C], [n, C] and [C] give a scalar',
    gradient: 'yes: to the logits',
  },
];

export const lossCompositions: readonly CompositionEntry[] = [
  {
    name: 'meanSquaredError',
    formula: 'mean((prediction − target)²)',
    operators: ['Sub', 'Mul', 'ReduceMean'],
  },
];
