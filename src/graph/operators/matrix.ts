import { broadcast } from '../broadcast.ts';
import { apply, type Operator, type OperatorEntry, primitive, shapeError } from '../operator.ts';
import type { Attributes, Value } from '../value.ts';
import { mul } from './arithmetic.ts';
import { floatOf, intOf, intsOf } from './attributes.ts';
import { axesWithin } from './axes.ts';
import { sumTo } from './pointwise.ts';
import { reshape } from './shape.ts';

const general: Operator = {
  name: 'Gemm',
  build(graph, inputs, attributes) {
    const [a, b, bias] = inputs;
    const [m, inner] = oriented(a, flag(attributes, 'transA'));
    const [inner2, n] = oriented(b, flag(attributes, 'transB'));
    const fits = a.shape.length === 2 && b.shape.length === 2 && inner === inner2;
    if (!fits) throw shapeError('Gemm', [a, b], 'matrices with a common inner size');
    if (bias !== undefined && !widens(bias, [m, n])) {
      throw shapeError('Gemm with bias', [a, b, bias], `a bias that broadcasts to [${m}, ${n}]`);
    }
    return graph.node('Gemm', inputs, attributes, [{ type: a.type, shape: [m, n] }]);
  },
  gradient({ inputs: [a, b, bias], attributes }, [g]) {
    if (g === null) return [null, null, null];
    const transA = flag(attributes, 'transA');
    const transB = flag(attributes, 'transB');
    const alpha = floatOf(attributes, 'alpha', 1);
    const beta = floatOf(attributes, 'beta', 1);
    // Y = A·B gives dA = G·Bᵀ and dB = Aᵀ·G; a transposed operand swaps the roles.
    const da = transA
      ? gemm(b, g, { transA: transB, transB: true, alpha })
      : gemm(g, b, { transB: !transB, alpha });
    const db = transB
      ? gemm(g, a, { transA: true, transB: transA, alpha })
      : gemm(a, g, { transA: !transA, alpha });
    if (bias === undefined) return [da, db];
    const sum = sumTo(g, bias);
    return [da, db, beta === 1 ? sum : mul(sum, beta)];
  },
};

function widens({ shape }: Value, to: readonly (number | string)[]): boolean {
  const offset = to.length - shape.length;
  return offset >= 0 && shape.every((size, i) => size === 1 || size === to[i + offset]);
}

const batched: Operator = {
  name: 'MatMul',
  build(graph, [a, b]) {
    const [m, inner] = a.shape.slice(-2);
    const [inner2, n] = b.shape.slice(-2);
    if (a.shape.length < 2 || b.shape.length < 2 || inner !== inner2) {
      throw shapeError('MatMul', [a, b], 'matrices with a common inner size');
    }
    const [left, right] = [a, b].map(x => ({ type: x.type, shape: x.shape.slice(0, -2) }));
    const shape = [...broadcast('MatMul', left, right), m, n];
    return graph.node('MatMul', [a, b], {}, [{ type: a.type, shape }]);
  },
  gradient({ inputs: [a, b] }, [g]) {
    if (g === null) return [null, null];
    const da = sumTo(matmul(g, flipped(b)), a);
    // A matrix that all batches share is one product over their joined rows, not a sum of many.
    if (b.shape.length === 2) return [da, gemm(rowsOf(a), rowsOf(g), { transA: true })];
    return [da, sumTo(matmul(flipped(a), g), b)];
  },
};

/** The last two axes swapped. */
function flipped(x: Value): Value {
  const rank = x.shape.length;
  const axes = x.shape.map((_, i) => i);
  return transpose(x, [...axes.slice(0, -2), rank - 1, rank - 2]);
}

/** All rows of the last axis as one matrix. */
function rowsOf(x: Value): Value {
  return x.shape.length === 2 ? x : reshape(x, [-1, ...x.shape.slice(-1)]);
}

