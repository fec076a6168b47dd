import { MingaError } from '../errors/index.ts';
import {
  type Loss,
  type LossShape,
  logitReading,
  type Reading,
  type Reduction,
  requireShape,
} from '../graph/index.ts';
import type { Matrix } from '../tensor/index.ts';
import {
  inTargetUnit,
  type TargetScale,
  type TargetTransform,
  targetScale,
} from './target-scale.ts';

/** One class of several is to be told. */
export interface ClassTask {
  readonly kind: 'binary' | 'multiclass';
  readonly classes: readonly string[];
  /** Logits of a head: one for two classes, else one a class. */
  readonly units: number;
  readonly loss: Loss;
}

/** Any number of labels at once, each by itself: a logit for each. */
export interface MultilabelTask {
  readonly kind: 'multilabel';
  readonly classes: readonly string[];
  readonly units: number;
  readonly loss: Loss;
}

/** A number is to be told. */
export interface RegressionTask {
  readonly kind: 'regression';
  /** A number has no classes. */
  readonly classes: readonly string[];
  /** What the number is called. */
  readonly target: string;
  readonly units: 1;
  /** Of the standardised number. */
  readonly loss: Loss;
  readonly scale: TargetScale;
}

/** What is to be learnt. */
export type Task = ClassTask | MultilabelTask | RegressionTask;

/** What a class task's loss is beside a plain cross-entropy. */
export interface ClassTaskOptions extends LossShape {
  readonly reduction?: Reduction;
}

/**
 * @throws E_HEAD_INPUT with fewer than two classes; E_OPTION for a focal loss with label smoothing,
 *   or one of them out of range
 * @example
 * const task = classificationTask(['benign', 'malignant'], { focus: 2 }); // the focal loss
 */
export function classificationTask(
  classes: readonly string[],
  { reduction, ...shape }: ClassTaskOptions = {},
): ClassTask {
  requireShape(shape);
  if (classes.length < 2) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `${classes.length} classes`,
      expected: 'at least two',
    });
  }
  return classes.length === 2
    ? { kind: 'binary', classes, units: 1, loss: { kind: 'sigmoid', ...shape } }
    : {
        kind: 'multiclass',
        classes,
        units: classes.length,
        loss: { kind: 'softmax', reduction, ...shape },
      };
}

/**
 * Labels that do not exclude one another: sigmoid cross-entropy, the mean over rows and labels.
 *
 * @throws E_HEAD_INPUT without a label
 */
export function multilabelTask(classes: readonly string[]): MultilabelTask {
  if (classes.length === 0) {
    throw new MingaError('E_HEAD_INPUT', { found: 'no labels', expected: 'at least one' });
  }
  return { kind: 'multilabel', classes, units: classes.length, loss: { kind: 'multilabel' } };
}

/** How a number is learnt. */
export interface RegressionOptions {
  /** `huber` counts large errors by their size, not its square. */
  readonly loss?: 'squared' | 'huber';
  /** Where `huber` turns, in standard deviations of the target; 1 by default. */
  readonly delta?: number;
  /** `log1p` for counts that span orders of magnitude: ln(1 + y) is learnt. */
  readonly transform?: TargetTransform;
}

/**
 * A number that a head learns standardised by mean and deviation of the training rows, and tells in
 * its own unit.
 *
 * @param training [n, 1], of training rows alone
 * @throws E_HEAD_INPUT where the numbers have no scale (see `targetScale`); E_OPTION for a δ that is
 *   not above 0
 * @example
 * const task = regressionTask('cases', Matrix.fromRows([[3], [0], [12]]), { transform: 'log1p' });
 */
export function regressionTask(
  target: string,
  training: Matrix,
  options: RegressionOptions = {},
): RegressionTask {
  const { loss = 'squared', delta = 1, transform = 'none' } = options;
  return scaledRegressionTask(
    target,
    targetScale(target, training, transform),
    loss === 'squared' ? { kind: 'squared' } : { kind: 'huber', delta },
  );
}

/** A regression whose scale is known. @throws E_OPTION for a δ that is not above 0 */
export function scaledRegressionTask(
  target: string,
  scale: TargetScale,
  loss: Extract<Loss, { readonly kind: 'squared' | 'huber' }>,
): RegressionTask {
  if (loss.kind === 'huber' && !(loss.delta > 0 && Number.isFinite(loss.delta))) {
    throw new MingaError('E_OPTION', {
      found: `a Huber loss with delta ${loss.delta}`,
      expected: 'a number above 0',
    });
  }
  return { kind: 'regression', classes: [], target, units: 1, loss, scale };
}

/** How a head's logits are read: probabilities, or predictions in the target's unit. */
export function readingOf(task: Task): Reading {
  const reading = logitReading(task.loss);
  return task.kind === 'regression'
    ? { ...reading, of: logits => inTargetUnit(logits, task.scale) }
    : reading;
}
