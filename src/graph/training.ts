import { MingaError } from '../errors/index.ts';
import { epochNames } from './epoch-names.ts';
import { gradients } from './gradients.ts';
import { Graph } from './graph.ts';
import { layersIn, type StatisticKind, variableNamed } from './layers.ts';
import { type Loss, lossOf, rowLosses, targetInput } from './loss.ts';
import { encodeModel } from './model.ts';
import {
  type Network,
  type NetworkShape,
  networkShape,
  predict,
  rowInputs,
  rowOf,
} from './network.ts';
import { add, cast, gather, mul } from './operators/index.ts';
import {
  clipByGlobalNorm,
  type Optimiser,
  type OptimiserOptions,
  optimiserOf,
} from './optimisers/index.ts';
import {
  type DecayExemption,
  joinGroup,
  type ParameterGroup,
  parameterGroups,
  splitGroup,
} from './parameter-groups.ts';
import type { Value } from './value.ts';

/** How an epoch is trained; `batch` is in rows. */
export interface EpochOptions {
  readonly batch: number;
  readonly loss: Loss;
  readonly optimiser?: OptimiserOptions;
  /** Parameters that weight decay passes over; none by default, as in PyTorch. */
  readonly exempt?: DecayExemption;
  /** The largest Euclidean norm of all gradients together; unlimited by default. */
  readonly clip?: number;
  /** What training rows of float32 are fed as; float16 ones are widened batch by batch. */
  readonly rows?: 'float32' | 'float16';
}

/** A model that trains for an epoch or a part of one, and the names that tie outputs to inputs. */
export interface EpochModel {
  readonly model: Uint8Array;
  readonly shape: NetworkShape;
  readonly optimiser: Optimiser;
  /** Output → input: the state that the next run starts from. */
  readonly carry: Readonly<Record<string, string>>;
}

/**
 * Builds the model of one training run: an ONNX `Loop` over batches of `order`, whose body is the
 * network's forward pass, its gradients and the optimiser, followed by the validation rows' logits
 * under the weights it ends with. One run is an epoch or a part of one; the state moves by `carry`.
 *
 * The last batch of an epoch may be smaller; a batch of one row has no variance to normalise by
 * and must be left out of `order`.
 *
 * What is minimised is the loss of the logits and every term that the network adds by
 * `layers.auxiliary`; the losses that come out are of both together.
 *
 * @throws E_GRAPH where the network cannot be built or differentiated; E_OPTION where an option of
 *   the optimiser is outside its range
 */
export function buildEpoch(network: Network, options: EpochOptions): EpochModel {
  const shape = networkShape(network);
  if (options.loss.kind === 'sigmoid' && shape.units !== 1) {
    throw new MingaError('E_GRAPH', {
      found: `${shape.units} logits under a sigmoid loss`,
      expected: '1',
    });
  }
  const optimiser = optimiserOf(options.optimiser);
  const groups = parameterGroups(shape.declarations, options.exempt ?? 'none');
  const main = new Graph();
  const source = runInputs(main, network, shape, optimiser, options);
  const state = stateInputs(main, shape, optimiser);

  const carried = groups.flatMap(group =>
    kindsOf(optimiser).map(kind => ({
      name: kind(group.name),
      value: joinGroup(
        group,
        group.members.map(({ name }) => variableNamed(state, kind(name))),
      ),
    })),
  );
  const body = new Graph({ parent: main });
  const step = body.input('step', 'int64', []);
  const proceed = body.input('proceed', 'bool', []);
  const before = new Map(
    carried.map(({ name, value }) => [name, body.input(`body.${name}`, main.float, value.shape)]),
  );
  const built = buildStep(
    { network, shape, groups, optimiser, options, source, state },
    step,
    before,
  );
  body.output('proceed.out', proceed);
  for (const { name } of carried) body.output(`body.next.${name}`, variableNamed(built.next, name));
  body.output('body.loss', built.loss);
  for (const { name, value } of built.observed) body.output(`body.observed.${name}`, value);

  const ends = main.node(
    'Loop',
    [source.steps, main.constant([1], [], 'bool'), ...carried.map(({ value }) => value)],
    { body: { graph: body } },
    [
      ...carried.map(({ value }) => value),
      { type: main.float, shape: ['S'] },
      ...built.observed.map(({ value }) => ({ type: value.type, shape: ['S', ...value.shape] })),
    ],
  );
  const final = finalState(
    { groups, optimiser, source, state },
    new Map(carried.map(({ name }, i) => [name, ends[i]])),
    built.observed.map((each, i) => ({ ...each, value: ends[carried.length + 1 + i] })),
  );
  const carry: Record<string, string> = {};
  for (const [name, value] of final) {
    main.output(`next.${name}`, value);
    carry[`next.${name}`] = name;
  }
  main.output(epochNames.losses, ends[carried.length]);
  const variables = new Map(
    shape.declarations.map(({ name }) => [name, variableNamed(final, epochNames.variable(name))]),
  );
  const validation = rowInputs(main, network, 'V', epochNames.validation(''));
  main.output(epochNames.logits, predict(network, validation, variables));
  return { model: encodeModel(main), shape, optimiser, carry };
}

