import { apply, type Operator, type OperatorEntry, shapeError } from '../operator.ts';
import type { Attributes, Shape, Value } from '../value.ts';
import { div, mul, sub } from './arithmetic.ts';
import { intOf, intsOf } from './attributes.ts';
import { axesWithin, axisWithin } from './axes.ts';
import { equal, greater } from './comparison.ts';
import { cast, exp } from './elementwise.ts';
import { where } from './selection.ts';
import { elementCount, onesLike, unsqueeze } from './shape.ts';

const sum: Operator = {
  name: 'ReduceSum',
  build: reductionBy('ReduceSum'),
  gradient: ({ inputs: [x], attributes }, [g]) => [g && spread(g, x, attributes)],
};

const mean: Operator = {
  name: 'ReduceMean',
  build: reductionBy('ReduceMean'),
  gradient: ({ inputs: [x], attributes }, [g]) => [
    g && div(spread(g, x, attributes), elementCount(x, intsOf(attributes, 'axes'))),
  ],
};

function extreme(name: 'ReduceMax' | 'ReduceMin'): Operator {
  return {
    name,
    build: reductionBy(name),
    gradient({ inputs: [x], outputs: [y], attributes }, [g]) {
      if (g === null) return [null];
      const attained = cast(equal(x, kept(y, attributes)), x.type);
      const ties = reduceSum(attained, intsOf(attributes, 'axes'), true);
      return [mul(div(kept(g, attributes), ties), attained)];
    },
  };
}

const highest = extreme('ReduceMax');
const lowest = extreme('ReduceMin');

const norm: Operator = {
  name: 'ReduceL2',
  build: reductionBy('ReduceL2'),
  // Divided by infinity, the slope at a norm of 0 is 0, and so is the slope of that slope.
  gradient({ inputs: [x], outputs: [y], attributes }, [g]) {
    if (g === null) return [null];
    const safe = where(greater(y, 0), y, Number.POSITIVE_INFINITY);
    return [mul(kept(div(g, safe), attributes), x)];
  },
};

const logSum: Operator = {
  name: 'ReduceLogSumExp',
  build: reductionBy('ReduceLogSumExp'),
  gradient: ({ inputs: [x], outputs: [y], attributes }, [g]) => [
    g && mul(kept(g, attributes), exp(sub(x, kept(y, attributes)))),
  ],
};

const multiplied: Operator = {
  name: 'ReduceProd',
  build: reductionBy('ReduceProd'),
  gradient: null,
};

const place: Operator = {
  name: 'ArgMax',
  build(graph, [x], attributes) {
    const shape = reducedShape(x, [intOf(attributes, 'axis')], keepsDimensions(attributes));
    return graph.node('ArgMax', [x], attributes, [{ type: 'int64', shape }]);
  },
  gradient: () => [null],
};

function reductionBy(name: string): Operator['build'] {
  return (graph, [x], attributes) => {
    const axes = intsOf(attributes, 'axes');
    const keep = keepsDimensions(attributes);
    const input = graph.constant(axes, [axes.length], 'int64');
    return graph.node(name, [x, input], { keepdims: { int: keep ? 1 : 0 } }, [
      { type: x.type, shape: reducedShape(x, axes, keep) },
    ]);
  };
}

function reducedShape({ shape }: Value, axes: readonly number[], keep: boolean): Shape {
  return shape.flatMap((size, i) => (axes.includes(i) ? (keep ? [1] : []) : [size]));
}

/** The gradient of a reduction, repeated over what was summed. */
function spread(gradient: Value, x: Value, attributes: Attributes): Value {
  return mul(kept(gradient, attributes), onesLike(x));
}

/** A reduction's result, or its gradient, with the reduced axes as axes of size 1. */
function kept(reduced: Value, attributes: Attributes): Value {
  return keepsDimensions(attributes) ? reduced : unsqueeze(reduced, intsOf(attributes, 'axes'));
}

function keepsDimensions(attributes: Attributes): boolean {
  return intOf(attributes, 'keepdims') === 1;
}

