import { macroF1 } from '../evaluate/index.ts';
import type { Loss, LossShape } from '../graph/index.ts';
import { Matrix } from '../tensor/index.ts';
import { classIndices, type Targets, targetNumbers } from './targets.ts';
import type { Task } from './task.ts';

/**
 * The loss of the logits on validation rows, in double precision: the training loss's class weights,
 * focus, smoothing and weighted mean, whatever reduction the training batches used, without the
 * terms that a network adds of its own.
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
      return classLoss(units, loss, logits, classIndices(targets), weights);
    case 'multilabel':
      return multilabelLoss(logits, targetNumbers(targets), weights);
    default:
      return errorLoss(loss, logits, targetNumbers(targets));
  }
}

function classLoss(
  units: number,
  shape: LossShape,
  logits: Float32Array,
  labels: Int32Array,
  weights: Float32Array,
): number {
  let total = 0;
  let weight = 0;
  for (let i = 0; i < labels.length; i++) {
    if (units === 1) {
      total += logisticLoss(shape, logits[i], labels[i], weights[0]);
      weight += 1;
    } else {
      const row = logits.subarray(i * units, (i + 1) * units);
      total += softmaxLoss(shape, row, labels[i], weights);
      weight += weights[labels[i]];
    }
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
    total += logisticLoss({}, logits[i], data[i], weights[i % columns]);
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

function logisticLoss(
  { focus = 0, smoothing = 0 }: LossShape,
  logit: number,
  label: number,
  weight: number,
): number {
  const target = label * (1 - smoothing) + smoothing / 2;
  const positive = target === 0 ? 0 : target * weight * softplus(-logit);
  const negative = target === 1 ? 0 : (1 - target) * softplus(logit);
  const margin = label === 1 ? logit : -logit;
  return Math.exp(-focus * softplus(margin)) * (positive + negative);
}

function softplus(x: number): number {
  return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
}

function softmaxLoss(
  { focus = 0, smoothing = 0 }: LossShape,
  logits: Float32Array,
  label: number,
  weights: Float32Array,
): number {
  const top = logits.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY);
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - top);
  const normaliser = top + Math.log(sum);
  const own = normaliser - logits[label];
  let loss = (1 - smoothing) * weights[label] * own;
  if (smoothing > 0) {
    logits.forEach((logit, k) => {
      loss += (smoothing / logits.length) * weights[k] * (normaliser - logit);
    });
  }
  return focus === 0 ? loss : (-Math.expm1(-own)) ** focus * loss;
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
