import type { Runtime } from '../runtime/index.ts';
import { Matrix } from '../tensor/index.ts';
import { type ClassWeightRule, classWeights } from './class-weights.ts';
import { fittedHead } from './fitted-head.ts';
import { type Dimensions, type HeadSettings, headDesign } from './heads/index.ts';
import { neighbourNames } from './heads/neighbours.ts';
import { prototypeNames } from './heads/prototypes.ts';
import { queryRows, unit } from './heads/query.ts';
import type { LabelledPairs } from './labelled-pairs.ts';
import { modalityParts } from './modalities.ts';
import { checkTargets, classIndices, type Targets } from './targets.ts';
import type { Task } from './task.ts';
import type { Fit } from './trainer.ts';
import { trainingRows } from './training-rows.ts';
import { validationLoss, validationMacroF1 } from './validation-loss.ts';

/** Rows of a class task, as they are compared. */
interface ClassRows {
  readonly query: Matrix;
  readonly labels: Int32Array;
}

type LossOf = (logits: Float32Array) => number;

/**
 * Fits a head that is made of training rows: neighbours keep them, prototypes their means by class
 * and a temperature under which the loss of the validation rows is lowest. Nothing in it is drawn,
 * and no loss of the training rows is minimised: that of the record is NaN.
 *
 * @throws E_HEAD_INPUT for a task that is not one class of several, or a row that lacks a modality;
 *   E_CLASS_EMPTY where a class has no training row; E_SHAPE where rows and labels do not match;
 *   E_NOT_FINITE for a NaN or an infinity
 */
export async function fitRows(
  runtime: Runtime,
  settings: HeadSettings,
  task: Task,
  train: LabelledPairs<Targets>,
  validation: LabelledPairs<Targets>,
  rule: { readonly classWeights?: ClassWeightRule; readonly beta?: number } = {},
): Promise<Fit> {
  const started = performance.now();
  checkTargets('training', train.labels, task, 2);
  checkTargets('validation', validation.labels, task, 1);
  const dimensions = { image: train.image.columns, text: train.text.columns };
  checkRows('training', settings, task, dimensions, train);
  checkRows('validation', settings, task, dimensions, validation);
  const rowsOf = (pair: LabelledPairs<Targets>): ClassRows => ({
    query: queryRows(headDesign(settings.name).modalities, pair, settings.metric ?? 'cosine'),
    labels: classIndices(pair.labels),
  });
  const own = rowsOf(train);
  const held = classIndices(validation.labels);
  const weights = classWeights(task, own.labels, rule.classWeights ?? 'balanced', rule.beta);
  const lossOf: LossOf = logits => validationLoss(task, logits, held, weights);
  const variables =
    settings.k === undefined
      ? prototypesOf(settings, task, own, rowsOf(validation).query, lossOf)
      : keptRows(own, task.classes.length);
  const predictor = await fittedHead(settings, task, dimensions, variables).open(runtime);
  try {
    const logits = logitsOf(task, await predictor.predictProbabilities(validation));
    const record = {
      epoch: 1,
      trainingLoss: Number.NaN,
      validationLoss: lossOf(logits),
      validationMacroF1: validationMacroF1(task, logits, held),
      watched: new Map<string, Float32Array>(),
    };
    const seconds = (performance.now() - started) / 1000;
    return { variables, bestEpoch: 1, history: [record], seconds, steps: 0 };
  } finally {
    await predictor.close();
  }
}

/** What a trainer looks at in rows before it takes them. */
function checkRows(
  name: string,
  settings: HeadSettings,
  { units }: Task,
  dimensions: Dimensions,
  rows: LabelledPairs<Targets>,
): void {
  const network = headDesign(settings.name).network(dimensions, units, settings);
  trainingRows(name, network, rows);
  modalityParts(network, rows);
}

/** The logits that probabilities came from, but for what softmax takes away; p at least 1e-30. */
export function logitsOf({ units }: Task, probabilities: Matrix): Float32Array {
  const logs = probabilities.data.map(p => Math.log(Math.max(p, 1e-30)));
  if (units > 1) return logs;
  return Float32Array.from({ length: probabilities.rows }, (_, i) => logs[2 * i + 1] - logs[2 * i]);
}

function keptRows({ query, labels }: ClassRows, classes: number): Map<string, Float32Array> {
  const signs = new Float32Array(labels.length * classes);
  labels.forEach((label, i) => {
    signs[i * classes + label] = 1;
  });
  return new Map([
    [neighbourNames.rows, query.data],
    [neighbourNames.classes, signs],
  ]);
}

function prototypesOf(
  { metric = 'cosine' }: HeadSettings,
  { classes, units }: Task,
  train: ClassRows,
  held: Matrix,
  lossOf: LossOf,
): Map<string, Float32Array> {
  const means = classMeans(train, classes.length);
  if (metric === 'cosine') {
    for (let c = 0; c < means.rows; c++) means.row(c).set(unit(means.row(c)));
  }
  const near = new Float32Array(held.rows * units);
  for (let i = 0; i < held.rows; i++) {
    const own = Array.from({ length: means.rows }, (_, c) =>
      nearnessOf(held.row(i), means.row(c), metric),
    );
    near.set(units === 1 ? [own[1] - own[0]] : own, i * units);
  }
  const scale = bestScale(factor => lossOf(near.map(x => factor * x)));
  return new Map([
    [prototypeNames.rows, means.data],
    [prototypeNames.scale, Float32Array.of(scale)],
  ]);
}

function classMeans({ query, labels }: ClassRows, classes: number): Matrix {
  const sums = new Float64Array(classes * query.columns);
  const counts = new Float64Array(classes);
  labels.forEach((label, i) => {
    counts[label] += 1;
    query.row(i).forEach((x, j) => {
      sums[label * query.columns + j] += x;
    });
  });
  const means = Float32Array.from(sums, (sum, k) => sum / counts[Math.floor(k / query.columns)]);
  return new Matrix(classes, query.columns, means);
}

function nearnessOf(query: Float32Array, reference: Float32Array, metric: 'cosine' | 'euclidean') {
  let [product, squares] = [0, 0];
  for (let j = 0; j < query.length; j++) {
    product += query[j] * reference[j];
    squares += reference[j] ** 2;
  }
  return metric === 'cosine' ? product : 2 * product - squares;
}

/** 1/temperature from 1e-4 to 1e4 with the lowest loss, which has one valley: by golden section. */
function bestScale(lossOf: (scale: number) => number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [Math.log(1e-4), Math.log(1e4)];
  for (let step = 0; step < 50; step++) {
    const [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
    if (lossOf(Math.exp(left)) <= lossOf(Math.exp(right))) high = right;
    else low = left;
  }
  return Math.exp((low + high) / 2);
}
