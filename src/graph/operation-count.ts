import type { Graph, Node } from './graph.ts';
import type { Shape } from './value.ts';

/** How many operations a graph's products take, and which nodes could not be counted. */
export interface OperationCount {
  /** A multiplication and an addition are two. */
  readonly operations: number;
  /** Operators that multiply in ways that are not counted here, each once. */
  readonly uncounted: readonly string[];
}

/**
 * Counts the operations of matrix products and convolutions, 8-bit ones too: 2 for each
 * multiply-add, the convention of profilers and of papers that tell FLOPs. Biases, activations,
 * normalisations and pooling are left out; they are a few percent.
 *
 * @param sizes of dimensions that the graph only names; a name that is missing counts as 1, so that
 *   what comes out is of one row
 * @example
 * const graph = new Graph();
 * const x = graph.input('x', 'float32', ['N', 1024]);
 * graph.output('y', matmul(x, graph.input('w', 'float32', [1024, 2])));
 * operationsOf(graph).operations; // 4096
 */
export function operationsOf(
  graph: Graph,
  sizes: Readonly<Record<string, number>> = {},
): OperationCount {
  const elements = (shape: Shape) =>
    shape.reduce<number>(
      (product, size) => product * (typeof size === 'number' ? size : (sizes[size] ?? 1)),
      1,
    );
  let products = 0;
  const uncounted = new Set<string>();
  for (const node of graph.nodes) {
    const rule = rules[node.type];
    if (rule !== undefined) products += rule(node, elements);
    else if (opaque.has(node.type)) uncounted.add(node.type);
  }
  return { operations: 2 * products, uncounted: [...uncounted] };
}

/** Multiply-adds of a node. */
type Rule = (node: Node, elements: (shape: Shape) => number) => number;

/** Each output element is a sum over the first factor's last axis. */
function product(first: number): Rule {
  return ({ inputs, outputs }, elements) =>
    elements(outputs[0].shape) * elements(inputs[first].shape.slice(-1));
}

/** Each output element is a sum over one filter. */
function convolution(weight: number): Rule {
  return ({ inputs, outputs }, elements) =>
    elements(outputs[0].shape) * elements(inputs[weight].shape.slice(1));
}

const gemm: Rule = ({ inputs, outputs, attributes }, elements) => {
  const { transA } = attributes;
  const transposed = transA !== undefined && 'int' in transA && transA.int === 1;
  return elements(outputs[0].shape) * elements([inputs[0].shape[transposed ? 0 : 1]]);
};

const rules: Readonly<Record<string, Rule>> = {
  MatMul: product(0),
  MatMulInteger: product(0),
  QLinearMatMul: product(0),
  Gemm: gemm,
  Conv: convolution(1),
  ConvInteger: convolution(1),
  QLinearConv: convolution(3),
  // Each input element meets one filter of every output channel.
  ConvTranspose: ({ inputs }, elements) =>
    elements(inputs[0].shape) * elements(inputs[1].shape.slice(1)),
};

const opaque = new Set(['Einsum', 'Loop', 'Scan', 'If']);
