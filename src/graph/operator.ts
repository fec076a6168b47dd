import { MingaError } from '../errors/index.ts';
import type { Graph } from './graph.ts';
import { type Attributes, type Operand, printShape, type TensorType, type Value } from './value.ts';

/** One use of an operator, as the tape keeps it. */
export interface Call {
  readonly graph: Graph;
  readonly operator: Operator;
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  readonly attributes: Attributes;
}

/**
 * From the gradients of a call's outputs (null: the loss does not depend on it) to those of its
 * inputs (null: not differentiable in it, or constant).
 */
export type GradientRule = (
  call: Call,
  gradients: readonly (Value | null)[],
) => readonly (Value | null)[];

/** An entry of the operator table: how it is built, what shape it has, and its gradient. */
export interface Operator {
  readonly name: string;
  /** Adds the operator's nodes to `graph`; the shape rule is part of it. */
  readonly build: (
    graph: Graph,
    inputs: readonly Value[],
    attributes: Attributes,
  ) => readonly Value[];
  /** Null where it has none: `gradients` then refuses, by name, when the graph is built. */
  readonly gradient: GradientRule | null;
}

/** An operator with what docs/operators.md says of it. */
export interface OperatorEntry {
  readonly operator: Operator;
  /** The functions that make it; gradient rules alone make those that name none. */
  readonly functions: readonly string[];
  /** The ONNX nodes that its forward pass becomes, each kind once. */
  readonly nodes: readonly string[];
  /** The shape rule in words. */
  readonly shape: string;
  readonly gradient: 'yes' | `yes: ${string}` | `none: ${string}`;
}

/** A function that is made of several operators of the table and takes its gradient from them. */
export interface CompositionEntry {
  readonly name: string;
  readonly formula: string;
  /** The operators on the tape, by name. */
  readonly operators: readonly string[];
}

/** An operator that is one ONNX node of the same name. */
export function primitive(
  name: string,
  infer: (inputs: readonly Value[], attributes: Attributes) => readonly TensorType[],
  gradient: GradientRule | null,
): Operator {
  return {
    name,
    build: (graph, inputs, attributes) =>
      graph.node(name, inputs, attributes, infer(inputs, attributes)),
    gradient,
  };
}

/** Applies an operator in the innermost graph among its operands. */
export function apply(
  operator: Operator,
  operands: readonly Operand[],
  attributes: Attributes = {},
): readonly Value[] {
  const values = operands.filter(operand => typeof operand !== 'number');
  if (values.length === 0) {
    throw new MingaError('E_GRAPH', {
      found: `${operator.name} of numbers alone`,
      expected: 'a tensor',
    });
  }
  const graph = values.reduce(
    (deepest, { graph: own }) => (own.depth > deepest.depth ? own : deepest),
    values[0].graph,
  );
  const { type } = values[0];
  const inputs = operands.map(operand => graph.operand(operand, type));
  return graph.call(operator, inputs, attributes);
}

/** True where rank and every size agree; a named size agrees with its own name alone. */
export function sameShape(a: TensorType, b: TensorType): boolean {
  return a.shape.length === b.shape.length && a.shape.every((size, i) => size === b.shape[i]);
}

/** The E_GRAPH error for operands whose shapes do not fit `operator`. */
export function shapeError(
  operator: string,
  inputs: readonly TensorType[],
  expected: string,
): MingaError {
  const shapes = inputs.map(({ shape }) => printShape(shape)).join(' and ');
  return new MingaError('E_GRAPH', { found: `${operator} of ${shapes}`, expected });
}
