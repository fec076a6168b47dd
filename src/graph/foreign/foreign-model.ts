import type { Shape } from '../value.ts';

/** The element types that a foreign model may declare, by their ONNX names; more than we compute in. */
export const foreignTypes = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  16: 'bfloat16',
} as const;

/** An element type as an ONNX file declares it; `unknown` is none of those that ONNX had at opset 18. */
export type ForeignType = (typeof foreignTypes)[keyof typeof foreignTypes] | 'unknown';

/** The name of ONNX's `code` for an element type (onnx.proto, TensorProto.DataType). */
export function foreignTypeOf(code: number): ForeignType {
  const entry = Object.entries(foreignTypes).find(([key]) => Number(key) === code);
  return entry === undefined ? 'unknown' : entry[1];
}

/** What a model says of one of its tensors. */
export interface ForeignTensorType {
  readonly name: string;
  readonly type: ForeignType;
  /** Null where the file does not give it; a size that it leaves open without a name is `?`. */
  readonly shape: Shape | null;
}

/** A tensor whose numbers are in the file. Floating-point numbers of any width are read as float32. */
export interface ForeignTensor {
  readonly name: string;
  /** As it was stored: the data of float16, bfloat16 and float64 are float32 all the same. */
  readonly type: ForeignType;
  readonly shape: readonly number[];
  readonly data: Float32Array | BigInt64Array | Int32Array | Int8Array | Uint8Array;
}

/** A weight and the nodes that read it. */
export interface ForeignWeight extends ForeignTensor {
  /** `<name of the node> (<operator>)`: says what a weight without a telling name is. */
  readonly readers: readonly string[];
  /** False for integers and for what is only read as a running statistic: those are never learned. */
  readonly learnable: boolean;
}

/** An attribute of a foreign node. Graphs and other kinds are not read: no supported operator has one. */
export type ForeignAttribute =
  | { readonly kind: 'number'; readonly number: number }
  | { readonly kind: 'numbers'; readonly numbers: readonly number[] }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'tensor'; readonly tensor: ForeignTensor }
  | { readonly kind: 'other' };

/** One node; an input that is left out is the empty name. */
export interface ForeignNode {
  readonly name: string;
  readonly operator: string;
  /** Empty for ONNX's own operators. */
  readonly domain: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: ReadonlyMap<string, ForeignAttribute>;
}

/** An ONNX model as its file describes it, before anything is built from it. */
export interface ForeignModel {
  /** What messages call it. */
  readonly name: string;
  readonly irVersion: number;
  /** The version of ONNX's own operators that it is written for. */
  readonly opset: number;
  readonly producer: string;
  /** What it must be given, weights excepted. */
  readonly inputs: readonly ForeignTensorType[];
  readonly outputs: readonly ForeignTensorType[];
  readonly weights: ReadonlyMap<string, ForeignWeight>;
  readonly nodes: readonly ForeignNode[];
  /** Types of values in between, where the file gives them. */
  readonly valueTypes: ReadonlyMap<string, ForeignTensorType>;
}
