import { MingaError } from '../../errors/index.ts';
import { broadcast } from '../broadcast.ts';
import { apply, type Operator, type OperatorEntry, primitive } from '../operator.ts';
import type { Operand, Value } from '../value.ts';

// What is true or false is flat almost everywhere, so nothing flows back through it.
function comparison(name: string): Operator {
  return primitive(
    name,
    ([a, b]) => [{ type: 'bool', shape: broadcast(name, a, b) }],
    () => [null, null],
  );
}

function logical(name: string): Operator {
  return primitive(
    name,
    inputs => {
      requireTruths(name, inputs);
      const [a, b = a] = inputs;
      return [{ type: 'bool', shape: broadcast(name, a, b) }];
    },
    ({ inputs }) => inputs.map(() => null),
  );
}

function requireTruths(name: string, inputs: readonly Value[]): void {
  const wrong = inputs.find(({ type }) => type !== 'bool');
  if (wrong !== undefined) {
    throw new MingaError('E_GRAPH', { found: `${name} of ${wrong.type}`, expected: 'bool' });
  }
}

const above = comparison('Greater');
const below = comparison('Less');
const same = comparison('Equal');
const notBelow = comparison('GreaterOrEqual');
const notAbove = comparison('LessOrEqual');
const negation = logical('Not');
const conjunction = logical('And');
const disjunction = logical('Or');

/**
 * a > b, as bool, broadcast; carries no gradient.
 *
 * @throws E_GRAPH where the shapes do not broadcast or the element types differ
 */
export function greater(a: Operand, b: Operand): Value {
  return apply(above, [a, b])[0];
}

/**
 * a < b, as bool, broadcast; carries no gradient.
 *
 * @throws E_GRAPH as `greater`
 */
export function less(a: Operand, b: Operand): Value {
  return apply(below, [a, b])[0];
}

/**
 * a = b, as bool, broadcast; carries no gradient.
 *
 * @throws E_GRAPH as `greater`
 */
export function equal(a: Operand, b: Operand): Value {
  return apply(same, [a, b])[0];
}

/**
 * a ≥ b, as bool, broadcast; carries no gradient.
 *
 * @throws E_GRAPH as `greater`
 */
export function greaterOrEqual(a: Operand, b: Operand): Value {
  return apply(notBelow, [a, b])[0];
}

/**
 * a ≤ b, as bool, broadcast; carries no gradient.
 *
 * @throws E_GRAPH as `greater`
 */
export function lessOrEqual(a: Operand, b: Operand): Value {
  return apply(notAbove, [a, b])[0];
}

/** ¬x of bool. @throws E_GRAPH where x is not bool */
export function not(x: Value): Value {
  return apply(negation, [x])[0];
}

/** a ∧ b of bool, broadcast. @throws E_GRAPH where one is not bool or they do not broadcast */
export function and(a: Value, b: Value): Value {
  return apply(conjunction, [a, b])[0];
}

/** a ∨ b of bool, broadcast. @throws E_GRAPH as `and` */
export function or(a: Value, b: Value): Value {
  return apply(disjunction, [a, b])[0];
}

const entry = (operator: Operator, name: string, shape = 'broadcast, bool'): OperatorEntry => ({
  operator,
  functions: [name],
  nodes: [operator.name],
  shape,
  gradient: 'none: flat',
});

export const comparisons: readonly OperatorEntry[] = [
  entry(above, 'greater'),
  entry(below, 'less'),
  entry(same, 'equal'),
  entry(notBelow, 'greaterOrEqual'),
  entry(notAbove, 'lessOrEqual'),
  entry(negation, 'not', 'that of x, bool'),
  entry(conjunction, 'and'),
  entry(disjunction, 'or'),
];
