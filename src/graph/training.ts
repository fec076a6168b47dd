import { MingaError } from '../errors/index.ts';
import { gradients } from './gradients.ts';
import { Graph } from './graph.ts';
import { layersIn } from './layers.ts';
import { encodeModel } from './model.ts';
import {
  matrixInputs,
  type Network,
  type NetworkShape,
  networkShape,
  predict,
  variableNamed,
} from './network.ts';
import {
  cast,
  gather,
  type Reduction,
  sigmoidCrossEntropy,
  softmaxCrossEntropy,
} from './operators/index.ts';
import { type AdamWOptions, adamWStep } from './optimiser.ts';
import type { Value } from './value.ts';

/** The loss of a network's logits [n, units] against class indices. */
export type Loss =
  | { readonly kind: 'softmax'; readonly reduction?: Reduction }
  /** One logit; label 1 is the positive class. */
  | { readonly kind: 'sigmoid' };

/** How an epoch is trained; `batch` is in rows. */
export interface EpochOptions {
  readonly batch: number;
  readonly loss: Loss;
  readonly optimiser?: AdamWOptions;
}

/** A model that trains for one epoch, and the names that tie its outputs to its inputs. */
export interface EpochModel {
  readonly model: Uint8Array;
  readonly shape: NetworkShape;
  /** Output → input: the state that the next epoch starts from. */
  readonly carry: Readonly<Record<string, string>>;
}

/** The names of an epoch model's inputs and outputs. */
export const epochNames = {
  /** A training matrix [N, d] and a validation matrix [V, d] of the network's input `name`. */
  train: (name: string) => `train.${name}`,
  validation: (name: string) => `validation.${name}`,
  /** A dropout mask, uint8 [M, features], row k for the k-th row of the epoch. */
  mask: (name: string) => `mask.${name}`,
  /** A parameter or statistic and, for parameters, AdamW's two moments. */
  variable: (name: string) => `variable.${name}`,
  first: (name: string) => `first.${name}`,
  second: (name: string) => `second.${name}`,
  /** int64 [N] class indices; int64 [M] the epoch's rows in order; int64 [] the number of steps. */
  labels: 'labels',
  order: 'order',
  steps: 'steps',
  /** float [C] class weights, or [1] the positive class's weight. */
  weights: 'weights',
  /** float [steps] each: AdamW's scalars. */
  stepSize: 'stepSize',
  epsilon: 'epsilon',
  decay: 'decay',
  /** Outputs: float [steps] losses, float [V, units] logits of the validation rows. */
  losses: 'losses',
  logits: 'logits',
} as const;

/**
 * Builds the model of one training epoch: an ONNX `Loop` over batches of `order`, whose body is the
 * network's forward pass, its gradients and AdamW, followed by the validation rows' logits under
 * the weights it ends with. One run of it is one epoch; the state moves by `carry`.
 *
 * The last batch of an epoch may be smaller; a batch of one row has no variance to normalise by
 * and must be left out of `order`.
 *
 * @throws E_GRAPH where the network cannot be built or differentiated
 */
export function buildEpoch(network: Network, options: EpochOptions): EpochModel {
  const shape = networkShape(network);
  if (options.loss.kind === 'sigmoid' && shape.units !== 1) {
    throw new MingaError('E_GRAPH', {
      found: `${shape.units} logits under a sigmoid loss`,
      expected: '1',
    });
  }
  const main = new Graph();
  const source = epochInputs(main, network, shape);
  const state = stateInputs(main, shape);
  const body = new Graph({ parent: main });
  const step = body.input('step', 'int64', []);
  const proceed = body.input('proceed', 'bool', []);
  const before = state.map(({ name, shape: size }) => body.input(`body.${name}`, main.float, size));
  const { next, loss } = buildStep(network, shape, options, source, step, named(state, before));

  body.output('proceed.out', proceed);
  for (const { name } of state) body.output(`body.next.${name}`, variableNamed(next, name));
  body.output('body.loss', loss);
  const ends = main.node(
    'Loop',
    [source.steps, main.constant([1], [], 'bool'), ...state],
    { body: { graph: body } },
    [...state, { type: main.float, shape: ['S'] }],
  );
  const final = named(state, ends);
  const carry: Record<string, string> = {};
  for (const { name } of state) {
    main.output(`next.${name}`, variableNamed(final, name));
    carry[`next.${name}`] = name;
  }
  main.output(epochNames.losses, ends[ends.length - 1]);
  const variables = new Map(
    shape.declarations.map(({ name }) => [name, variableNamed(final, epochNames.variable(name))]),
  );
  const validation = matrixInputs(main, network, 'V', epochNames.validation(''));
  main.output(epochNames.logits, predict(network, validation, variables));
  return { model: encodeModel(main), shape, carry };
}

