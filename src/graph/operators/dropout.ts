import { MingaError } from '../../errors/index.ts';
import { apply, type Operator, type OperatorEntry, sameShape, shapeError } from '../operator.ts';
import type { Value } from '../value.ts';
import { mul } from './arithmetic.ts';
import { floatOf } from './attributes.ts';
import { cast } from './elementwise.ts';

const thinning: Operator = {
  name: 'Dropout',
  build(_, [x, kept], attributes) {
    if (!sameShape(x, kept)) throw shapeError('Dropout', [x, kept], 'equal shapes');
    const factor = mul(cast(kept, x.type), 1 / (1 - floatOf(attributes, 'rate', 0)));
    return [mul(x, factor), factor];
  },
  gradient: ({ outputs: [, factor] }, [g]) => [g && mul(g, factor), null],
};

/**
 * Dropout with its mask given from outside (1 kept, 0 dropped; uint8, the shape of `x`), so that a
 * run's seed alone decides it: x · kept / (1 − rate).
 *
 * @param rate the share that the mask drops on average, 0 ≤ rate < 1
 * @throws E_OPTION where the rate is outside its range
 */
export function dropout(x: Value, kept: Value, rate: number): Value {
  if (!(rate >= 0 && rate < 1)) {
    throw new MingaError('E_OPTION', {
      found: `a dropout rate of ${rate}`,
      expected: '0 ≤ rate < 1',
    });
  }
  return apply(thinning, [x, kept], { rate: { float: rate } })[0];
}

export const dropouts: readonly OperatorEntry[] = [
  {
    operator: thinning,
    functions: ['dropout'],
    nodes: ['Cast', 'Mul'],
    shape: 'that of x and its mask',
    gradient: 'yes',
  },
];