const transposition = primitive(
  'Transpose',
  ([x], attributes) => [{ type: x.type, shape: orderOf(x, attributes).map(axis => x.shape[axis]) }],
  ({ inputs: [x], attributes }, [g]) => {
    if (g === null) return [null];
    if (!('perm' in attributes)) return [transpose(g)];
    const order = orderOf(x, attributes);
    return [
      transpose(
        g,
        order.map((_, axis) => order.indexOf(axis)),
      ),
    ];
  },
);

function orderOf(x: Value, attributes: Attributes): readonly number[] {
  return 'perm' in attributes ? intsOf(attributes, 'perm') : x.shape.map((_, i) => i).toReversed();
}

function oriented({ shape }: Value, transposed: boolean) {
  return transposed ? [shape[1], shape[0]] : [shape[0], shape[1]];
}

function flag(attributes: Attributes, name: string): boolean {
  return intOf(attributes, name) === 1;
}

/** What can be set of a product. */
export interface GemmOptions {
  readonly transA?: boolean;
  readonly transB?: boolean;
  /** Added to the product; any shape that broadcasts to [m, n], [n] being one number a column. */
  readonly bias?: Value;
  /** Multiplies the product; 1 where not given. */
  readonly alpha?: number;
  /** Multiplies the bias; 1 where not given. */
  readonly beta?: number;
}

/**
 * alpha·A·B + beta·bias of two matrices, either transposed first.
 *
 * @throws E_GRAPH where the inner sizes differ or the bias does not broadcast
 */
export function gemm(a: Value, b: Value, options: GemmOptions = {}): Value {
  const { transA = false, transB = false, bias, alpha = 1, beta = 1 } = options;
  const attributes = {
    transA: { int: transA ? 1 : 0 },
    transB: { int: transB ? 1 : 0 },
    ...(alpha === 1 ? {} : { alpha: { float: alpha } }),
    ...(beta === 1 ? {} : { beta: { float: beta } }),
  };
  return apply(general, bias === undefined ? [a, b] : [a, b, bias], attributes)[0];
}

/**
 * A·B over the last two axes, the axes before them broadcast; two matrices are one `gemm`.
 *
 * @param a [..., m, k]; `b` [..., k, n]
 * @throws E_GRAPH where the inner sizes differ or the axes before them do not broadcast
 * @example
 * const scores = matmul(queries, transpose(keys, [0, 1, 3, 2])); // [N, heads, T, T]
 */
export function matmul(a: Value, b: Value): Value {
  return a.shape.length === 2 && b.shape.length === 2 ? gemm(a, b) : apply(batched, [a, b])[0];
}

/**
 * The axes in another order, reversed where none is given.
 *
 * @param permutation which axis of `x` becomes each axis of the result
 * @throws E_GRAPH where it does not name every axis once
 */
export function transpose(x: Value, permutation?: readonly number[]): Value {
  if (permutation === undefined) return apply(transposition, [x])[0];
  if (permutation.length !== x.shape.length) {
    throw shapeError('Transpose', [x], `each axis once, not [${permutation.join()}]`);
  }
  if (permutation.length === 0) return x;
  const order = axesWithin('Transpose', x, permutation);
  return apply(transposition, [x], { perm: { ints: order } })[0];
}

export const matrix: readonly OperatorEntry[] = [
  {
    operator: general,
    functions: ['gemm', 'matmul'],
    nodes: ['Gemm'],
    shape: '[m, k] and [k, n] give [m, n]',
    gradient: 'yes',
  },
  {
    operator: batched,
    functions: ['matmul'],
    nodes: ['MatMul'],
    shape: '[…, m, k] and […, k, n] give […, m, n], the axes in front broadcast',
    gradient: 'yes',
  },
  {
    operator: transposition,
    functions: ['transpose'],
    nodes: ['Transpose'],
    shape: 'the sizes in the new order',
    gradient: 'yes',
  },
];
