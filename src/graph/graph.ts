import { MingaError } from '../errors/index.ts';
import { halfPrecision } from '../tensor/index.ts';
import type { Call, Operator } from './operator.ts';
import type {
  Attributes,
  ElementType,
  FloatType,
  Operand,
  Shape,
  TensorType,
  Value,
} from './value.ts';

/** One node of the ONNX graph to be written. */
export interface Node {
  readonly type: string;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
}

/** A tensor whose numbers are part of the model. */
export interface Constant {
  readonly value: Value;
  readonly data:
    | Float32Array
    | Float64Array
    | BigInt64Array
    | Int32Array
    | Uint16Array
    | Uint8Array;
}

/** What can be set of a graph. */
export interface GraphOptions {
  /** The type of numbers that become constants; `float64` is for checking gradients. */
  readonly float?: FloatType;
  /** The graph around this one, whose values may be used here (the body of a `Loop`). */
  readonly parent?: Graph;
}

/**
 * An ONNX graph under construction. Operators add to it (`add(x, y)` finds the graph from its
 * operands); `gradients` reads its tape of calls backwards; `encodeModel` writes it.
 *
 * @example
 * const graph = new Graph();
 * const x = graph.input('x', 'float32', ['N', 4]);
 * graph.output('y', relu(mul(x, 2)));
 * const bytes = encodeModel(graph);
 */
export class Graph {
  readonly float: FloatType;
  readonly parent: Graph | null;
  readonly depth: number;
  readonly inputs: Value[] = [];
  readonly outputs: { readonly name: string; readonly value: Value }[] = [];
  readonly nodes: Node[] = [];
  readonly constants: Constant[] = [];
  /** Every differentiable call, in order. */
  readonly tape: Call[] = [];
  readonly #scalars = new Map<string, Value>();
  readonly #names: { next: number };
  #composing = 0;

  constructor(options: GraphOptions = {}) {
    this.parent = options.parent ?? null;
    this.float = options.float ?? this.parent?.float ?? 'float32';
    this.depth = this.parent === null ? 0 : this.parent.depth + 1;
    this.#names = this.parent === null ? { next: 0 } : this.parent.#names;
  }

  input(name: string, type: ElementType, shape: Shape): Value {
    this.#requireNewName(name);
    const value: Value = { name, type, shape, graph: this };
    this.inputs.push(value);
    return value;
  }

  output(name: string, value: Value): void {
    this.#requireNewName(name);
    this.outputs.push({ name, value });
  }

  /** A constant tensor; a number alone is a scalar of shape `[]`. */
  constant(
    content: number | readonly number[] | Float32Array,
    shape: readonly number[] = typeof content === 'number' ? [] : [content.length],
    type: ElementType = this.float,
  ): Value {
    const numbers = typeof content === 'number' ? [content] : content;
    const key =
      numbers.length <= 4 ? `${type} ${shape.join()} ${Array.from(numbers).join()}` : null;
    const known = key === null ? undefined : this.#scalars.get(key);
    if (known !== undefined) return known;
    const value = this.#value('c', { type, shape });
    this.constants.push({ value, data: typedArray(type, numbers) });
    if (key !== null) this.#scalars.set(key, value);
    return value;
  }

  /** `operand` itself, or a number as a constant of this graph. */
  operand(operand: Operand, type: ElementType = this.float): Value {
    return typeof operand === 'number' ? this.constant(operand, [], type) : operand;
  }

  /** Adds one ONNX node with outputs of the given types. */
  node(
    type: string,
    inputs: readonly Value[],
    attributes: Attributes,
    outputs: readonly TensorType[],
  ) {
    const values = outputs.map(output => this.#value(type.toLowerCase(), output));
    this.nodes.push({ type, inputs, outputs: values, attributes });
    return values;
  }

  /** Builds an operator here and notes the call on the tape, calls within it excepted. */
  call(operator: Operator, inputs: readonly Value[], attributes: Attributes): readonly Value[] {
    this.#composing += 1;
    let outputs: readonly Value[];
    try {
      outputs = operator.build(this, inputs, attributes);
    } finally {
      this.#composing -= 1;
    }
    if (this.#composing === 0)
      this.tape.push({ graph: this, operator, inputs, outputs, attributes });
    return outputs;
  }

  // To ONNX, inputs and outputs are names of one kind: a graph cannot have one twice.
  #requireNewName(name: string): void {
    if ([...this.inputs, ...this.outputs].some(other => other.name === name)) {
      throw new MingaError('E_GRAPH', { found: `two inputs or outputs named ${name}` });
    }
  }

  #value(stem: string, { type, shape }: TensorType): Value {
    return { name: `${stem}_${this.#names.next++}`, type, shape, graph: this };
  }
}

function typedArray(type: ElementType, numbers: ArrayLike<number>): Constant['data'] {
  switch (type) {
    case 'float32':
      return Float32Array.from(numbers);
    case 'float64':
      return Float64Array.from(numbers);
    case 'int64':
      return BigInt64Array.from(Array.from(numbers, BigInt));
    case 'int32':
      return Int32Array.from(numbers);
    case 'float16':
      return halfPrecision(Float32Array.from(numbers));
    case 'uint8':
    case 'bool':
      return Uint8Array.from(numbers);
  }
}
