import { MingaError } from '../errors/index.ts';
import type { Loss, Reduction } from '../graph/index.ts';

/** What is to be told apart. */
export interface Task {
  readonly classes: readonly string[];
  /** Logits of a head: one for two classes, else one a class. */
  readonly units: number;
  readonly loss: Loss;
}

/** @throws E_HEAD_INPUT with fewer than two classes */
export function classificationTask(
  classes: readonly string[],
  options: { readonly reduction?: Reduction } = {},
): Task {
  if (classes.length < 2) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `${classes.length} classes`,
      expected: 'at least two',
    });
  }
  return classes.length === 2
    ? { classes, units: 1, loss: { kind: 'sigmoid' } }
    : { classes, units: classes.length, loss: { kind: 'softmax', ...options } };
}

/**
 * The weights that a task's loss takes, from training labels.
 *
 * `balanced`: n / (C · n_c) for each class, as scikit-learn's `compute_class_weight`; for two
 * classes the positive class's weight n₀ / n₁. `none`: ones.
 *
 * @throws E_CLASS_EMPTY where a class has no training row
 */
export function classWeights(
  { classes, units }: Task,
  labels: Int32Array,
  rule: 'balanced' | 'none',
): Float32Array {
  const counts = new Float64Array(classes.length);
  for (const label of labels) counts[label] += 1;
  const empty = counts.indexOf(0);
  if (empty >= 0) {
    throw new MingaError('E_CLASS_EMPTY', {
      found: `class "${classes[empty]}" has no training row`,
      expected: 'at least one of each class',
      fix: 'use another split seed, a smaller test share, or leave the class out',
    });
  }
  if (rule === 'none') return new Float32Array(units).fill(1);
  if (units === 1) return Float32Array.of(counts[0] / counts[1]);
  return Float32Array.from(counts, count => labels.length / (classes.length * count));
}
