import { MingaError } from '../errors/index.ts';
import {
  add,
  div,
  exp,
  log,
  logSoftmax,
  maximum,
  mul,
  negate,
  type Reduction,
  reduceMean,
  reduceSum,
  softplus,
  sub,
} from './operators/index.ts';
import type { Value } from './value.ts';

/** What changes a cross-entropy; one of them at a time. */
export interface LossShape {
  /**
   * γ of the focal loss (Lin et al. 2017, "Focal Loss for Dense Object Detection"): each row's loss
   * is multiplied by (1 − p)^γ, p being the probability of its own class. 0, the default, is plain.
   */
  readonly focus?: number;
  /**
   * ε of label smoothing, as PyTorch's `CrossEntropyLoss(label_smoothing)`: the target is
   * (1 − ε)·onehot + ε/C. 0, the default, is plain.
   */
  readonly smoothing?: number;
}

/** Whether a loss is a plain one. */
export function isPlain({ focus = 0, smoothing = 0 }: LossShape): boolean {
  return focus === 0 && smoothing === 0;
}

/** @throws E_OPTION where γ is below 0, ε outside 0…1, or both are asked for */
export function requireShape({ focus = 0, smoothing = 0 }: LossShape): void {
  const fits = focus >= 0 && Number.isFinite(focus) && smoothing >= 0 && smoothing < 1;
  if (fits && (focus === 0 || smoothing === 0)) return;
  throw new MingaError('E_OPTION', {
    found: `a loss with gamma ${focus} and label smoothing ${smoothing}`,
    expected: 'gamma from 0, or 0 ≤ label smoothing < 1, not both',
  });
}

/**
 * Focal or smoothed softmax cross-entropy of a batch: Σᵢ lossᵢ / Σᵢ w(yᵢ) with
 * lossᵢ = −(1 − p)^γ · Σₖ wₖ·tᵢₖ·log pᵢₖ, or the mean of lossᵢ.
 *
 * @param targets one-hot [n, C]; `weights` [C]
 */
export function shapedSoftmaxLoss(
  { focus = 0, smoothing = 0 }: LossShape,
  logits: Value,
  targets: Value,
  weights: Value,
  reduction: Reduction = 'weighted-mean',
): Value {
  const classes = Number(logits.shape[1]);
  const logProbabilities = logSoftmax(logits);
  const smooth = smoothing === 0 ? targets : add(mul(targets, 1 - smoothing), smoothing / classes);
  let rows = negate(reduceSum(mul(mul(smooth, weights), logProbabilities), [1]));
  if (focus > 0) {
    const own = exp(reduceSum(mul(targets, logProbabilities), [1]));
    // A row that is certain has no slope left; the floor keeps its logarithm finite.
    rows = mul(rows, exp(mul(log(maximum(sub(1, own), certain)), focus)));
  }
  if (reduction === 'mean') return reduceMean(rows, [0]);
  return div(reduceSum(rows, [0]), reduceSum(mul(targets, weights), [0, 1]));
}

/**
 * Focal or smoothed sigmoid cross-entropy, the mean over all elements of
 * −(1 − p)^γ · (w·t·log σ(z) + (1 − t)·log(1 − σ(z))), p being the probability of what is so.
 *
 * @param targets [n, C], each 0 or 1; `weights` [C], of the positives
 */
export function shapedSigmoidLoss(
  { focus = 0, smoothing = 0 }: LossShape,
  logits: Value,
  targets: Value,
  weights: Value,
): Value {
  const smooth = smoothing === 0 ? targets : add(mul(targets, 1 - smoothing), smoothing / 2);
  const positive = mul(mul(smooth, weights), softplus(negate(logits)));
  const each = add(positive, mul(sub(1, smooth), softplus(logits)));
  if (focus === 0) return reduceMean(each, [0, 1]);
  // −log σ(−m) = softplus(m), so (1 − p)^γ = e^(−γ·softplus(m)) for a margin m.
  const margins = mul(sub(mul(targets, 2), 1), logits);
  return reduceMean(mul(each, exp(mul(softplus(margins), -focus))), [0, 1]);
}

const certain = 1e-7;
