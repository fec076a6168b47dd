import { macroF1 } from '../evaluate/index.ts';
import type { Loss } from '../graph/index.ts';
import { Matrix } from '../tensor/index.ts';
import { classIndices, type Targets, targetNumbers } from './targets.ts';
import type { Task } from './task.ts';

/**
 * The training loss on validation rows, from their logits, in double precision: the same class
 * weights and the weighted mean, whatever reduction the training batches used.
 *
 * @param logits [n, units], row-major
 * @param targets as the loss takes them (`lossTargets`)
 */
export function validationLoss(
  { units, loss }: Task,
  logits: Float32Array,
  targets: Targets,
  weights: Float32Array,
): number {
  switch (loss.kind) {
    case 'softmax':
    case 'sigmoid':
      return classLoss(units, logits, classIndices(targets), weights);
    case 'multilabel':
      return multilabelLoss(logits, targetNumbers(targets), weights);
    default:
      return errorLoss(loss, logits, targetNumbers(targets));
  }
}

function classLoss(
  units: number,
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

function multilabelLoss(
  logits: Float32Array,
  { columns, data }: Matrix,
  weights: Float32Array,
): number {
  let total = 0;
  for (let i = 0; i < data.length; i++) {
    const own = data[i] === 1 ? weights[i % columns] : 1;
    total += own * logisticLoss(logits[i], data[i]);
  }
  return total / data.length;
}

function errorLoss(
  loss: Extract<Loss, { kind: 'squared' | 'huber' }>,
  predictions: Float32Array,
  { data }: Matrix,
): number {
  let total = 0;
  for (let i = 0; i < data.length; i++) {
    const error = Math.abs(predictions[i] - data[i]);
    if (loss.kind === 'squared') total += error ** 2;
    else {
      const cut = Math.min(error, loss.delta);
      total += cut * (error - 0.5 * cut);
    }
  }
  return total / data.length;
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

/**
 * Macro F1 of validation rows from their logits [n, units]: each row counted as its most probable
 * class, each label on from a probability of ½. Null of a regression, which has no classes.
 */
export function validationMacroF1(
  task: Task,
  logits: Float32Array,
  targets: Targets,
): number | null {
  if (task.kind === 'regression') return null;
  if (task.kind === 'multilabel') return labelMacroF1(logits, targetNumbers(targets));
  return macroF1(classIndices(targets), validationProbabilities(task, logits));
}

/** The mean over labels of 2·hits / (on + predicted on); 0 for a label that is neither. */
function labelMacroF1(logits: Float32Array, { columns, data }: Matrix): number {
  const [hits, counted] = [new Float64Array(columns), new Float64Array(columns)];
  data.forEach((on, i) => {
    const predicted = logits[i] > 0 ? 1 : 0;
    hits[i % columns] += on * predicted;
    counted[i % columns] += on + predicted;
  });
  return hits.reduce((sum, h, k) => sum + (h === 0 ? 0 : (2 * h) / counted[k]), 0) / columns;
}

/** Probabilities [n, C] of validation rows from their logits [n, units]. */
function validationProbabilities({ units, classes }: Task, logits: Float32Array): Matrix {
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
