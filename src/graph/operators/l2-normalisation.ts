import {
  apply,
  type CompositionEntry,
  type Operator,
  type OperatorEntry,
  shapeError,
} from '../operator.ts';
import type { Value } from '../value.ts';
import { div, mul, square, sub, sumOf } from './arithmetic.ts';
import { greater } from './comparison.ts';
import { cast, sqrt } from './elementwise.ts';
import { reduceSum } from './reduction.ts';

const unitRows: Operator = {
  name: 'L2Normalize',
  build(graph, [x]) {
    if (x.shape.length === 0) throw shapeError('L2Normalize', [x], 'at least one axis');
    // A row of zeros stays a row of zeros, as in scikit-learn's normalize.
    const norm = sqrt(reduceSum(square(x), [lastOf(x)], true));
    const [safe] = graph.node('Max', [norm, graph.constant(tiniest, [], x.type)], {}, [norm]);
    return [div(x, safe), safe];
  },
  // dx = (g − y·(g·y)) / ‖x‖, and y for the norm itself. The first has no limit at a row of zeros
  // and is taken as 0 there, so that such a row does not flood the others with infinities.
  gradient({ outputs: [y, norm] }, [g, ofNorm]) {
    const main = () => {
      if (g === null) return null;
      const along = mul(y, reduceSum(mul(g, y), [lastOf(y)], true));
      const inverse = div(cast(greater(norm, tiniest), norm.type), norm);
      return mul(sub(g, along), inverse);
    };
    return [sumOf([main(), ofNorm && mul(ofNorm, y)])];
  },
};

const tiniest = 1e-30;

function lastOf({ shape }: Value): number {
  return shape.length - 1;
}

/**
 * Each row of the last axis divided by its Euclidean norm; a row of zeros stays one, and its
 * derivative is taken as 0.
 *
 * @throws E_GRAPH where `x` is a scalar
 */
export function l2Normalize(x: Value): Value {
  return apply(unitRows, [x])[0];
}

/**
 * The cosine of the angle between the rows of a and b: [..., d] and [..., d], which broadcast, give
 * [...]. That of a row of zeros is 0.
 *
 * @throws E_GRAPH where the shapes do not broadcast
 */
export function cosineSimilarity(a: Value, b: Value): Value {
  const products = mul(l2Normalize(a), l2Normalize(b));
  return reduceSum(products, [lastOf(products)]);
}

export const l2Normalisations: readonly OperatorEntry[] = [
  {
    operator: unitRows,
    functions: ['l2Normalize'],
    nodes: ['Div', 'Max', 'Mul', 'ReduceSum', 'Sqrt'],
    shape: 'that of x',
    gradient: 'yes: 0 at a row of zeros',
  },
];

export const l2Compositions: readonly CompositionEntry[] = [
  {
    name: 'cosineSimilarity',
    formula: 'Σ a·b / (‖a‖·‖b‖) over the last axis',
    operators: ['L2Normalize', 'Mul', 'ReduceSum'],
  },
];
