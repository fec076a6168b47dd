import type { Graph } from './graph.ts';

/** `float32` is what is trained and deployed; `float64` is for checking gradients. */
export type FloatType = 'float32' | 'float64';
/**
 * The element types that graphs use, by their ONNX names. `float16` is for keeping data only: it is
 * cast before anything is computed.
 */
export type ElementType = FloatType | 'float16' | 'int64' | 'int32' | 'uint8' | 'bool';

/** A named dimension is known only when the graph runs; equal names mean equal sizes. */
export type Dimension = number | string;
/** A tensor's sizes, outermost first; a scalar has none. */
export type Shape = readonly Dimension[];

/** The element type and shape of a tensor. */
export interface TensorType {
  readonly type: ElementType;
  readonly shape: Shape;
}

/** A tensor of a graph that is being built: a name, a type, and the graph that makes it. */
export interface Value extends TensorType {
  readonly name: string;
  readonly graph: Graph;
}

/** What an operator takes: a value, or a number that becomes a constant of the other's type. */
export type Operand = Value | number;

/** An operator's fixed settings, typed as ONNX types them. */
export type Attribute =
  | { readonly int: number }
  | { readonly ints: readonly number[] }
  | { readonly float: number }
  | { readonly floats: readonly number[] }
  | { readonly text: string }
  | { readonly graph: Graph };

/** An operator's attributes by name. */
export type Attributes = Readonly<Record<string, Attribute>>;

/** `[N, 128]`, for messages. */
export function printShape(shape: Shape): string {
  return `[${shape.join(', ')}]`;
}
