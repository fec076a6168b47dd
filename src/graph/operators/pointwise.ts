import { broadcast, repeatedAxes } from '../broadcast.ts';
import { type GradientRule, type Operator, primitive } from '../operator.ts';
import type { Value } from '../value.ts';
import { reduceSum } from './reduction.ts';

/** An operator of one operand, element by element, that is the ONNX node of its name. */
export function unary(name: string, gradient: GradientRule): Operator {
  return primitive(name, ([x]) => [{ type: x.type, shape: x.shape }], gradient);
}

/** An elementwise operator of two operands that broadcast. */
export function binary(name: string, gradient: GradientRule): Operator {
  return primitive(
    name,
    ([a, b]) => [{ type: a.type, shape: broadcast(name, a, b) }],
    (call, gradients) =>
      gradient(call, gradients).map((value, i) => value && sumTo(value, call.inputs[i])),
  );
}

/** Sums a gradient over the axes along which its operand was repeated. */
export function sumTo(gradient: Value, operand: Value): Value {
  const { missing, stretched } = repeatedAxes(operand.shape, gradient.shape);
  const summed = stretched.length === 0 ? gradient : reduceSum(gradient, stretched, true);
  return missing.length === 0 ? summed : reduceSum(summed, missing, false);
}
