import { apply, type Operator, primitive } from '../operator.ts';
import type { Value } from '../value.ts';
import { mul, sub } from './arithmetic.ts';
import { exp } from './elementwise.ts';
import { reduceSum } from './shape.ts';

const probabilities = primitive(
  'Softmax',
  ([x]) => [{ type: x.type, shape: x.shape }],
  ({ outputs: [y] }, [g]) => {
    if (g === null) return [null];
    const weighted = mul(g, y);
    return [sub(weighted, mul(y, reduceSum(weighted, [y.shape.length - 1], true)))];
  },
);

const logProbabilities = primitive(
  'LogSoftmax',
  ([x]) => [{ type: x.type, shape: x.shape }],
  ({ outputs: [y] }, [g]) => {
    if (g === null) return [null];
    return [sub(g, mul(exp(y), reduceSum(g, [y.shape.length - 1], true)))];
  },
);

/** eˣ / Σ eˣ over the last axis. */
export function softmax(x: Value): Value {
  return apply(probabilities, [x], { axis: { int: -1 } })[0];
}

/** log softmax over the last axis, without overflow. */
export function logSoftmax(x: Value): Value {
  return apply(logProbabilities, [x], { axis: { int: -1 } })[0];
}

export const softmaxes: readonly Operator[] = [probabilities, logProbabilities];