/** The arrays that a parameter has in the state: itself, and what the optimiser keeps beside it. */
function kindsOf({ moments }: Optimiser) {
  const kinds = moments.map(moment => (name: string) => epochNames.moment(moment, name));
  return [epochNames.variable, ...kinds];
}

function runInputs(
  main: Graph,
  network: Network,
  { thinnings, units }: NetworkShape,
  { scalars, moments, lossScale }: Optimiser,
  { rows, loss }: EpochOptions,
) {
  return {
    rows: new Map(
      Object.entries(network.inputs).map(([name, input]) => {
        const { type, shape } = rowOf(input);
        const fed = type === 'float32' ? (rows ?? type) : type;
        return [name, main.input(epochNames.train(name), fed, ['N', ...shape])];
      }),
    ),
    masks: new Map(
      thinnings.map(({ name, features }) => [
        name,
        main.input(epochNames.mask(name), 'uint8', ['M', features]),
      ]),
    ),
    labels: targetInput(main, epochNames.labels, loss, 'N', units),
    order: main.input(epochNames.order, 'int64', ['M']),
    steps: main.input(epochNames.steps, 'int64', []),
    weights: main.input(epochNames.weights, main.float, [units]),
    scalars: main.input(epochNames.scalars, main.float, ['S', scalars.length]),
    settle: main.input(epochNames.settle, main.float, [lossScale === null ? 1 : moments.length]),
    shares: {
      mean: main.input(epochNames.meanShares, main.float, [1, 'S']),
      variance: main.input(epochNames.varianceShares, main.float, [1, 'S']),
      kept: main.input(epochNames.keptShare, main.float, [1]),
    },
  };
}

function stateInputs(main: Graph, { declarations }: NetworkShape, optimiser: Optimiser) {
  const state = new Map<string, Value>();
  for (const { name, shape, role } of declarations) {
    const kinds = role === 'parameter' ? kindsOf(optimiser) : [epochNames.variable];
    for (const kind of kinds) state.set(kind(name), main.input(kind(name), main.float, shape));
  }
  return state;
}

/** What a training step is made from. */
interface StepParts {
  readonly network: Network;
  readonly shape: NetworkShape;
  readonly groups: readonly ParameterGroup[];
  readonly optimiser: Optimiser;
  readonly options: EpochOptions;
  readonly source: ReturnType<typeof runInputs>;
  readonly state: ReadonlyMap<string, Value>;
}

/** A batch's value of a running statistic. */
interface Observed {
  readonly name: string;
  readonly kind: StatisticKind;
  readonly value: Value;
}

