import { MingaError } from '../errors/index.ts';
import { Matrix } from '../tensor/index.ts';
import { standardised } from './target-scale.ts';
import type { Task } from './task.ts';

/**
 * What is to be learnt of each row: class indices [n], each 0 … C − 1, of a class task; [n, C] of 0
 * and 1 of a multilabel one; [n, 1] numbers in their own unit of a regression.
 */
export type Targets = Int32Array | Matrix;

/** How many rows have one. */
export function targetCount(targets: Targets): number {
  return targets instanceof Matrix ? targets.rows : targets.length;
}

/** Those of some rows, in that order. */
export function takeTargets(targets: Targets, rows: Int32Array): Targets {
  return targets instanceof Matrix ? targets.take(rows) : rows.map(row => targets[row]);
}

/** What a task's loss takes: numbers standardised, all else as it is; a copy, which may be given away. */
export function lossTargets(task: Task, targets: Targets): Targets {
  if (!(targets instanceof Matrix)) return targets.slice();
  if (task.kind === 'regression') return standardised(targets, task.scale);
  return new Matrix(targets.rows, targets.columns, targets.data.slice());
}

/**
 * @throws E_HEAD_INPUT where there are fewer rows than `least`, or targets are not those of the task:
 *   a label that is no class, a sign that is neither 0 nor 1, a number that is not finite
 */
export function checkTargets(name: string, targets: Targets, task: Task, least: number): void {
  const count = targetCount(targets);
  if (count < least) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `${count} ${name} rows`,
      expected: `at least ${least}`,
    });
  }
  if (task.kind === 'multilabel' || task.kind === 'regression') {
    checkNumbers(name, targets, task);
    return;
  }
  const labels = classIndices(targets);
  const { length } = task.classes;
  const at = labels.findIndex(label => label < 0 || label >= length);
  if (at >= 0) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `${name} label ${labels[at]} at row ${at}`,
      expected: `a class index 0–${length - 1}`,
    });
  }
}

function checkNumbers(name: string, targets: Targets, task: Task): void {
  const { data, columns } = targetNumbers(targets);
  const multilabel = task.kind === 'multilabel';
  const expected = multilabel ? '0 or 1 for each label' : 'a finite number';
  if (columns !== task.units) {
    throw new MingaError('E_HEAD_INPUT', {
      found: `${name} targets of ${columns} columns`,
      expected: `${task.units}`,
    });
  }
  const at = data.findIndex(x => (multilabel ? x !== 0 && x !== 1 : !Number.isFinite(x)));
  if (at < 0) return;
  throw new MingaError('E_HEAD_INPUT', {
    found: `${name} target ${data[at]} at row ${Math.floor(at / columns)}`,
    expected,
  });
}

/** @throws E_HEAD_INPUT where the targets are no class indices */
export function classIndices(targets: Targets): Int32Array {
  if (targets instanceof Int32Array) return targets;
  throw new MingaError('E_HEAD_INPUT', {
    found: `targets of ${targets.rows} × ${targets.columns}`,
    expected: 'one class index a row',
  });
}

/** @throws E_HEAD_INPUT where the targets are class indices */
export function targetNumbers(targets: Targets): Matrix {
  if (targets instanceof Matrix) return targets;
  throw new MingaError('E_HEAD_INPUT', {
    found: `${targets.length} class indices`,
    expected: 'a matrix of targets: a row for each row, a column for each label or number',
  });
}
