import { MingaError } from '../errors/index.ts';
import { Graph } from './graph.ts';
import { type LinearForm, linearForm } from './linear-form.ts';
import { errorLoss, type Loss, targetInput } from './loss.ts';
import { encodeModel } from './model.ts';
import { type Network, rowInputs } from './network.ts';
import {
  add,
  cast,
  concat,
  exp,
  gemm,
  logSoftmax,
  mul,
  negate,
  reduceMean,
  reduceSum,
  sigmoid,
  slice,
  softplus,
  sub,
  unsqueeze,
} from './operators/index.ts';
import { isPlain } from './shaped-loss.ts';
import type { Value } from './value.ts';

/** A model of one evaluation of a linear network on all rows at once, and the network's form. */
export interface ObjectiveModel {
  readonly model: Uint8Array;
  readonly form: LinearForm;
}

/** The names of an objective model's inputs and outputs. */
export const objectiveNames = {
  /** Inputs: a training matrix [N, d] and a validation matrix [V, d] of the network's input `name`. */
  train: (name: string) => `train.${name}`,
  validation: (name: string) => `validation.${name}`,
  /** Input: the weights that the network's input `name` meets, Wᵀ: float [d, units]. */
  weight: (name: string) => `weight.${name}`,
  /** Output: the slope of the loss in those weights, float [d, units]. */
  weightGradient: (name: string) => `gradient.${name}`,
  /** Input and output: vectors [d, K] beside those weights, and their products (see below). */
  sketch: (name: string) => `sketch.${name}`,
  sketched: (name: string) => `sketched.${name}`,
  /** Input: float [K], added to every row of the sketch. */
  sketchBias: 'sketch bias',
  /**
   * Inputs: float [units]; int64 [N] class indices or float [N, units] of what else is learnt; float
   * [N, 1] each row's share of the loss, or [N, units] that of each of its labels.
   */
  bias: 'bias',
  labels: 'labels',
  shares: 'shares',
  /** Outputs: float [N] what each row adds to the loss; float [units]; float [V, units]. */
  losses: 'losses',
  biasGradient: 'gradient of bias',
  logits: 'logits',
} as const;

type Matrices = Readonly<Record<string, Value>>;

/**
 * Builds the model of a linear network's loss and its gradient over all training rows:
 * L = Σᵢ shareᵢ·lossᵢ, the losses as in `Loss`, any penalty left to the caller. Beside them it gives
 * the logits of the validation rows.
 *
 * The rows' losses come out one by one, so that the caller can sum them in double precision: near a
 * minimum, two losses differ by less than float32 can tell. Both products have a long side of rows
 * (X·Wᵀ) or of columns (Xᵀ·R), along which the runtime may split them among threads without summing
 * in another order; inputs that the network joins stay apart, because to join them would copy all
 * rows in every evaluation.
 *
 * For any vectors V it also gives Xᵀ·diag(share)·(X·V + bias), from which the caller learns the
 * directions of most variance. With K = 0 this costs nothing. It is part of this model so that the
 * rows need not be handed to a second one.
 *
 * @throws E_GRAPH where the network is not linear in its parameters, its logits do not fit the loss,
 *   or the loss is no plain cross-entropy
 */
