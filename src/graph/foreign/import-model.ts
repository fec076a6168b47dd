import { isMingaError, MingaError } from '../../errors/index.ts';
import type { Graph } from '../graph.ts';
import type { Value } from '../value.ts';
import { bindInputs } from './bindings.ts';
import { fold } from './folding.ts';
import type { ForeignModel, ForeignNode, ForeignWeight } from './foreign-model.ts';
import type { Known } from './known.ts';
import { nodeImporters } from './nodes/index.ts';
import { nodeTitle, type Surroundings, siteOf } from './site.ts';
import { sizesIn } from './sizes.ts';
import { type Traced, tracedKnown, tracedParameter, tracedTensor, tracedValue } from './traced.ts';

/** What is imported, and which of its weights are learned. */
export interface ImportOptions {
  /**
   * The values to give back, by the model's own names: its outputs by default, but any value in
   * between will do, such as the features in front of its classifier.
   */
  readonly outputs?: readonly string[];
  /**
   * Asked once of each floating-point weight that the outputs depend on: the value to use in its
   * place, of its shape, or null to keep it as it is. Running statistics are not asked for.
   */
  readonly parameter?: (weight: ForeignWeight) => Value | null;
}

/**
 * Builds a foreign model again, operator by operator, in `graph`, so that `gradients` finds its way
 * through it and `encodeModel` writes it.
 *
 * Dropout does nothing, and batch normalisation uses the file's running statistics, which stay as
 * they are. What exporters write to reckon with shapes is worked out while the graph is built; sizes
 * that are known only as the graph runs keep their names.
 *
 * @param inputs a value for each of the model's inputs that the outputs depend on
 * @returns the values named in `outputs`, by name
 * @throws E_ONNX where an operator is not supported (all of them are listed at once), an input does
 *   not fit, or a node asks for what cannot be said in our operators
 * @example
 * const model = readModel(bytes);
 * const image = graph.input('image', 'float32', ['N', 3, 224, 224]);
 * const { features } = importModel(model, graph, { image });
 */
export function importModel(
  model: ForeignModel,
  graph: Graph,
  inputs: Readonly<Record<string, Value>>,
  options: ImportOptions = {},
): Record<string, Value> {
  const { outputs = model.outputs.map(({ name }) => name), parameter = () => null } = options;
  const nodes = nodesBehind(model, outputs);
  requireSupport(model, nodes);
  const sizes = sizesIn(graph);
  const read = new Set([...outputs, ...nodes.flatMap(node => node.inputs)]);
  const bindings = bindInputs(model, read, inputs);
  const traces = new Map<string, Traced>();
  for (const [name, value] of bindings.values) {
    sizes.note(value);
    traces.set(name, tracedValue(value));
  }
  for (const weight of model.weights.values()) {
    if (read.has(weight.name)) {
      traces.set(weight.name, traceWeight(model, graph, weight, parameter));
    }
  }
  const surroundings: Surroundings = {
    graph,
    opset: model.opset,
    sizes,
    typeOf(name) {
      const type = model.valueTypes.get(name);
      if (type === undefined) return null;
      return { ...type, shape: type.shape?.map(bindings.size) ?? null };
    },
  };
  for (const node of nodes) importNode(model, node, traces, surroundings);
  return Object.fromEntries(outputs.map(name => [name, tracedAt(model, traces, name).value()]));
}

/** The nodes that the outputs depend on, in the order of the file. */
function nodesBehind(model: ForeignModel, outputs: readonly string[]): ForeignNode[] {
  const needed = new Set(outputs);
  return model.nodes
    .toReversed()
    .filter(node => {
      const live = node.outputs.some(name => needed.has(name));
      if (live) for (const name of node.inputs) needed.add(name);
      return live;
    })
    .toReversed();
}

function requireSupport(model: ForeignModel, nodes: readonly ForeignNode[]): void {
  const missing = nodes.filter(
    ({ operator, domain }) => domain !== '' || !nodeImporters.has(operator),
  );
  if (missing.length === 0) return;
  const foreign = missing.some(({ domain }) => domain !== '');
  const titles = missing.map(node =>
    node.domain === '' ? nodeTitle(node) : `${nodeTitle(node)} of ${node.domain}`,
  );
  const found = titles.length === 1 ? 'an unsupported operator' : 'unsupported operators';
  throw new MingaError('E_ONNX', {
    found: `${model.name}: ${found}: ${titles.join(', ')}`,
    expected: "operators of docs/fine-tuning.md's list",
    fix: foreign
      ? 'export again without a runtime’s own fusions, or end at an output before them'
      : 'rewrite these parts before you export, or end at an output before them (outputs)',
  });
}

function traceWeight(
  model: ForeignModel,
  graph: Graph,
  weight: ForeignWeight,
  parameter: (weight: ForeignWeight) => Value | null,
): Traced {
  const given = weight.learnable ? parameter(weight) : null;
  if (given === null) return tracedTensor(weight, graph);
  if (given.shape.join() === weight.shape.join()) return tracedParameter(() => given);
  throw new MingaError('E_ONNX', {
    found: `${model.name}: [${given.shape}] in place of weight "${weight.name}"`,
    expected: `its shape [${weight.shape}]`,
  });
}

function importNode(
  model: ForeignModel,
  node: ForeignNode,
  traces: Map<string, Traced>,
  surroundings: Surroundings,
): void {
  const { graph, sizes } = surroundings;
  const inputs = node.inputs.map(name =>
    name === '' ? null : tracedAt(model, traces, name, node),
  );
  const site = siteOf(node, inputs, surroundings);
  const trace = (result: Value | Known): Traced =>
    'graph' in result ? tracedValue(result) : tracedKnown(result, graph, sizes);
  try {
    const known = inputs.map(input => input?.known ?? null);
    const all = known.flatMap(each => each ?? []);
    const folded = all.length > 0 && all.length === known.length ? fold(site, all) : null;
    const results = folded ?? nodeImporters.get(node.operator)?.(site) ?? [];
    results.forEach((result, i) => {
      if (node.outputs[i] !== undefined) traces.set(node.outputs[i], trace(result));
    });
  } catch (error) {
    throw placed(error, model, node);
  }
}

function tracedAt(
  model: ForeignModel,
  traces: ReadonlyMap<string, Traced>,
  name: string,
  reader?: ForeignNode,
): Traced {
  const traced = traces.get(name);
  if (traced !== undefined) return traced;
  throw new MingaError('E_ONNX', {
    found:
      reader === undefined
        ? `${model.name}: no value named "${name}"`
        : `${model.name}: ${nodeTitle(reader)} reads "${name}", which nothing before it makes`,
    expected: 'the name of an output, of a value in between, or of a weight',
  });
}

/** The same problem with the node that it arose at. */
function placed(error: unknown, model: ForeignModel, node: ForeignNode): unknown {
  if (!isMingaError(error)) return error;
  const title = nodeTitle(node);
  const { found, ...rest } = error.problem;
  const at = found.startsWith(title) ? found : `${title}: ${found}`;
  return new MingaError('E_ONNX', { ...rest, found: `${model.name}: ${at}`, cause: error });
}