function reduce(operator: Operator, x: Value, axes: readonly number[], keep: boolean): Value {
  const counted = axesWithin(operator.name, x, axes);
  return apply(operator, [x], { axes: { ints: counted }, keepdims: { int: keep ? 1 : 0 } })[0];
}

/**
 * The sum over `axes`, which stay as axes of size 1 where `keepDimensions`.
 *
 * @param axes those below 0 count from the end
 * @throws E_GRAPH where there are none, one is there twice or `x` has no such axis
 */
export function reduceSum(x: Value, axes: readonly number[], keepDimensions = false): Value {
  return reduce(sum, x, axes, keepDimensions);
}

/**
 * The mean over `axes`.
 *
 * @throws E_GRAPH as `reduceSum`
 */
export function reduceMean(x: Value, axes: readonly number[], keepDimensions = false): Value {
  return reduce(mean, x, axes, keepDimensions);
}

/**
 * The greatest over `axes`. Elements that tie share the gradient equally, as in PyTorch's `amax`.
 *
 * @throws E_GRAPH as `reduceSum`
 */
export function reduceMax(x: Value, axes: readonly number[], keepDimensions = false): Value {
  return reduce(highest, x, axes, keepDimensions);
}

/**
 * The least over `axes`. Elements that tie share the gradient equally, as in PyTorch's `amin`.
 *
 * @throws E_GRAPH as `reduceSum`
 */
export function reduceMin(x: Value, axes: readonly number[], keepDimensions = false): Value {
  return reduce(lowest, x, axes, keepDimensions);
}

/**
 * √Σx² over `axes`. The derivative at a norm of 0 is taken as 0.
 *
 * @throws E_GRAPH as `reduceSum`
 */
export function reduceL2(x: Value, axes: readonly number[], keepDimensions = false): Value {
  return reduce(norm, x, axes, keepDimensions);
}

/**
 * log Σ eˣ over `axes`, without overflow.
 *
 * @throws E_GRAPH as `reduceSum`
 */
export function logSumExp(x: Value, axes: readonly number[], keepDimensions = false): Value {
  return reduce(logSum, x, axes, keepDimensions);
}

/**
 * The product over `axes`. It has no gradient: a zero among the factors needs a case of its own;
 * of positive numbers, `exp(reduceSum(log(x), axes))` has one.
 *
 * @throws E_GRAPH as `reduceSum`
 */
export function reduceProd(x: Value, axes: readonly number[], keepDimensions = false): Value {
  return reduce(multiplied, x, axes, keepDimensions);
}

/**
 * Where along `axis` the greatest element stands (int64), the first where several tie; carries no
 * gradient, for it is flat.
 *
 * @throws E_GRAPH where `x` has no such axis
 */
export function argMax(x: Value, axis = -1, keepDimensions = false): Value {
  if (x.shape.length === 0) throw shapeError('ArgMax', [x], 'at least one axis');
  const counted = axisWithin('ArgMax', x, axis);
  const attributes = { axis: { int: counted }, keepdims: { int: keepDimensions ? 1 : 0 } };
  return apply(place, [x], attributes)[0];
}

const entry = (operator: Operator, name: string): OperatorEntry => ({
  operator,
  functions: [name],
  nodes: [operator.name],
  shape: 'that of x without the axes, or with 1 in their place',
  gradient: 'yes',
});

export const reductions: readonly OperatorEntry[] = [
  entry(sum, 'reduceSum'),
  entry(mean, 'reduceMean'),
  { ...entry(highest, 'reduceMax'), gradient: 'yes: shared equally among ties' },
  { ...entry(lowest, 'reduceMin'), gradient: 'yes: shared equally among ties' },
  { ...entry(norm, 'reduceL2'), gradient: 'yes: 0 at a norm of 0' },
  entry(logSum, 'logSumExp'),
  { ...entry(multiplied, 'reduceProd'), gradient: 'none: zeros among the factors' },
  { ...entry(place, 'argMax'), gradient: 'none: flat' },
];
