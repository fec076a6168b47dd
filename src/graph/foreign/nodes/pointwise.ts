import {
  abs,
  add,
  and,
  cast,
  clip,
  cos,
  div,
  elu,
  equal,
  erf,
  exp,
  floor,
  gelu,
  greater,
  greaterOrEqual,
  hardSigmoid,
  hardSwish,
  leakyRelu,
  less,
  lessOrEqual,
  log,
  maximum,
  minimum,
  mul,
  negate,
  not,
  or,
  pow,
  reciprocal,
  relu,
  round,
  sigmoid,
  sign,
  sin,
  softplus,
  softsign,
  sqrt,
  square,
  sub,
  tanh,
  where,
} from '../../operators/index.ts';
import type { Value } from '../../value.ts';
import { foreignTypeOf } from '../foreign-model.ts';
import { elementTypeOf } from '../known.ts';
import type { NodeImporter, Site } from '../site.ts';

function one(rule: (x: Value, site: Site) => Value): NodeImporter {
  return site => [rule(site.value(0), site)];
}

function two(rule: (a: Value, b: Value) => Value): NodeImporter {
  return site => [rule(site.value(0), site.value(1))];
}

function several(rule: (a: Value, b: Value) => Value): NodeImporter {
  return site => [inputsOf(site).reduce(rule)];
}

function inputsOf(site: Site): Value[] {
  const rest = site.node.inputs.slice(1);
  return [site.value(0), ...rest.map((_, i) => site.value(i + 1))];
}

const selu = { alpha: 1.6732631921768188, gamma: 1.0507010221481323 };

/** Operators that work element by element. */
export const pointwiseNodes: Readonly<Record<string, NodeImporter>> = {
  Abs: one(abs),
  Ceil: one(x => negate(floor(negate(x)))),
  Cos: one(cos),
  // Inference: nothing is dropped. A mask that something reads is refused as a value nobody makes.
  Dropout: one(x => x),
  Elu: one((x, site) => elu(x, site.number('alpha', 1))),
  Erf: one(erf),
  Exp: one(exp),
  Floor: one(floor),
  Gelu: one((x, site) =>
    gelu(x, { approximate: site.text('approximate', 'none') === 'tanh' ? 'tanh' : 'none' }),
  ),
  HardSigmoid: one((x, site) =>
    hardSigmoid(x, site.number('alpha', 0.2), site.number('beta', 0.5)),
  ),
  HardSwish: one(hardSwish),
  Identity: one(x => x),
  LeakyRelu: one((x, site) => leakyRelu(x, site.number('alpha', 0.01))),
  Log: one(log),
  Mish: one(x => mul(x, tanh(softplus(x)))),
  Neg: one(negate),
  Not: one(not),
  Reciprocal: one(reciprocal),
  Relu: one(relu),
  Round: one(round),
  Selu: one((x, site) =>
    mul(elu(x, site.number('alpha', selu.alpha)), site.number('gamma', selu.gamma)),
  ),
  Sigmoid: one(sigmoid),
  Sign: one(sign),
  Sin: one(sin),
  Softplus: one(softplus),
  Softsign: one(softsign),
  Sqrt: one(sqrt),
  Tanh: one(tanh),

  Add: two(add),
  And: two(and),
  Div: two(div),
  Equal: two(equal),
  Greater: two(greater),
  GreaterOrEqual: two(greaterOrEqual),
  Less: two(less),
  LessOrEqual: two(lessOrEqual),
  Mul: two(mul),
  Or: two(or),
  Sub: two(sub),
  PRelu: two((x, slope) => where(greater(x, 0), x, mul(x, slope))),
  Pow(site) {
    const x = site.value(0);
    const exponents = site.known(1)?.elements ?? [];
    const [exponent] = exponents;
    if (exponents.length === 1 && typeof exponent === 'number') {
      return [exponent === 2 ? square(x) : pow(x, exponent)];
    }
    return [pow(x, cast(site.value(1), x.type))];
  },

  Max: several(maximum),
  Mean: site => [div(inputsOf(site).reduce(add), site.node.inputs.length)],
  Min: several(minimum),
  Sum: several(add),

  Where: site => [where(site.value(0), site.value(1), site.value(2))],
  Clip(site) {
    const min = site.scalar(1, Number.NEGATIVE_INFINITY);
    const max = site.scalar(2, Number.POSITIVE_INFINITY);
    return [clip(site.value(0), { min, max })];
  },
  Cast(site) {
    const foreign = foreignTypeOf(site.number('to', 0));
    const type = elementTypeOf(foreign, site.graph.float);
    if (type === null)
      throw site.refusal(`a cast to ${foreign}`, 'float, int64, int32, uint8 or bool');
    return [cast(site.value(0), type)];
  },
};
