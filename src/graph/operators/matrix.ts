import { apply, type Operator, primitive, shapeError } from '../operator.ts';
import type { Attributes, Value } from '../value.ts';
import { reduceSum } from './shape.ts';

const product: Operator = {
  name: 'Gemm',
  build(graph, inputs, attributes) {
    const [a, b, bias] = inputs;
    const [m, inner] = oriented(a, flag(attributes, 'transA'));
    const [inner2, n] = oriented(b, flag(attributes, 'transB'));
    const fits = a.shape.length === 2 && b.shape.length === 2 && inner === inner2;
    if (!fits) throw shapeError('Gemm', [a, b], 'matrices with a common inner size');
    if (bias !== undefined && (bias.shape.length !== 1 || bias.shape[0] !== n)) {
      throw shapeError('Gemm with bias', [a, b, bias], `a bias of shape [${n}]`);
    }
    return graph.node('Gemm', inputs, attributes, [{ type: a.type, shape: [m, n] }]);
  },
  gradient({ inputs: [a, b, bias], attributes }, [g]) {
    if (g === null) return [null, null, null];
    const transA = flag(attributes, 'transA');
    const transB = flag(attributes, 'transB');
    // Y = A·B gives dA = G·Bᵀ and dB = Aᵀ·G; a transposed operand swaps the roles.
    const da = transA
      ? gemm(b, g, { transA: transB, transB: true })
      : gemm(g, b, { transB: !transB });
    const db = transB
      ? gemm(g, a, { transA: true, transB: transA })
      : gemm(a, g, { transA: !transA });
    return bias === undefined ? [da, db] : [da, db, reduceSum(g, [0])];
  },
};

const transposition = primitive(
  'Transpose',
  ([x]) => {
    if (x.shape.length !== 2) throw shapeError('Transpose', [x], 'a matrix');
    return [{ type: x.type, shape: x.shape.toReversed() }];
  },
  (_, [g]) => [g && transpose(g)],
);

function oriented({ shape }: Value, transposed: boolean) {
  return transposed ? [shape[1], shape[0]] : [shape[0], shape[1]];
}

function flag(attributes: Attributes, name: string): boolean {
  const attribute = attributes[name];
  return attribute !== undefined && 'int' in attribute && attribute.int === 1;
}

/** What can be set of a product. */
export interface GemmOptions {
  readonly transA?: boolean;
  readonly transB?: boolean;
  /** Added to every row; shape [n]. */
  readonly bias?: Value;
}

/** The product A·B of two matrices, either transposed first, plus a bias on every row. */
export function gemm(a: Value, b: Value, options: GemmOptions = {}): Value {
  const { transA = false, transB = false, bias } = options;
  const attributes = { transA: { int: transA ? 1 : 0 }, transB: { int: transB ? 1 : 0 } };
  return apply(product, bias === undefined ? [a, b] : [a, b, bias], attributes)[0];
}

/** A·B of two matrices. */
export function matmul(a: Value, b: Value): Value {
  return gemm(a, b);
}

/** Rows become columns. */
export function transpose(x: Value): Value {
  return apply(transposition, [x])[0];
}

export const matrix: readonly Operator[] = [product, transposition];
