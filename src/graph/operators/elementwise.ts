import { apply, type Operator, type OperatorEntry } from '../operator.ts';
import type { ElementType, Value } from '../value.ts';
import { add, div, mul, negate, sub } from './arithmetic.ts';
import { greater } from './comparison.ts';
import { unary } from './pointwise.ts';
import { where } from './selection.ts';

const rectifier = unary('Relu', ({ outputs: [y] }, [g]) => [g && where(greater(y, 0), g, 0)]);
const sigmoidal = unary('Sigmoid', ({ outputs: [y] }, [g]) => [g && mul(g, mul(y, sub(1, y)))]);
const hyperbolicTangent = unary('Tanh', ({ outputs: [y] }, [g]) => [
  g && mul(g, sub(1, mul(y, y))),
]);
const smoothRectifier = unary('Softplus', ({ inputs: [x] }, [g]) => [g && mul(g, sigmoid(x))]);
const exponential = unary('Exp', ({ outputs: [y] }, [g]) => [g && mul(g, y)]);
const logarithm = unary('Log', ({ inputs: [x] }, [g]) => [g && div(g, x)]);
// Divided by infinity, the slope at 0 is 0, and so is the slope of that slope.
const squareRoot = unary('Sqrt', ({ outputs: [y] }, [g]) => [
  g && div(mul(g, 0.5), where(greater(y, 0), y, Number.POSITIVE_INFINITY)),
]);
const inverse = unary('Reciprocal', ({ outputs: [y] }, [g]) => [g && negate(mul(g, mul(y, y)))]);
const magnitude = unary('Abs', ({ inputs: [x] }, [g]) => [g && mul(g, sign(x))]);
const errorFunction = unary('Erf', ({ inputs: [x] }, [g]) => [
  g && mul(mul(g, 2 / Math.sqrt(Math.PI)), exp(negate(mul(x, x)))),
]);
const sine = unary('Sin', ({ inputs: [x] }, [g]) => [g && mul(g, cos(x))]);
const cosine = unary('Cos', ({ inputs: [x] }, [g]) => [g && negate(mul(g, sin(x)))]);
const softSign = unary('Softsign', ({ inputs: [x] }, [g]) => {
  const bottom = add(abs(x), 1);
  return [g && div(g, mul(bottom, bottom))];
});
// Steps are flat almost everywhere, so nothing flows back through them.
const signOf = unary('Sign', () => [null]);
const lower = unary('Floor', () => [null]);
const nearest = unary('Round', () => [null]);

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

/** √x, x ≥ 0. The derivative at 0, which is infinite, is taken as 0. */
export function sqrt(x: Value): Value {
  return apply(squareRoot, [x])[0];
}

/** 1 / x. */
export function reciprocal(x: Value): Value {
  return apply(inverse, [x])[0];
}

/** |x|. The derivative at 0 is taken as 0. */
export function abs(x: Value): Value {
  return apply(magnitude, [x])[0];
}

/** 2/√π · ∫₀ˣ e^(−t²) dt. The runtime has it in single precision only. */
export function erf(x: Value): Value {
  return apply(errorFunction, [x])[0];
}

/** sin x, x in radians. */
export function sin(x: Value): Value {
  return apply(sine, [x])[0];
}

/** cos x, x in radians. */
export function cos(x: Value): Value {
  return apply(cosine, [x])[0];
}

/** x / (1 + |x|). */
export function softsign(x: Value): Value {
  return apply(softSign, [x])[0];
}

/** −1, 0 or 1; carries no gradient, for it is flat. */
export function sign(x: Value): Value {
  return apply(signOf, [x])[0];
}

/** The greatest whole number that is not above x; carries no gradient, for it is flat. */
export function floor(x: Value): Value {
  return apply(lower, [x])[0];
}

/** The nearest whole number, halves to the even one; carries no gradient, for it is flat. */
export function round(x: Value): Value {
  return apply(nearest, [x])[0];
}

/** ONNX's numbers for element types (onnx.proto, TensorProto.DataType). */
export const elementCodes: Readonly<Record<ElementType, number>> = {
  float32: 1,
  uint8: 2,
  int32: 6,
  int64: 7,
  bool: 9,
  float16: 10,
  float64: 11,
};

/** The same numbers as another element type; a gradient flows only between float types. */
export function cast(x: Value, type: ElementType): Value {
  return x.type === type ? x : apply(conversion(type), [x], { to: { int: elementCodes[type] } })[0];
}

/** Whether numbers of this type can carry a gradient. */
export function isFloat(type: ElementType): boolean {
  return type === 'float32' || type === 'float64';
}

const shape = 'that of x';
const own = (operator: Operator, name: string): OperatorEntry => ({
  operator,
  functions: [name],
  nodes: [operator.name],
  shape,
  gradient: 'yes',
});
const flat = (operator: Operator, name: string): OperatorEntry => ({
  ...own(operator, name),
  gradient: 'none: flat',
});

export const elementwise: readonly OperatorEntry[] = [
  own(rectifier, 'relu'),
  own(sigmoidal, 'sigmoid'),
  own(hyperbolicTangent, 'tanh'),
  own(smoothRectifier, 'softplus'),
  own(exponential, 'exp'),
  own(logarithm, 'log'),
  { ...own(squareRoot, 'sqrt'), gradient: 'yes: 0 at 0' },
  own(inverse, 'reciprocal'),
  { ...own(magnitude, 'abs'), gradient: 'yes: 0 at 0' },
  own(errorFunction, 'erf'),
  own(sine, 'sin'),
  own(cosine, 'cos'),
  own(softSign, 'softsign'),
  flat(signOf, 'sign'),
  flat(lower, 'floor'),
  flat(nearest, 'round'),
  { ...own(conversion('float32'), 'cast'), gradient: 'yes: between float types' },
];
