import { MingaError } from '../errors/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { classIndices, type Targets, targetNumbers } from './targets.ts';
import type { ClassTask, Task } from './task.ts';

/**
 * How much a class weighs in the loss, by its training rows: all the same in total, by the effective
 * number of samples, or one for one.
 */
export type ClassWeightRule = 'balanced' | 'effective' | 'none';

/** β of `effective` where none is given. */
export const defaultBeta = 0.999;

/**
 * The weights [units] that a task's loss takes, from training targets.
 *
 * `balanced`: n / (C · n_c) for each class, as scikit-learn's `compute_class_weight`; for two
 * classes the positive class's weight n₀ / n₁, and so for each label of a multilabel task. `effective`:
 * (1 − β) / (1 − β^n_c), scaled to sum to C (Cui et al. 2019, "Class-Balanced Loss Based on Effective
 * Number of Samples"): `none` for β = 0, near `balanced` as β nears 1; the positive class's over the
 * negative one's where there is one logit for both. `none`, and a regression: ones. A label that all or no training rows have has the weight 1, since there is
 * nothing to balance.
 *
 * @param beta of `effective`, 0 ≤ β < 1
 * @throws E_OPTION where β is out of range; E_CLASS_EMPTY where a class has no training row
 */
export function classWeights(
  task: Task,
  targets: Targets,
  rule: ClassWeightRule,
  beta: number = defaultBeta,
): Float32Array {
  if (!(beta >= 0 && beta < 1)) {
    throw new MingaError('E_OPTION', {
      found: `class weights with beta ${beta}`,
      expected: '0 ≤ beta < 1',
    });
  }
  // What n rows of a class count as together.
  const effective = (n: number) => (rule === 'effective' ? (1 - beta ** n) / (1 - beta) : n);
  switch (task.kind) {
    case 'regression':
      return Float32Array.of(1);
    case 'multilabel':
      return positiveWeights(targetNumbers(targets), rule, effective);
    default:
      return weightsOfClasses(task, classIndices(targets), rule, effective);
  }
}

function weightsOfClasses(
  { classes, units }: ClassTask,
  labels: Int32Array,
  rule: ClassWeightRule,
  effective: (n: number) => number,
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
  const sizes = counts.map(effective);
  if (units === 1) return Float32Array.of(sizes[0] / sizes[1]);
  const scale =
    rule === 'effective'
      ? classes.length / sizes.reduce((sum, size) => sum + 1 / size, 0)
      : labels.length / classes.length;
  return Float32Array.from(sizes, size => scale / size);
}

function positiveWeights(
  { rows, columns, data }: Matrix,
  rule: ClassWeightRule,
  effective: (n: number) => number,
): Float32Array {
  const weights = new Float32Array(columns).fill(1);
  if (rule === 'none') return weights;
  return weights.map((_, k) => {
    let positives = 0;
    for (let i = k; i < data.length; i += columns) positives += data[i];
    if (positives === 0 || positives === rows) return 1;
    return effective(rows - positives) / effective(positives);
  });
}
