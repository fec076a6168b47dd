import { ProtobufWriter } from '../protobuf.ts';

/** A tensor for a model that a test writes: `fill` writes its numbers, however it likes. */
export interface TestTensor {
  readonly name: string;
  readonly code: number;
  readonly dims: readonly (number | bigint)[];
  readonly fill?: (tensor: ProtobufWriter) => unknown;
}

/** A node for a model that a test writes. */
export interface TestNode {
  readonly operator: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly domain?: string;
  readonly attributes?: readonly ProtobufWriter[];
}

/** What a test's model holds; inputs and outputs are float32. */
export interface TestModel {
  readonly opset?: number;
  readonly tensors?: readonly TestTensor[];
  readonly nodes?: readonly TestNode[];
  readonly inputs?: Readonly<Record<string, readonly (number | string)[]>>;
  readonly outputs?: readonly string[];
}

/** The bytes of an ONNX file, well-formed or not, as a test describes it. */
export function testModel(model: TestModel): Uint8Array {
  const graph = new ProtobufWriter();
  for (const node of model.nodes ?? []) graph.message(1, nodeOf(node));
  for (const tensor of model.tensors ?? []) graph.message(5, tensorOf(tensor));
  for (const [name, shape] of Object.entries(model.inputs ?? {})) {
    graph.message(11, infoOf(name, shape));
  }
  for (const name of model.outputs ?? []) graph.message(12, new ProtobufWriter().text(1, name));
  const opset = new ProtobufWriter().text(1, '').integer(2, model.opset ?? 17);
  return new ProtobufWriter().integer(1, 8).message(7, graph).message(8, opset).finish();
}

function nodeOf({ operator, inputs, outputs, domain, attributes }: TestNode): ProtobufWriter {
  const writer = new ProtobufWriter();
  for (const name of inputs) writer.text(1, name);
  for (const name of outputs) writer.text(2, name);
  writer
    .text(3, `the ${operator}`)
    .text(4, operator)
    .text(7, domain ?? '');
  for (const attribute of attributes ?? []) writer.message(5, attribute);
  return writer;
}

/** A TensorProto. */
export function tensorOf({ name, code, dims, fill }: TestTensor): ProtobufWriter {
  const writer = new ProtobufWriter();
  for (const size of dims) writer.integer(1, size);
  writer.integer(2, code).text(8, name);
  fill?.(writer);
  return writer;
}

/** A float32 tensor. */
export function floats(name: string, dims: readonly number[], data: readonly number[]): TestTensor {
  const bytes = new Uint8Array(Float32Array.from(data).buffer);
  return { name, code: 1, dims, fill: tensor => tensor.bytes(9, bytes) };
}

function infoOf(name: string, shape: readonly (number | string)[]): ProtobufWriter {
  const sizes = new ProtobufWriter();
  for (const size of shape) {
    const dimension = new ProtobufWriter();
    sizes.message(
      1,
      typeof size === 'number' ? dimension.integer(1, size) : dimension.text(2, size),
    );
  }
  const type = new ProtobufWriter().integer(1, 1).message(2, sizes);
  return new ProtobufWriter().text(1, name).message(2, new ProtobufWriter().message(1, type));
}
