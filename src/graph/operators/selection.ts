import { MingaError } from '../../errors/index.ts';
import { broadcast } from '../broadcast.ts';
import { apply, type Operator, type OperatorEntry, primitive } from '../operator.ts';
import type { Operand, Value } from '../value.ts';
import { add, mul, sub } from './arithmetic.ts';
import { and, greater, greaterOrEqual, lessOrEqual } from './comparison.ts';
import { cast } from './elementwise.ts';
import { binary, sumTo } from './pointwise.ts';

// A zero would carry an infinity of the side that was not taken on as NaN; a choice does not.
const choice = primitive(
  'Where',
  ([condition, a, b]) => {
    if (condition.type !== 'bool') {
      throw new MingaError('E_GRAPH', { found: `Where on ${condition.type}`, expected: 'bool' });
    }
    const chosen = { type: a.type, shape: broadcast('Where', a, b) };
    const shape = broadcast('Where', { ...condition, type: a.type }, chosen);
    return [{ type: a.type, shape }];
  },
  ({ inputs: [condition, a, b] }, [g]) => [
    null,
    g && sumTo(where(condition, g, 0), a),
    g && sumTo(where(condition, 0, g), b),
  ],
);

const greatest = binary('Max', ({ inputs: [a, b] }, [g]) => shared(g, a, b));
const least = binary('Min', ({ inputs: [a, b] }, [g]) => shared(g, b, a));

/** The gradient to the first operand where `above` exceeds `below`, half of it where they tie. */
function shared(g: Value | null, above: Value, below: Value): (Value | null)[] {
  if (g === null) return [null, null];
  const strictly = cast(greater(above, below), g.type);
  const weakly = cast(greaterOrEqual(above, below), g.type);
  const taken = mul(g, mul(0.5, add(strictly, weakly)));
  return [taken, sub(g, taken)];
}

const limit = primitive(
  'Clip',
  ([x]) => [{ type: x.type, shape: x.shape }],
  ({ inputs: [x, min, max] }, [g]) => {
    const inside = and(greaterOrEqual(x, min), lessOrEqual(x, max));
    return [g && mul(g, cast(inside, g.type)), null, null];
  },
);

/**
 * a where the condition holds, b elsewhere; all three broadcast.
 *
 * A gradient reaches only the side that was taken, whatever the other holds. The other's is 0, and
 * what made it must have a finite slope there (0 · ∞ is NaN, as in PyTorch): guard its operand, as
 * in `log(where(positive, x, 1))`, not its result.
 *
 * @param condition bool
 * @throws E_GRAPH where the shapes do not broadcast or the types do not fit
 */
export function where(condition: Value, a: Operand, b: Operand): Value {
  const type = [a, b].flatMap(side => (typeof side === 'number' ? [] : [side.type]))[0];
  const [left, right] = [a, b].map(side => condition.graph.operand(side, type));
  return apply(choice, [condition, left, right])[0];
}

/**
 * The greater of a and b, broadcast. Where they are equal each takes half of the gradient.
 *
 * @throws E_GRAPH where the shapes do not broadcast or the element types differ
 */
export function maximum(a: Operand, b: Operand): Value {
  return apply(greatest, [a, b])[0];
}

/**
 * The lesser of a and b, broadcast. Where they are equal each takes half of the gradient.
 *
 * @throws E_GRAPH as `maximum`
 */
export function minimum(a: Operand, b: Operand): Value {
  return apply(least, [a, b])[0];
}

/** The ends of `clip`; unlimited where one is not given. */
export interface ClipOptions {
  readonly min?: number;
  readonly max?: number;
}

/**
 * x, but not below `min` nor above `max`. The derivative at an end is taken as 1.
 *
 * @throws E_OPTION where min > max or one is not a number
 */
export function clip(x: Value, options: ClipOptions): Value {
  const { min = Number.NEGATIVE_INFINITY, max = Number.POSITIVE_INFINITY } = options;
  if (!(min <= max)) {
    throw new MingaError('E_OPTION', {
      found: `clip from ${min} to ${max}`,
      expected: 'min ≤ max',
    });
  }
  return apply(limit, [x, min, max])[0];
}

const entry = (operator: Operator, name: string): OperatorEntry => ({
  operator,
  functions: [name],
  nodes: [operator.name],
  shape: 'broadcast',
  gradient: 'yes',
});

export const selections: readonly OperatorEntry[] = [
  { ...entry(choice, 'where'), gradient: 'yes: to the side taken' },
  { ...entry(greatest, 'maximum'), gradient: 'yes: halves where equal' },
  { ...entry(least, 'minimum'), gradient: 'yes: halves where equal' },
  { ...entry(limit, 'clip'), shape: 'that of x', gradient: 'yes: 1 at the ends' },
];