function buildStep(parts: StepParts, step: Value, before: ReadonlyMap<string, Value>) {
  const { network, shape, groups, optimiser, options, source, state } = parts;
  const batch = batchRows(source.order, step, options.batch);
  const inputs = Object.fromEntries(
    Object.entries(network.inputs).map(([name, input]) => {
      const rows = gather(variableNamed(source.rows, name), batch.rows);
      return [name, cast(rows, rowOf(input).type)];
    }),
  );
  const parameters = new Map(
    groups.flatMap(group =>
      splitGroup(group, variableNamed(before, epochNames.variable(group.name))).map(
        (value, i) => [group.members[i].name, value] as const,
      ),
    ),
  );
  const labels = gather(source.labels, batch.rows);
  const observed: Observed[] = [];
  const terms: Value[] = [];
  const layers = layersIn({
    training: true,
    rows: options.batch,
    variable: ({ name, role }) =>
      role === 'parameter'
        ? variableNamed(parameters, name)
        : variableNamed(state, epochNames.variable(name)),
    mask: ({ name }) => batch.slice(variableNamed(source.masks, name)),
    observe: (name, kind, value) => observed.push({ name, kind, value }),
    auxiliary: term => {
      const own = (logits: Value) => rowLosses(options.loss, logits, labels, shape.units);
      terms.push(term({ rowLosses: own }));
    },
  });
  const logits = network.forward(layers, inputs);
  const own = lossOf(options.loss, logits, labels, source.weights, shape.units);
  const loss = terms.reduce((sum, term) => add(sum, term), own);
  const scalars = stepScalars(source.scalars, step, optimiser);
  const scale = optimiser.lossScale === null ? null : variableNamed(scalars, optimiser.lossScale);

  const learned = groups.flatMap(({ members }) => members);
  const slopes = gradients(
    scale === null ? loss : mul(loss, scalarOf(scale)),
    learned.map(({ name }) => variableNamed(parameters, name)),
  );
  const joined = groups.map(group =>
    joinGroup(
      group,
      group.members.map(member => slopes[learned.indexOf(member)]),
    ),
  );
  const clipped =
    options.clip === undefined ? joined : clipByGlobalNorm(joined, options.clip, scale);
  const next = new Map<string, Value>();
  groups.forEach(({ name, decays }, i) => {
    const kinds = kindsOf(optimiser);
    const [parameter, ...moments] = kinds.map(kind => variableNamed(before, kind(name)));
    const updated = optimiser.step({ parameter, moments }, clipped[i], scalars, decays);
    [updated.parameter, ...updated.moments].forEach((value, k) => {
      next.set(kinds[k](name), value);
    });
  });
  return { next, loss, observed };
}

/** The state that a run ends with: parameters, settled moments, running statistics. */
function finalState(
  parts: Pick<StepParts, 'groups' | 'optimiser' | 'source' | 'state'>,
  ends: ReadonlyMap<string, Value>,
  observed: readonly Observed[],
): Map<string, Value> {
  const { groups, optimiser, source, state } = parts;
  const final = new Map<string, Value>();
  const settles = optimiser.lossScale !== null;
  for (const group of groups) {
    kindsOf(optimiser).forEach((kind, k) => {
      const end = variableNamed(ends, kind(group.name));
      const settled = settles && k > 0 ? mul(end, elementOf(source.settle, k - 1)) : end;
      splitGroup(group, settled).forEach((value, i) => {
        final.set(kind(group.members[i].name), value);
      });
    });
  }
  const { graph } = source.steps;
  for (const { name, kind, value } of observed) {
    const before = variableNamed(state, epochNames.variable(name));
    const blended = graph.node('MatMul', [source.shares[kind], value], {}, [
      { type: before.type, shape: [1, ...before.shape] },
    ])[0];
    const flat = graph.node('Squeeze', [blended, graph.constant([0], [1], 'int64')], {}, [before]);
    final.set(epochNames.variable(name), add(mul(before, source.shares.kept), flat[0]));
  }
  return final;
}

/** The rows of the step's batch, and the same stretch of anything that is in the run's order. */
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

function stepScalars(all: Value, step: Value, { scalars }: Optimiser): Map<string, Value> {
  const row = gather(all, step);
  if (scalars.length === 1) return new Map([[scalars[0], row]]);
  const { graph } = row;
  const ones = graph.constant(
    scalars.map(() => 1),
    [scalars.length],
    'int64',
  );
  const values = graph.node(
    'Split',
    [row, ones],
    { axis: { int: 0 } },
    scalars.map(() => ({ type: row.type, shape: [1] })),
  );
  return new Map(scalars.map((name, i) => [name, values[i]]));
}

/** One element of a vector, of shape [1]. */
function elementOf(vector: Value, at: number): Value {
  const index = vector.graph.constant([at], [1], 'int64');
  return gather(vector, index);
}

function scalarOf(single: Value): Value {
  const { graph, type } = single;
  const axis = graph.constant([0], [1], 'int64');
  return graph.node('Squeeze', [single, axis], {}, [{ type, shape: [] }])[0];
}
