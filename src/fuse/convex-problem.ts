import { type LinearForm, type Network, objectiveNames } from '../graph/index.ts';
import {
  addScaled,
  largest,
  leadingSubspace,
  type MultiplyVectors,
} from '../linear-algebra/index.ts';
import type { RuntimeTensor, Session } from '../runtime/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import { type ClassWeightRule, classWeights } from './class-weights.ts';
import { columnStatistics } from './column-statistics.ts';
import { floats, named } from './epoch-runner.ts';
import type { Evaluation } from './line-search.ts';
import {
  columnScales,
  type LinearCoordinates,
  type LinearVariables,
  linearCoordinates,
  type StartingHessian,
} from './linear-coordinates.ts';
import { lossShares } from './loss-shares.ts';
import { joined, labelFeeds, sketchFeeds, variableFeeds } from './objective-feeds.ts';
import { checkTargets, lossTargets, type Targets, targetCount } from './targets.ts';
import type { Task } from './task.ts';
import { type LabelledRows, trainingRows } from './training-rows.ts';

/** Rows that the runtime holds, for objectives that differ in their penalty. */
export interface ConvexRows {
  /** The objective under a penalty; 1/n where none is given. */
  problem(penalty?: number): Promise<ConvexProblem>;
}

/** The objective of a linear head on rows that the runtime holds. */
export interface ConvexProblem {
  readonly start: Float64Array;
  evaluate(point: Float64Array): Promise<Assessment>;
  /** As the loss takes them. */
  readonly validationLabels: Targets;
  /** The task's class weights, as `validationLoss` takes them. */
  readonly weights: Float32Array;
}

/** An evaluation of the objective, and what a record of it needs. */
export interface Assessment extends Evaluation {
  readonly variables: LinearVariables;
  /** Without the penalty. */
  readonly loss: number;
  /** [V, units] of the validation rows. */
  readonly logits: Float32Array;
  /** The largest absolute slope in W and b themselves. */
  readonly slope: number;
}

/** What a problem is made of. */
export interface ProblemSource {
  readonly session: Session;
  readonly form: LinearForm;
  readonly network: Network;
  readonly task: Task;
  readonly train: LabelledRows;
  readonly validation: LabelledRows;
}

// Directions in which the coordinates are stretched. With 32 of them L-BFGS needed about half as
// many passes again; with 128 a third fewer, but to find those is four times the work in JavaScript.
const rank = 64;

/** Hands the rows to the runtime, once for all fits. */
export async function convexRows(
  source: ProblemSource,
  rule: { readonly classWeights: ClassWeightRule; readonly beta: number },
): Promise<ConvexRows> {
  const { session, form, network, task } = source;
  const train = trainingRows('training', network, source.train);
  const validation = trainingRows('validation', network, source.validation);
  checkTargets('training', train.labels, task, 2);
  checkTargets('validation', validation.labels, task, 1);
  const weights = classWeights(task, train.labels, rule.classWeights, rule.beta);
  const labels = lossTargets(task, train.labels);
  const { shares, rows: shareOfRow, bias, curvature } = lossShares(task, labels, weights);
  const rows = await train.whole('float32');
  const matrices = form.inputs.map(({ name }) => matrixOf(rows, name));
  const columns = columnStatistics(matrices, shareOfRow);
  const feeds = {
    ...named(rows, objectiveNames.train),
    ...named(await validation.whole('float32'), objectiveNames.validation),
    ...labelFeeds(labels, shares),
    ...sketchFeeds(form, [], new Float32Array()),
  };
  await session.hold(feeds, { give: true });
  const count = targetCount(train.labels);
  const validationLabels = lossTargets(task, validation.labels);
  return {
    async problem(penalty = 1 / count) {
      const hessian = { columns, curvature, penalty };
      const leading = await leadingSubspace(
        hessianProducts(session, form, hessian),
        columns.mean.length,
        // Rows beyond the penalty span no more directions than there are of them.
        Math.min(rank, count),
        new Random(0, 'convex sketch'),
      );
      const coordinates = linearCoordinates(hessian, leading);
      return {
        start: coordinates.start(bias),
        evaluate: point => assess(session, form, coordinates, penalty, point),
        validationLabels,
        weights,
      };
    },
  };
}

async function assess(
  session: Session,
  form: LinearForm,
  coordinates: LinearCoordinates,
  penalty: number,
  point: Float64Array,
): Promise<Assessment> {
  const variables = coordinates.variables(point);
  const outputs = await session.run(variableFeeds(form, variables), {
    outputs: [
      objectiveNames.losses,
      objectiveNames.biasGradient,
      objectiveNames.logits,
      ...form.inputs.map(({ name }) => objectiveNames.weightGradient(name)),
    ],
  });
  const loss = floats(outputs, objectiveNames.losses).reduce((sum, own) => sum + own, 0);
  const bias = Float64Array.from(floats(outputs, objectiveNames.biasGradient));
  const weight = joined(form, outputs, objectiveNames.weightGradient);
  let squares = 0;
  variables.weight.forEach((w, i) => {
    weight[i] += penalty * w;
    squares += w * w;
  });
  return {
    value: loss + 0.5 * penalty * squares,
    gradient: coordinates.gradient({ weight, bias }),
    variables,
    loss,
    logits: floats(outputs, objectiveNames.logits),
    slope: Math.max(largest(weight), largest(bias)),
  };
}

/**
 * Products with the weights' Hessian where W = 0, for a unit of average curvature h, in columns
 * divided by their scales s: v ↦ (h·Xᵀ·diag(share)·X·(v/s) + penalty·v/s) / s, X centred.
 */
function hessianProducts(
  session: Session,
  form: LinearForm,
  hessian: StartingHessian,
): MultiplyVectors {
  const { columns, curvature, penalty } = hessian;
  const scales = columnScales(hessian);
  const average = curvature.reduce((sum, h) => sum + h, 0) / curvature.length;
  const still = variableFeeds(form, {
    weight: new Float32Array(columns.mean.length * form.units),
    bias: new Float32Array(form.units),
  });
  return async vectors => {
    const scaled = vectors.map(vector => vector.map((x, j) => x / scales[j]));
    const centre = Float32Array.from(scaled, vector =>
      vector.reduce((sum, x, j) => sum - x * columns.mean[j], 0),
    );
    const outputs = await session.run(
      { ...still, ...sketchFeeds(form, scaled, centre) },
      { outputs: form.inputs.map(({ name }) => objectiveNames.sketched(name)) },
    );
    const products = joined(form, outputs, objectiveNames.sketched);
    return scaled.map((vector, k) => {
      const product = vector.map((_, j) => average * products[j * vectors.length + k]);
      return addScaled(product, penalty, vector).map((x, j) => x / scales[j]);
    });
  };
}

function matrixOf(feeds: Readonly<Record<string, RuntimeTensor>>, name: string): Matrix {
  const [rows, columns] = feeds[name].shape;
  return new Matrix(rows, columns, floats(feeds, name));
}
