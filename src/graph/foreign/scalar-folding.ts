import { plus, product, quotient } from '../operators/dimension.ts';
import type { Dimension } from '../value.ts';

/** An operator on single elements; null where the result cannot be said yet. */
export type ScalarRule = (a: Dimension, b: Dimension) => Dimension | null;

/** A rule for numbers alone. */
function arithmetic(rule: (a: number, b: number) => number): ScalarRule {
  return (a, b) => (typeof a === 'number' && typeof b === 'number' ? rule(a, b) : null);
}

function comparison(rule: (a: number, b: number) => boolean): ScalarRule {
  return arithmetic((a, b) => (rule(a, b) ? 1 : 0));
}

const sum: ScalarRule = (a, b) => {
  if (typeof b === 'number') return typeof a === 'number' ? a + b : whole(b) ? plus(a, b) : null;
  return whole(a) ? plus(b, Number(a)) : null;
};

const difference: ScalarRule = (a, b) => {
  if (a === b) return 0;
  return typeof b === 'number' ? sum(a, -b) : null;
};

const times: ScalarRule = (a, b) => {
  if (typeof a === 'number' && typeof b === 'number') return a * b;
  return countable(a) && countable(b) ? product([a, b]) : null;
};

const division: ScalarRule = (a, b) => {
  if (typeof a === 'number' && typeof b === 'number') return a / b;
  return b !== 0 && countable(a) && countable(b) ? quotient([a], [b]) : null;
};

// A size is never negative and never a fraction, whatever it will be; more is not known of it.
const equality: ScalarRule = (a, b) => {
  if (a === b) return 1;
  if (typeof a === 'number' && typeof b === 'number') return 0;
  return countable(a) && countable(b) ? null : 0;
};

function whole(size: Dimension): boolean {
  return typeof size === 'number' && Number.isInteger(size);
}

function countable(size: Dimension): boolean {
  return typeof size === 'string' || (Number.isInteger(size) && size >= 0);
}

/** The elementwise operators of one type in and out. */
export const arithmeticRules: Readonly<Record<string, ScalarRule>> = {
  Add: sum,
  Sub: difference,
  Mul: times,
  Div: division,
  Min: arithmetic(Math.min),
  Max: arithmetic(Math.max),
  Pow: arithmetic((a, b) => a ** b),
  Mod: arithmetic((a, b) => a - b * Math.floor(a / b)),
};

/** Those that give truth values, 0 or 1. */
export const comparisonRules: Readonly<Record<string, ScalarRule>> = {
  Equal: equality,
  Greater: comparison((a, b) => a > b),
  Less: comparison((a, b) => a < b),
  GreaterOrEqual: comparison((a, b) => a >= b),
  LessOrEqual: comparison((a, b) => a <= b),
  And: comparison((a, b) => a !== 0 && b !== 0),
  Or: comparison((a, b) => a !== 0 || b !== 0),
};

/** Those of one operand; a name is none of their business. */
export const unaryRules: Readonly<Record<string, (a: number) => number>> = {
  Neg: a => -a,
  Abs: Math.abs,
  Sqrt: Math.sqrt,
  Exp: Math.exp,
  Log: Math.log,
  Reciprocal: a => 1 / a,
  Floor: Math.floor,
  Ceil: Math.ceil,
  Not: a => (a === 0 ? 1 : 0),
};
