import { apply, type Operator, type OperatorEntry, primitive } from '../operator.ts';
import type { Value } from '../value.ts';
import { mul, sub } from './arithmetic.ts';
import { intOf } from './attributes.ts';
import { axisWithin } from './axes.ts';
import { exp } from './elementwise.ts';
import { reduceSum } from './reduction.ts';

const probabilities = primitive(
  'Softmax',
  ([x]) => [{ type: x.type, shape: x.shape }],
  ({ outputs: [y], attributes }, [g]) => {
    if (g === null) return [null];
    const weighted = mul(g, y);
    return [sub(weighted, mul(y, reduceSum(weighted, [intOf(attributes, 'axis')], true)))];
  },
);

const logProbabilities = primitive(
  'LogSoftmax',
  ([x]) => [{ type: x.type, shape: x.shape }],
  ({ outputs: [y], attributes }, [g]) => {
    if (g === null) return [null];
    return [sub(g, mul(exp(y), reduceSum(g, [intOf(attributes, 'axis')], true)))];
  },
);

function along(operator: Operator, x: Value, axis: number): Value {
  axisWithin(operator.name, x, axis);
  return apply(operator, [x], { axis: { int: axis } })[0];
}

/**
 * eˣ / Σ eˣ over `axis`, the last one by default.
 *
 * @throws E_GRAPH where `x` has no such axis
 */
export function softmax(x: Value, axis = -1): Value {
  return along(probabilities, x, axis);
}

/**
 * log softmax over `axis`, the last one by default, without overflow.
 *
 * @throws E_GRAPH where `x` has no such axis
 */
export function logSoftmax(x: Value, axis = -1): Value {
  return along(logProbabilities, x, axis);
}

const entry = (operator: Operator, name: string): OperatorEntry => ({
  operator,
  functions: [name],
  nodes: [operator.name],
  shape: 'that of x',
  gradient: 'yes',
});

export const softmaxes: readonly OperatorEntry[] = [
  entry(probabilities, 'softmax'),
  entry(logProbabilities, 'logSoftmax'),
];
