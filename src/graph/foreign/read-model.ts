import { MingaError } from '../../errors/index.ts';
import { type ExternalFiles, externalLocation } from './external-data.ts';
import type {
  ForeignAttribute,
  ForeignModel,
  ForeignNode,
  ForeignTensor,
  ForeignWeight,
} from './foreign-model.ts';
import { malformedModel } from './malformed.ts';
import { type AttributeProto, type GraphProto, type NodeProto, parseModel } from './model-proto.ts';
import { decodeTensor, type TensorProto } from './tensor-proto.ts';

/** The oldest and the newest version of ONNX's operators that is read. */
export const opsets = { oldest: 11, newest: 21 } as const;

/** How a model is read. */
export interface ReadModelOptions {
  /** What messages call it: its file's name, say. */
  readonly name?: string;
  /** The bytes of the files beside it that hold weights, by location (`externalLocations`). */
  readonly external?: ExternalFiles;
}

const defaults = { name: 'the model', external: new Map<string, Uint8Array>() };

/**
 * Reads the bytes of an `.onnx` file: what it must be given, what it gives, its weights and its
 * nodes. Nothing is run or built. Lengths, counts and names are checked before they are used, so
 * that the bytes may come from anywhere.
 *
 * PyTorch writes weights that happen to be equal once and copies them (`Identity`) to the others'
 * names; each copy is read as a weight of its own, for training would make them differ. Weights
 * that were tied on purpose are untied by that.
 *
 * @throws E_ONNX where the bytes are malformed, the opset is outside 11–21, or weights are sparse, of
 *   an unknown type, or kept in files that were not given or lie outside the model's folder
 * @example
 * const model = readModel(await readFile('backbone.onnx'));
 * for (const { name, shape } of model.weights.values()) console.log(name, shape);
 */
export function readModel(bytes: Uint8Array, options: ReadModelOptions = {}): ForeignModel {
  const { name, external } = { ...defaults, ...options };
  const { irVersion, producer, opsets: versions, graph } = parseModel(bytes, name);
  const opset = versions.get('') ?? 0;
  requireOpset(opset, name);
  if (graph === null) throw malformedModel(name, 'no graph');
  if (graph.hasSparse) {
    throw new MingaError('E_ONNX', {
      found: `${name}: sparse weights`,
      expected: 'dense ones',
      fix: 'turn them into dense tensors before you export',
    });
  }
  const decode = (tensor: TensorProto) => decodeTensor(tensor, external, name);
  const nodes = graph.nodes.map(node => ({ ...node, attributes: attributesOf(node, decode) }));
  const tensors = graph.tensors.map(decode);
  requireOneMaker(graph, tensors, name);
  const { weights, rest } = separateCopies(tensors, nodes);
  return {
    name,
    irVersion,
    opset,
    producer,
    // Before IR 4 every weight was an input too.
    inputs: graph.inputs.filter(input => !weights.has(input.name)),
    outputs: graph.outputs,
    weights,
    nodes: rest,
    valueTypes: new Map(
      [...graph.values, ...graph.outputs].map(value => [value.name, value] as const),
    ),
  };
}

/**
 * The files beside a model that it keeps weights in, as paths from the model's folder.
 *
 * @throws E_ONNX where the bytes are malformed or a path leads out of that folder
 */
export function externalLocations(bytes: Uint8Array, name = defaults.name): string[] {
  const graph = parseModel(bytes, name).graph;
  const inAttributes = (graph?.nodes ?? []).flatMap(({ attributes }) =>
    [...attributes.values()].flatMap(attribute =>
      attribute.kind === 'tensor' ? [attribute.tensor] : [],
    ),
  );
  const locations = [...(graph?.tensors ?? []), ...inAttributes].flatMap(({ external }) =>
    external === null ? [] : [externalLocation(external, name)],
  );
  return [...new Set(locations)].sort();
}

function requireOpset(opset: number, name: string): void {
  if (opset >= opsets.oldest && opset <= opsets.newest) return;
  throw new MingaError('E_ONNX', {
    found: opset === 0 ? `${name}: no opset` : `${name}: opset ${opset}`,
    expected: `${opsets.oldest} to ${opsets.newest}`,
    fix: 'export it again with opset_version=17',
  });
}

function attributesOf(
  { attributes }: NodeProto,
  decode: (tensor: TensorProto) => ForeignTensor,
): Map<string, ForeignAttribute> {
  const read = (attribute: AttributeProto): ForeignAttribute =>
    attribute.kind === 'tensor' ? { kind: 'tensor', tensor: decode(attribute.tensor) } : attribute;
  return new Map([...attributes].map(([key, attribute]) => [key, read(attribute)]));
}

// Every value has one maker, which stands before its readers; the importer relies on the first.
function requireOneMaker(graph: GraphProto, tensors: readonly ForeignTensor[], name: string): void {
  const weights = tensors.map(tensor => tensor.name);
  const stored = new Set(weights);
  const inputs = graph.inputs.map(input => input.name).filter(input => !stored.has(input));
  const made = graph.nodes.flatMap(({ outputs }) => outputs.filter(output => output !== ''));
  const seen = new Set<string>();
  for (const value of [...weights, ...inputs, ...made]) {
    if (seen.has(value)) throw malformedModel(name, `two tensors named "${value}"`);
    seen.add(value);
  }
}

function separateCopies(tensors: readonly ForeignTensor[], nodes: readonly ForeignNode[]) {
  const known = new Map(tensors.map(tensor => [tensor.name, tensor]));
  const rest = nodes.filter(({ operator, domain, inputs: [from], outputs: [name] }) => {
    const source = known.get(from);
    if (operator !== 'Identity' || domain !== '' || source === undefined) return true;
    known.set(name, { ...source, name });
    return false;
  });
  return { weights: weightsOf(known, rest), rest };
}

const floating = new Set(['float32', 'float64', 'float16', 'bfloat16']);

function weightsOf(tensors: ReadonlyMap<string, ForeignTensor>, nodes: readonly ForeignNode[]) {
  const readers = new Map<string, string[]>();
  const operands = new Set<string>();
  for (const { name, operator, inputs } of nodes) {
    inputs.forEach((input, i) => {
      const list = readers.get(input) ?? [];
      list.push(`${name} (${operator})`);
      readers.set(input, list);
      const isStatistic = operator === 'BatchNormalization' && i >= 3;
      if (!isStatistic) operands.add(input);
    });
  }
  return new Map<string, ForeignWeight>(
    [...tensors].map(([name, tensor]) => [
      name,
      {
        ...tensor,
        readers: readers.get(name) ?? [],
        learnable: floating.has(tensor.type) && operands.has(name),
      },
    ]),
  );
}
