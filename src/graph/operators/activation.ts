import { MingaError } from '../../errors/index.ts';
import { apply, type CompositionEntry, type Operator, type OperatorEntry } from '../operator.ts';
import type { Value } from '../value.ts';
import { add, div, mul, sub, sumOf } from './arithmetic.ts';
import { floatOf, textOf } from './attributes.ts';
import { and, greater, less } from './comparison.ts';
import { cast, erf, exp, sigmoid, tanh } from './elementwise.ts';
import { unary } from './pointwise.ts';
import { where } from './selection.ts';

// √(2/π) and the cubic coefficient of Hendrycks and Gimpel, arXiv 1606.08415.
const root = Math.sqrt(2 / Math.PI);
const cubic = 0.044715;

// y = x/2·(1 + h) with h = erf(x/√2) or its tanh form. In this order the runtime recognises the
// exact form and runs it as one kernel wherever nobody asks for h.
const gaussian: Operator = {
  name: 'Gelu',
  build(_, [x], attributes) {
    const h = isTanh(attributes)
      ? tanh(mul(mul(x, root), add(mul(mul(x, x), cubic), 1)))
      : erf(div(x, Math.SQRT2));
    return [mul(mul(x, add(h, 1)), 0.5), h];
  },
  gradient({ inputs: [x], outputs: [, h], attributes }, [g, gh]) {
    const slope = isTanh(attributes)
      ? mul(mul(sub(1, mul(h, h)), root), add(mul(mul(x, x), 3 * cubic), 1))
      : mul(exp(mul(mul(x, x), -0.5)), root);
    const main = g && mul(g, mul(add(add(h, 1), mul(x, slope)), 0.5));
    return [sumOf([main, gh && mul(gh, slope)])];
  },
};

function isTanh(attributes: Parameters<typeof textOf>[0]): boolean {
  return textOf(attributes, 'approximate', 'none') === 'tanh';
}

const leaky = unary('LeakyRelu', ({ inputs: [x], attributes }, [g]) => [
  g && where(greater(x, 0), g, mul(g, floatOf(attributes, 'alpha', leakyAlpha))),
]);

const exponentialUnit = unary('Elu', ({ inputs: [x], outputs: [y], attributes }, [g]) => [
  g && where(greater(x, 0), g, mul(g, add(y, floatOf(attributes, 'alpha', 1)))),
]);

const hardSigmoidal = unary('HardSigmoid', ({ outputs: [y], attributes }, [g]) => {
  if (g === null) return [null];
  const inside = and(greater(y, 0), less(y, 1));
  return [mul(g, mul(cast(inside, y.type), floatOf(attributes, 'alpha', hardSlope)))];
});

const hardSwishing = unary('HardSwish', ({ inputs: [x] }, [g]) => {
  if (g === null) return [null];
  const inside = cast(and(greater(x, -3), less(x, 3)), x.type);
  const gate = hardSigmoid(x, 1 / 6, 0.5);
  return [mul(g, add(gate, mul(mul(x, inside), 1 / 6)))];
});

const leakyAlpha = 0.01;
const hardSlope = 0.2;

/** Which form of the Gaussian error linear unit. */
export interface GeluOptions {
  /** `none`: exact, by erf (single precision only); `tanh`: the approximation by tanh. */
  readonly approximate?: 'none' | 'tanh';
}

/**
 * x·Φ(x), Φ the normal distribution function: x/2·(1 + erf(x/√2)), or with `tanh` for erf(…):
 * tanh(√(2/π)·(x + 0.044715x³)) (Hendrycks and Gimpel, arXiv 1606.08415).
 *
 * @throws E_OPTION where `approximate` is neither
 */
export function gelu(x: Value, options: GeluOptions = {}): Value {
  const { approximate = 'none' } = options;
  if (approximate !== 'none' && approximate !== 'tanh') {
    throw new MingaError('E_OPTION', {
      found: `gelu with approximate ${JSON.stringify(approximate)}`,
      expected: 'none or tanh',
    });
  }
  return apply(gaussian, [x], { approximate: { text: approximate } })[0];
}

/** x where x > 0, alpha·x elsewhere. The derivative at 0 is taken as alpha. */
export function leakyRelu(x: Value, alpha = leakyAlpha): Value {
  return apply(leaky, [x], { alpha: { float: alpha } })[0];
}

/** x where x > 0, alpha·(eˣ − 1) elsewhere. */
export function elu(x: Value, alpha = 1): Value {
  return apply(exponentialUnit, [x], { alpha: { float: alpha } })[0];
}

/**
 * alpha·x + beta, kept within 0 and 1. The derivative at either end is taken as 0. The defaults are
 * ONNX's; PyTorch's `hardsigmoid` has alpha 1/6.
 */
export function hardSigmoid(x: Value, alpha = hardSlope, beta = 0.5): Value {
  return apply(hardSigmoidal, [x], { alpha: { float: alpha }, beta: { float: beta } })[0];
}

/** x·max(0, min(1, x/6 + 1/2)). */
export function hardSwish(x: Value): Value {
  return apply(hardSwishing, [x])[0];
}

/** x·σ(x), also known as swish. */
export function silu(x: Value): Value {
  return mul(x, sigmoid(x));
}

const entry = (operator: Operator, name: string): OperatorEntry => ({
  operator,
  functions: [name],
  nodes: [operator.name],
  shape: 'that of x',
  gradient: 'yes',
});

export const activations: readonly OperatorEntry[] = [
  { ...entry(gaussian, 'gelu'), nodes: ['Add', 'Div', 'Erf', 'Mul', 'Tanh'] },
  { ...entry(leaky, 'leakyRelu'), gradient: 'yes: alpha at 0' },
  entry(exponentialUnit, 'elu'),
  { ...entry(hardSigmoidal, 'hardSigmoid'), gradient: 'yes: 0 at the ends' },
  entry(hardSwishing, 'hardSwish'),
];

export const activationCompositions: readonly CompositionEntry[] = [
  { name: 'silu', formula: 'x·σ(x)', operators: ['Sigmoid', 'Mul'] },
];