function epochInputs(main: Graph, network: Network, { thinnings, units }: NetworkShape) {
  return {
    matrices: matrixInputs(main, network, 'N', epochNames.train('')),
    masks: new Map(
      thinnings.map(({ name, features }) => [
        name,
        main.input(epochNames.mask(name), 'uint8', ['M', features]),
      ]),
    ),
    labels: main.input(epochNames.labels, 'int64', ['N']),
    order: main.input(epochNames.order, 'int64', ['M']),
    steps: main.input(epochNames.steps, 'int64', []),
    weights: main.input(epochNames.weights, main.float, [units]),
    stepSize: main.input(epochNames.stepSize, main.float, ['S']),
    epsilon: main.input(epochNames.epsilon, main.float, ['S']),
    decay: main.input(epochNames.decay, main.float, ['S']),
  };
}

function stateInputs(main: Graph, { declarations }: NetworkShape): Value[] {
  return declarations.flatMap(({ name, shape, role }) => {
    const names = [epochNames.variable(name)];
    if (role === 'parameter') names.push(epochNames.first(name), epochNames.second(name));
    return names.map(input => main.input(input, main.float, shape));
  });
}

function buildStep(
  network: Network,
  { declarations, units }: NetworkShape,
  options: EpochOptions,
  source: ReturnType<typeof epochInputs>,
  step: Value,
  state: ReadonlyMap<string, Value>,
) {
  const next = new Map<string, Value>();
  const batch = batchRows(source.order, step, options.batch);
  const inputs = Object.fromEntries(
    Object.entries(source.matrices).map(([name, matrix]) => [name, gather(matrix, batch.rows)]),
  );
  const layers = layersIn({
    training: true,
    rows: options.batch,
    variable: ({ name }) => variableNamed(state, epochNames.variable(name)),
    mask: ({ name }) => batch.slice(variableNamed(source.masks, name)),
    update: (name, value) => next.set(epochNames.variable(name), value),
  });
  const logits = network.forward(layers, inputs);
  const loss = lossOf(
    options.loss,
    logits,
    gather(source.labels, batch.rows),
    source.weights,
    units,
  );
  const learned = declarations.filter(({ role }) => role === 'parameter');
  const values = learned.map(({ name }) => variableNamed(state, epochNames.variable(name)));
  const schedule = {
    stepSize: gather(source.stepSize, step),
    epsilon: gather(source.epsilon, step),
    decay: gather(source.decay, step),
  };
  gradients(loss, values).forEach((gradient, i) => {
    const { name } = learned[i];
    const moments = {
      parameter: values[i],
      first: variableNamed(state, epochNames.first(name)),
      second: variableNamed(state, epochNames.second(name)),
    };
    const updated = adamWStep(moments, gradient, schedule, options.optimiser);
    next.set(epochNames.variable(name), updated.parameter);
    next.set(epochNames.first(name), updated.first);
    next.set(epochNames.second(name), updated.second);
  });
  return { next, loss };
}

/** The rows of the step's batch, and the same stretch of anything that is in epoch order. */
function batchRows(order: Value, step: Value, size: number) {
  const { graph } = step;
  const integer = (n: number) => graph.constant([n], [1], 'int64');
  const [at] = graph.node('Unsqueeze', [step, integer(0)], {}, [{ type: 'int64', shape: [1] }]);
  const [start] = graph.node('Mul', [at, integer(size)], {}, [{ type: 'int64', shape: [1] }]);
  const [end] = graph.node('Add', [start, integer(size)], {}, [{ type: 'int64', shape: [1] }]);
  const stretch = (x: Value) =>
    graph.node('Slice', [x, start, end, integer(0)], {}, [
      { type: x.type, shape: ['B', ...x.shape.slice(1)] },
    ])[0];
  return { rows: stretch(order), slice: stretch };
}

function lossOf(loss: Loss, logits: Value, labels: Value, weights: Value, units: number): Value {
  const { graph } = logits;
  if (loss.kind === 'sigmoid') {
    const [column] = graph.node('Unsqueeze', [labels, graph.constant([1], [1], 'int64')], {}, [
      { type: 'int64', shape: ['B', 1] },
    ]);
    return sigmoidCrossEntropy(logits, cast(column, logits.type), weights);
  }
  const depth = graph.constant([units], [1], 'int64');
  const [targets] = graph.node('OneHot', [labels, depth, graph.constant([0, 1], [2])], {}, [
    { type: logits.type, shape: ['B', units] },
  ]);
  return softmaxCrossEntropy(logits, targets, weights, loss.reduction);
}

function named(state: readonly Value[], values: readonly Value[]): Map<string, Value> {
  return new Map(state.map(({ name }, i) => [name, values[i]]));
}
