import { broadcast, repeatedAxes } from '../broadcast.ts';
import { apply, type GradientRule, type Operator, primitive } from '../operator.ts';
import type { Operand, Value } from '../value.ts';
import { reduceSum } from './shape.ts';

/** An elementwise operator of two operands that broadcast. */
function binary(name: string, gradient: GradientRule): Operator {
  return primitive(
    name,
    ([a, b]) => [{ type: a.type, shape: broadcast(name, a, b) }],
    (call, gradients) =>
      gradient(call, gradients).map((value, i) => value && sumTo(value, call.inputs[i])),
  );
}

/** Sums a gradient over the axes along which its operand was repeated. */
function sumTo(gradient: Value, operand: Value): Value {
  const { missing, stretched } = repeatedAxes(operand.shape, gradient.shape);
  const summed = stretched.length === 0 ? gradient : reduceSum(gradient, stretched, true);
  return missing.length === 0 ? summed : reduceSum(summed, missing, false);
}

const addition = binary('Add', (_, [g]) => [g, g]);
const subtraction = binary('Sub', (_, [g]) => [g, g && negate(g)]);
const multiplication = binary('Mul', ({ inputs: [a, b] }, [g]) => [g && mul(g, b), g && mul(g, a)]);
const division = binary('Div', ({ inputs: [, b], outputs: [y] }, [g]) => {
  const da = g && div(g, b);
  return [da, da && negate(mul(da, y))];
});
const negation = primitive(
  'Neg',
  ([x]) => [{ type: x.type, shape: x.shape }],
  (_, [g]) => [g && negate(g)],
);

/** a + b, broadcast. */
export function add(a: Operand, b: Operand): Value {
  return apply(addition, [a, b])[0];
}

/** a − b, broadcast. */
export function sub(a: Operand, b: Operand): Value {
  return apply(subtraction, [a, b])[0];
}

/** a · b elementwise, broadcast. */
export function mul(a: Operand, b: Operand): Value {
  return apply(multiplication, [a, b])[0];
}

/** a / b elementwise, broadcast. */
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

export const arithmetic: readonly Operator[] = [
  addition,
  subtraction,
  multiplication,
  division,
  negation,
];
