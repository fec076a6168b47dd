import type { Constant, Graph, Node } from './graph.ts';
import { liveParts } from './live.ts';
import { elementCodes } from './operators/elementwise.ts';
import { ProtobufWriter } from './protobuf.ts';
import type { Attribute, Shape, TensorType, Value } from './value.ts';

// Versions that every runtime of the last years reads; nothing newer is used.
const irVersion = 9;
const opsetVersion = 18;

/**
 * The bytes of an `.onnx` file for a graph (ONNX IR, `onnx.proto`; field numbers as there). What no
 * output depends on is left out.
 *
 * @example
 * const session = await openSession(encodeModel(graph));
 */
export function encodeModel(graph: Graph): Uint8Array {
  const opset = new ProtobufWriter().text(1, '').integer(2, opsetVersion);
  return new ProtobufWriter()
    .integer(1, irVersion)
    .text(2, 'minga')
    .message(7, encodeGraph(graph, 'minga', new Map()))
    .message(8, opset)
    .finish();
}

/** What a value is called in the file, where that is not its own name. */
type Names = ReadonlyMap<string, string>;

function encodeGraph(graph: Graph, name: string, outer: Names): ProtobufWriter {
  const writer = new ProtobufWriter();
  const { nodes, constants } = liveParts(graph);
  const names = new Map([...outer, ...outputNames(graph, nodes)]);
  nodes.forEach((node, i) => {
    writer.message(1, encodeNode(node, `${name}_${i}`, names));
  });
  for (const { name: output, value } of graph.outputs) {
    const source = nameOf(value, names);
    if (source === output) continue;
    writer.message(1, new ProtobufWriter().text(1, source).text(2, output).text(4, 'Identity'));
  }
  writer.text(2, name);
  for (const constant of constants) writer.message(5, encodeConstant(constant));
  for (const input of graph.inputs) writer.message(11, encodeInfo(input.name, input));
  for (const { name: output, value } of graph.outputs)
    writer.message(12, encodeInfo(output, value));
  return writer;
}

/**
 * A node's output that is an output of the graph takes that name at once: a node more, to copy it,
 * would cost a pass over the weights in every step. Inputs and second names still need that node.
 */
function outputNames(graph: Graph, nodes: readonly Node[]): Names {
  const made = new Set(nodes.flatMap(({ outputs }) => outputs.map(({ name }) => name)));
  const names = new Map<string, string>();
  for (const { name, value } of graph.outputs) {
    if (made.has(value.name) && !names.has(value.name)) names.set(value.name, name);
  }
  return names;
}

function nameOf({ name }: Value, names: Names): string {
  return names.get(name) ?? name;
}

function encodeNode(node: Node, name: string, names: Names): ProtobufWriter {
  const writer = new ProtobufWriter();
  for (const input of node.inputs) writer.text(1, nameOf(input, names));
  for (const output of node.outputs) writer.text(2, nameOf(output, names));
  writer.text(3, name).text(4, node.type);
  for (const [key, attribute] of Object.entries(node.attributes)) {
    writer.message(5, encodeAttribute(key, attribute, names));
  }
  return writer;
}

function encodeAttribute(name: string, attribute: Attribute, names: Names): ProtobufWriter {
  const writer = new ProtobufWriter().text(1, name);
  if ('float' in attribute) return writer.float(2, attribute.float).integer(20, 1);
  if ('int' in attribute) return writer.integer(3, attribute.int).integer(20, 2);
  if ('ints' in attribute) {
    for (const number of attribute.ints) writer.integer(8, number);
    return writer.integer(20, 7);
  }
  if ('floats' in attribute) {
    for (const number of attribute.floats) writer.float(7, number);
    return writer.integer(20, 6);
  }
  if ('text' in attribute) return writer.text(4, attribute.text).integer(20, 3);
  return writer.message(6, encodeGraph(attribute.graph, name, names)).integer(20, 5);
}

function encodeConstant({ value, data }: Constant): ProtobufWriter {
  const writer = new ProtobufWriter();
  for (const size of value.shape) writer.integer(1, Number(size));
  return writer
    .integer(2, elementCodes[value.type])
    .text(8, value.name)
    .bytes(9, new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
}

function encodeInfo(name: string, { type, shape }: TensorType): ProtobufWriter {
  const tensor = new ProtobufWriter().integer(1, elementCodes[type]).message(2, encodeShape(shape));
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, tensor));
}

function encodeShape(shape: Shape): ProtobufWriter {
  const writer = new ProtobufWriter();
  for (const size of shape) {
    const dimension = new ProtobufWriter();
    writer.message(
      1,
      typeof size === 'number' ? dimension.integer(1, size) : dimension.text(2, size),
    );
  }
  return writer;
}
