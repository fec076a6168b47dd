import { broadcast } from '../broadcast.ts';
import { apply, type Call, type Operator, type OperatorEntry } from '../operator.ts';
import type { Attributes, Value } from '../value.ts';
import { mul, sub } from './arithmetic.ts';
import { and, equal, greater, less } from './comparison.ts';
import { log } from './elementwise.ts';
import { sumTo } from './pointwise.ts';
import { where } from './selection.ts';

const raising: Operator = {
  name: 'Pow',
  build: (graph, [x, exponent]) =>
    graph.node('Pow', [x, exponent], {}, [{ type: x.type, shape: broadcast('Pow', x, exponent) }]),
  gradient(call, [g]) {
    if (g === null) return [null, null];
    const [x, exponent] = call.inputs;
    const dx = mul(mul(g, exponent), pow(baseOf(call), sub(exponent, 1)));
    // x^p · log x has the limit 0 at 0; below 0 the power is no function of p.
    const logarithm = log(where(greater(x, 0), x, 1));
    return [sumTo(dx, x), sumTo(mul(g, mul(call.outputs[0], logarithm)), exponent)];
  },
};

/** The base of x^(p−1). Infinity in place of 0 makes an infinite slope 0, and 0 · x⁻¹ too. */
function baseOf({ inputs: [x, exponent], attributes }: Call): Value {
  const { fixed } = attributes;
  if (fixed !== undefined && 'float' in fixed) {
    if (fixed.float >= 1) return x;
    return where(equal(x, 0), Number.POSITIVE_INFINITY, x);
  }
  return where(and(equal(x, 0), less(exponent, 1)), Number.POSITIVE_INFINITY, x);
}

/**
 * xᵖ elementwise, x and p broadcast. Where x = 0 and p < 1 the derivative in x, which is infinite,
 * is taken as 0; where x ≤ 0 that in p is taken as 0.
 *
 * @throws E_GRAPH where the shapes do not broadcast or the element types differ
 */
export function pow(x: Value, exponent: number | Value): Value {
  const attributes: Attributes = typeof exponent === 'number' ? { fixed: { float: exponent } } : {};
  return apply(raising, [x, exponent], attributes)[0];
}

export const powers: readonly OperatorEntry[] = [
  {
    operator: raising,
    functions: ['pow'],
    nodes: ['Pow'],
    shape: 'broadcast',
    gradient: 'yes: 0 where it is infinite',
  },
];
