import { Matrix } from '../tensor/index.ts';
import type { Task } from './task.ts';

/**
 * The training loss on validation rows, from their logits, in double precision: the same class
 * weights and the weighted mean, whatever reduction the training batches used.
 *
 * @param logits [n, units], row-major
 */
export function validationLoss(
  { units }: Task,
  logits: Float32Array,
  labels: Int32Array,
  weights: Float32Array,
): number {
  let total = 0;
  let weight = 0;
  for (let i = 0; i < labels.length; i++) {
    const positive = units === 1 ? labels[i] : 1;
    const own = units === 1 ? (positive === 1 ? weights[0] : 1) : weights[labels[i]];
    total +=
      own *
      (units === 1 ? logisticLoss(logits[i], labels[i]) : softmaxLoss(logits, units, i, labels[i]));
    weight += units === 1 ? 1 : own;
  }
  return total / weight;
}

function logisticLoss(logit: number, label: number): number {
  const signed = label === 1 ? -logit : logit;
  return Math.max(signed, 0) + Math.log1p(Math.exp(-Math.abs(signed)));
}

function softmaxLoss(logits: Float32Array, units: number, row: number, label: number): number {
  const start = row * units;
  let top = Number.NEGATIVE_INFINITY;
  for (let k = 0; k < units; k++) top = Math.max(top, logits[start + k]);
  let sum = 0;
  for (let k = 0; k < units; k++) sum += Math.exp(logits[start + k] - top);
  return top + Math.log(sum) - logits[start + label];
}

/** Probabilities [n, C] of validation rows from their logits [n, units]. */
export function validationProbabilities({ units, classes }: Task, logits: Float32Array): Matrix {
  const rows = logits.length / units;
  const probabilities = Matrix.zeros(rows, classes.length);
  for (let i = 0; i < rows; i++) {
    const row = probabilities.row(i);
    if (units === 1) {
      const positive = 1 / (1 + Math.exp(-logits[i]));
      row.set([1 - positive, positive]);
      continue;
    }
    const own = logits.subarray(i * units, (i + 1) * units);
    const top = own.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
    const exponentials = own.map(logit => Math.exp(logit - top));
    const sum = exponentials.reduce((a, b) => a + b, 0);
    row.set(exponentials.map(value => value / sum));
  }
  return probabilities;
}
