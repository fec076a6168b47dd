import { MingaError } from '../errors/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { classIndices, type Targets, targetNumbers } from './targets.ts';
import type { ClassTask, Task } from './task.ts';

/**
 * The weights [units] that a task's loss takes, from training targets.
 *
 * `balanced`: n / (C · n_c) for each class, as scikit-learn's `compute_class_weight`; for two
 * classes the positive class's weight n₀ / n₁, and so for each label of a multilabel task. `none`,
 * and a regression: ones. A label that all or no training rows have has the weight 1, since there is
 * nothing to balance.
 *
 * @throws E_CLASS_EMPTY where a class has no training row
 */
export function classWeights(
  task: Task,
  targets: Targets,
  rule: 'balanced' | 'none',
): Float32Array {
  switch (task.kind) {
    case 'regression':
      return Float32Array.of(1);
    case 'multilabel':
      return positiveWeights(targetNumbers(targets), rule);
    default:
      return weightsOfClasses(task, classIndices(targets), rule);
  }
}

function weightsOfClasses(
  { classes, units }: ClassTask,
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

function positiveWeights({ rows, columns, data }: Matrix, rule: 'balanced' | 'none'): Float32Array {
  const weights = new Float32Array(columns).fill(1);
  if (rule === 'none') return weights;
  return weights.map((_, k) => {
    let positives = 0;
    for (let i = k; i < data.length; i += columns) positives += data[i];
    return positives === 0 || positives === rows ? 1 : (rows - positives) / positives;
  });
}
