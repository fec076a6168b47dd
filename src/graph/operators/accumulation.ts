import { apply, type Operator, type OperatorEntry } from '../operator.ts';
import type { Value } from '../value.ts';
import { intOf } from './attributes.ts';
import { axisWithin } from './axes.ts';

const running: Operator = {
  name: 'CumSum',
  build(graph, [x], attributes) {
    const { axis, ...settings } = attributes;
    const input = graph.constant(intOf({ axis }, 'axis'), [], 'int64');
    return graph.node('CumSum', [x, input], settings, [{ type: x.type, shape: x.shape }]);
  },
  // What stood before an element is now behind it.
  gradient: ({ attributes }, [g]) => [
    g &&
      cumSum(g, intOf(attributes, 'axis'), {
        exclusive: intOf(attributes, 'exclusive') === 1,
        reverse: intOf(attributes, 'reverse') !== 1,
      }),
  ],
};

/** What can be set of a running sum. */
export interface CumSumOptions {
  /** Leaves each element's own number out of its sum. */
  readonly exclusive?: boolean;
  /** Sums from the end. */
  readonly reverse?: boolean;
}

/**
 * The sum of all elements up to each one along `axis`.
 *
 * @throws E_GRAPH where `x` has no such axis
 */
export function cumSum(x: Value, axis: number, options: CumSumOptions = {}): Value {
  const { exclusive = false, reverse = false } = options;
  const attributes = {
    axis: { int: axisWithin('CumSum', x, axis) },
    exclusive: { int: exclusive ? 1 : 0 },
    reverse: { int: reverse ? 1 : 0 },
  };
  return apply(running, [x], attributes)[0];
}

export const accumulations: readonly OperatorEntry[] = [
  {
    operator: running,
    functions: ['cumSum'],
    nodes: ['CumSum'],
    shape: 'that of x',
    gradient: 'yes',
  },
];