export function buildObjective(network: Network, loss: Loss): ObjectiveModel {
  if ((loss.kind === 'softmax' || loss.kind === 'sigmoid') && !isPlain(loss)) {
    throw new MingaError('E_GRAPH', {
      found: 'a focal or smoothed loss under L-BFGS',
      expected: 'a plain cross-entropy, whose minimum is the only one',
      fix: 'train the head by steps',
    });
  }
  const form = linearForm(network, loss);
  const graph = new Graph();
  const { units, inputs } = form;
  const train = rowInputs(graph, network, 'N', objectiveNames.train(''));
  const validation = rowInputs(graph, network, 'V', objectiveNames.validation(''));
  const weights = inputs.map(({ name, columns }) =>
    graph.input(objectiveNames.weight(name), graph.float, [columns, units]),
  );
  const bias = graph.input(objectiveNames.bias, graph.float, [units]);
  const labels = targetInput(graph, objectiveNames.labels, loss, 'N', units);
  const shareColumns = loss.kind === 'multilabel' ? units : 1;
  const shares = graph.input(objectiveNames.shares, graph.float, ['N', shareColumns]);
  const sketches = inputs.map(({ name, columns }) =>
    graph.input(objectiveNames.sketch(name), graph.float, [columns, 'K']),
  );
  const sketchBias = graph.input(objectiveNames.sketchBias, graph.float, ['K']);
  const product = (matrices: Matrices, factors: readonly Value[], offset: Value) =>
    inputs
      .map(({ name }, i) => gemm(matrices[name], factors[i], i === 0 ? { bias: offset } : {}))
      .reduce((sum, part) => add(sum, part));
  // A single column goes to a kernel of its own, whose sums depend on how threads share the rows.
  const doubled = (x: Value) => (units === 1 ? concat([x, x], x.shape.length - 1) : x);
  const logitsOf = (matrices: Matrices) => {
    const all = product(matrices, weights.map(doubled), doubled(bias));
    return units === 1 ? slice(all, 1, 0, 1) : all;
  };

  const logits = logitsOf(train);
  const { losses, residuals } = lossAndSlope(loss, { logits, labels, shares, units });
  graph.output(objectiveNames.losses, losses);
  for (const { name } of inputs) {
    const gradient = gemm(train[name], residuals, { transA: true });
    graph.output(objectiveNames.weightGradient(name), gradient);
  }
  const rowShares = shareColumns === 1 ? shares : reduceMean(shares, [1], true);
  const sketched = mul(product(train, sketches, sketchBias), rowShares);
  for (const { name } of inputs) {
    graph.output(objectiveNames.sketched(name), gemm(train[name], sketched, { transA: true }));
  }
  graph.output(objectiveNames.biasGradient, reduceSum(residuals, [0]));
  graph.output(objectiveNames.logits, logitsOf(validation));
  return { model: encodeModel(graph), form };
}

/** What the losses of all rows are computed from. */
interface RowValues {
  readonly logits: Value;
  readonly labels: Value;
  readonly shares: Value;
  readonly units: number;
}

/** Each row's share of the loss [N], and its slope in the logits [N, units]. */
function lossAndSlope(loss: Loss, { logits, labels, shares, units }: RowValues) {
  switch (loss.kind) {
    case 'softmax':
      return categorical(logits, labels, shares, units);
    case 'sigmoid':
      return logistic(logits, cast(unsqueeze(labels, [1]), logits.type), shares);
    case 'multilabel':
      return logistic(logits, labels, shares);
    default: {
      const { each, slope } = errorLoss(loss, sub(logits, labels));
      return { losses: reduceSum(mul(shares, each), [1]), residuals: mul(shares, slope) };
    }
  }
}

/** shareᵢ·−log softmax(zᵢ)ᵧ, and its slope shareᵢ·(softmax(zᵢ) − onehot(y)). */
function categorical(logits: Value, labels: Value, shares: Value, units: number) {
  const { graph } = logits;
  const depth = graph.constant([units], [1], 'int64');
  const [oneHot] = graph.node('OneHot', [labels, depth, graph.constant([0, 1], [2])], {}, [
    { type: logits.type, shape: ['N', units] },
  ]);
  const logProbabilities = logSoftmax(logits);
  const targets = mul(oneHot, shares);
  return {
    losses: negate(reduceSum(mul(targets, logProbabilities), [1])),
    residuals: sub(mul(exp(logProbabilities), shares), targets),
  };
}

/** With s = −1 for label 1 and +1 for label 0: share·softplus(s·z), and its slope share·s·σ(s·z). */
function logistic(logits: Value, labels: Value, shares: Value) {
  const signs = sub(1, mul(labels, 2));
  const margins = mul(signs, logits);
  return {
    losses: reduceSum(mul(shares, softplus(margins)), [1]),
    residuals: mul(mul(shares, signs), sigmoid(margins)),
  };
}
