import type { Graph } from './graph.ts';
import {
  cast,
  clip,
  logSoftmax,
  mul,
  negate,
  type Reduction,
  reduceMean,
  reduceSum,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
  softplus,
  square,
  sub,
  unsqueeze,
} from './operators/index.ts';
import { isPlain, type LossShape, shapedSigmoidLoss, shapedSoftmaxLoss } from './shaped-loss.ts';
import type { Dimension, Value } from './value.ts';

/** The loss of a network's logits [n, units] against what is to be learnt of each row. */
export type Loss =
  /** Class indices, one logit a class. */
  | ({ readonly kind: 'softmax'; readonly reduction?: Reduction } & LossShape)
  /** Class indices of two classes under one logit; label 1 is the positive class. */
  | ({ readonly kind: 'sigmoid' } & LossShape)
  /** Any number of labels at once: a logit for each, against 0 or 1. */
  | { readonly kind: 'multilabel' }
  /** Numbers: the mean of (z − y)². */
  | { readonly kind: 'squared' }
  /** Numbers: the mean of ½·r² where |r| = |z − y| ≤ δ, else of δ·(|r| − ½·δ) (Huber 1964). */
  | { readonly kind: 'huber'; readonly delta: number };

/** Whether a loss takes class indices [n]; the others take numbers [n, units]. */
export function takesClasses(loss: Loss): loss is Extract<Loss, { kind: 'softmax' | 'sigmoid' }> {
  return loss.kind === 'softmax' || loss.kind === 'sigmoid';
}

/** Adds the input that holds what `rows` rows have to learn. */
export function targetInput(
  graph: Graph,
  name: string,
  loss: Loss,
  rows: Dimension,
  units: number,
): Value {
  return takesClasses(loss)
    ? graph.input(name, 'int64', [rows])
    : graph.input(name, graph.float, [rows, units]);
}

/**
 * The loss of a batch, a scalar.
 *
 * @param targets as `targetInput` says
 * @param weights [units]: of each class, of the positives of each label, of each number
 */
export function lossOf(
  loss: Loss,
  logits: Value,
  targets: Value,
  weights: Value,
  units: number,
): Value {
  switch (loss.kind) {
    case 'sigmoid': {
      const column = cast(unsqueeze(targets, [1]), logits.type);
      return isPlain(loss)
        ? sigmoidCrossEntropy(logits, column, weights)
        : shapedSigmoidLoss(loss, logits, column, weights);
    }
    case 'softmax': {
      const own = oneHot(targets, logits, units);
      return isPlain(loss)
        ? softmaxCrossEntropy(logits, own, weights, loss.reduction)
        : shapedSoftmaxLoss(loss, logits, own, weights, loss.reduction);
    }
    case 'multilabel':
      return sigmoidCrossEntropy(logits, targets, weights);
    default:
      return reduceMean(mul(errorLoss(loss, sub(logits, targets)).each, weights), [0, 1]);
  }
}

/**
 * The loss of each row by itself, [n]: of all weights 1, without focus and smoothing; the mean over
 * the labels or numbers of a row.
 */
export function rowLosses(loss: Loss, logits: Value, targets: Value, units: number): Value {
  switch (loss.kind) {
    case 'softmax':
      return negate(reduceSum(mul(oneHot(targets, logits, units), logSoftmax(logits)), [1]));
    case 'sigmoid':
      return signedLosses(logits, cast(unsqueeze(targets, [1]), logits.type));
    case 'multilabel':
      return signedLosses(logits, targets);
    default:
      return reduceMean(errorLoss(loss, sub(logits, targets)).each, [1]);
  }
}

function signedLosses(logits: Value, targets: Value): Value {
  return reduceMean(softplus(mul(sub(1, mul(targets, 2)), logits)), [1]);
}

function oneHot(labels: Value, { graph, type }: Value, units: number): Value {
  const depth = graph.constant([units], [1], 'int64');
  return graph.node('OneHot', [labels, depth, graph.constant([0, 1], [2], type)], {}, [
    { type, shape: ['B', units] },
  ])[0];
}

/** What errors r = z − y cost, one by one, and the slope of that in r. */
export function errorLoss(
  loss: Extract<Loss, { kind: 'squared' | 'huber' }>,
  errors: Value,
): { readonly each: Value; readonly slope: Value } {
  if (loss.kind === 'squared') return { each: square(errors), slope: mul(errors, 2) };
  // With c = r cut at ±δ, c·(r − ½·c) is both branches at once.
  const cut = clip(errors, { min: -loss.delta, max: loss.delta });
  return { each: mul(cut, sub(errors, mul(cut, 0.5))), slope: cut };
}
