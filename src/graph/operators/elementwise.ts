import { broadcast } from '../broadcast.ts';
import { apply, type GradientRule, type Operator, primitive } from '../operator.ts';
import type { ElementType, Operand, Value } from '../value.ts';
import { div, mul, sub } from './arithmetic.ts';

/** An operator of one operand, element by element. */
function unary(name: string, gradient: GradientRule): Operator {
  return primitive(name, ([x]) => [{ type: x.type, shape: x.shape }], gradient);
}

const rectifier = unary('Relu', ({ outputs: [y] }, [g]) => [
  g && mul(g, cast(greater(y, 0), y.type)),
]);
const sigmoidal = unary('Sigmoid', ({ outputs: [y] }, [g]) => [g && mul(g, mul(y, sub(1, y)))]);
const hyperbolicTangent = unary('Tanh', ({ outputs: [y] }, [g]) => [
  g && mul(g, sub(1, mul(y, y))),
]);
const smoothRectifier = unary('Softplus', ({ inputs: [x] }, [g]) => [g && mul(g, sigmoid(x))]);
const exponential = unary('Exp', ({ outputs: [y] }, [g]) => [g && mul(g, y)]);
const logarithm = unary('Log', ({ inputs: [x] }, [g]) => [g && div(g, x)]);
const squareRoot = unary('Sqrt', ({ outputs: [y] }, [g]) => [g && div(mul(g, 0.5), y)]);

// A comparison is flat almost everywhere, so nothing flows back through it.
const comparison = primitive(
  'Greater',
  ([a, b]) => [{ type: 'bool', shape: broadcast('Greater', a, b) }],
  () => [null, null],
);

function conversion(type: ElementType): Operator {
  return {
    name: 'Cast',
    build: (graph, [x], attributes) =>
      graph.node('Cast', [x], attributes, [{ type, shape: x.shape }]),
    gradient: ({ inputs: [x] }, [g]) => [
      g && isFloat(x.type) && isFloat(type) ? cast(g, x.type) : null,
    ],
  };
}

/** max(x, 0). The derivative at 0 is taken as 0. */
export function relu(x: Value): Value {
  return apply(rectifier, [x])[0];
}

/** 1 / (1 + e⁻ˣ). */
export function sigmoid(x: Value): Value {
  return apply(sigmoidal, [x])[0];
}

/** (eˣ − e⁻ˣ) / (eˣ + e⁻ˣ). */
export function tanh(x: Value): Value {
  return apply(hyperbolicTangent, [x])[0];
}

/** log(1 + eˣ). */
export function softplus(x: Value): Value {
  return apply(smoothRectifier, [x])[0];
}

/** eˣ. */
export function exp(x: Value): Value {
  return apply(exponential, [x])[0];
}

/** Natural logarithm. */
export function log(x: Value): Value {
  return apply(logarithm, [x])[0];
}

/** √x, x ≥ 0. */
export function sqrt(x: Value): Value {
  return apply(squareRoot, [x])[0];
}

/** a > b, as bool; carries no gradient. */
export function greater(a: Operand, b: Operand): Value {
  return apply(comparison, [a, b])[0];
}

/** ONNX's numbers for element types (onnx.proto, TensorProto.DataType). */
export const elementCodes: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float64: 11,
};

/** The same numbers as another element type; a gradient flows only between float types. */
export function cast(x: Value, type: ElementType): Value {
  return x.type === type ? x : apply(conversion(type), [x], { to: { int: elementCodes[type] } })[0];
}

function isFloat(type: ElementType): boolean {
  return type === 'float32' || type === 'float64';
}

export const elementwise: readonly Operator[] = [
  rectifier,
  sigmoidal,
  hyperbolicTangent,
  smoothRectifier,
  exponential,
  logarithm,
  squareRoot,
  comparison,
  conversion('float32'),
];
