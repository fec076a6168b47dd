import { apply, type OperatorEntry } from '../operator.ts';
import type { Operand, Value } from '../value.ts';
import { binary, unary } from './pointwise.ts';

const addition = binary('Add', (_, [g]) => [g, g]);
const subtraction = binary('Sub', (_, [g]) => [g, g && negate(g)]);
const multiplication = binary('Mul', ({ inputs: [a, b] }, [g]) => [g && mul(g, b), g && mul(g, a)]);
const division = binary('Div', ({ inputs: [, b], outputs: [y] }, [g]) => {
  const da = g && div(g, b);
  return [da, da && negate(mul(da, y))];
});
const negation = unary('Neg', (_, [g]) => [g && negate(g)]);

/**
 * a + b, broadcast by NumPy's rule.
 *
 * @throws E_GRAPH where the shapes do not broadcast or the element types differ
 */
export function add(a: Operand, b: Operand): Value {
  return apply(addition, [a, b])[0];
}

/**
 * a − b, broadcast.
 *
 * @throws E_GRAPH as `add`
 */
export function sub(a: Operand, b: Operand): Value {
  return apply(subtraction, [a, b])[0];
}

/**
 * a · b elementwise, broadcast.
 *
 * @throws E_GRAPH as `add`
 */
export function mul(a: Operand, b: Operand): Value {
  return apply(multiplication, [a, b])[0];
}

/**
 * a / b elementwise, broadcast.
 *
 * @throws E_GRAPH as `add`
 */
export function div(a: Operand, b: Operand): Value {
  return apply(division, [a, b])[0];
}

/** −x. */
export function negate(x: Value): Value {
  return apply(negation, [x])[0];
}

/** x² elementwise. */
export function square(x: Value): Value {
  return mul(x, x);
}

/** The sum of those that are not null, null where none is: parts of a gradient that may be absent. */
export function sumOf(terms: readonly (Value | null)[]): Value | null {
  return terms.reduce((sum, term) =>
    sum === null || term === null ? (sum ?? term) : add(sum, term),
  );
}

const shape = 'broadcast';

export const arithmetic: readonly OperatorEntry[] = [
  { operator: addition, functions: ['add'], nodes: ['Add'], shape, gradient: 'yes' },
  { operator: subtraction, functions: ['sub'], nodes: ['Sub'], shape, gradient: 'yes' },
  {
    operator: multiplication,
    functions: ['mul', 'square'],
    nodes: ['Mul'],
    shape,
    gradient: 'yes',
  },
  { operator: division, functions: ['div'], nodes: ['Div'], shape, gradient: 'yes' },
  {
    operator: negation,
    functions: ['negate'],
    nodes: ['Neg'],
    shape: 'that of x',
    gradient: 'yes',
  },
];
