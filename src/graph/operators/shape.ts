import { MingaError } from '../../errors/index.ts';
import { broadcast } from '../broadcast.ts';
import { apply, type Operator, type OperatorEntry, shapeError } from '../operator.ts';
import { type Dimension, printShape, type Shape, type Value } from '../value.ts';
import { intOf, intsOf } from './attributes.ts';
import { axesWithin, axisWithin } from './axes.ts';
import { product, quotient } from './dimension.ts';
import { sumTo } from './pointwise.ts';
import { reduceSum } from './reduction.ts';
import { shapeVector, sizesOf } from './shape-vector.ts';

/** Ones of the type and shape of `x`. */
export function onesLike(x: Value): Value {
  return filledLike(x, 1);
}

/** Zeros of the type and shape of `x`. */
export function zerosLike(x: Value): Value {
  return filledLike(x, 0);
}

function filledLike(x: Value, content: number): Value {
  const shape = sizesOf(x);
  const one = x.graph.constant([content], [1], x.type);
  return x.graph.node('Expand', [one, shape], {}, [{ type: x.type, shape: x.shape }])[0];
}

/** The product of the sizes along `axes`, as a scalar: they may be known only at run time. */
export function elementCount(x: Value, axes: readonly number[]): Value {
  const { graph } = x;
  const sizes = sizesOf(x);
  const [picked] = graph.node('Gather', [sizes, graph.constant(axes, [axes.length], 'int64')], {}, [
    { type: 'int64', shape: [axes.length] },
  ]);
  const [total] = graph.node('ReduceProd', [picked], { keepdims: { int: 0 } }, [
    { type: 'int64', shape: [] },
  ]);
  const to = { int: x.type === 'float64' ? 11 : 1 };
  return graph.node('Cast', [total], { to }, [{ type: x.type, shape: [] }])[0];
}

const insertion: Operator = {
  name: 'Unsqueeze',
  build(graph, [x], attributes) {
    const axes = intsOf(attributes, 'axes');
    const rank = x.shape.length + axes.length;
    const sizes = x.shape.values();
    const shape = Array.from({ length: rank }, (_, i) =>
      axes.includes(i) ? 1 : (sizes.next().value ?? 1),
    );
    const input = graph.constant(axes, [axes.length], 'int64');
    return graph.node('Unsqueeze', [x, input], {}, [{ type: x.type, shape }]);
  },
  gradient: ({ attributes }, [g]) => [g && reduceSum(g, intsOf(attributes, 'axes'))],
};

const removal: Operator = {
  name: 'Squeeze',
  build(graph, [x], attributes) {
    const axes = intsOf(attributes, 'axes');
    if (axes.some(axis => x.shape[axis] !== 1)) {
      throw shapeError('Squeeze', [x], `a size of 1 on axes ${axes.join()}`);
    }
    const shape = x.shape.filter((_, i) => !axes.includes(i));
    const input = graph.constant(axes, [axes.length], 'int64');
    return graph.node('Squeeze', [x, input], {}, [{ type: x.type, shape }]);
  },
  gradient: ({ attributes }, [g]) => [g && unsqueeze(g, intsOf(attributes, 'axes'))],
};

function reshaping(target: Shape): Operator {
  return {
    name: 'Reshape',
    build(graph, [x, ...sources]) {
      const shape = resolved(x, target);
      const input = shapeVector('Reshape', graph, asked(x, target), [x, ...sources]);
      return graph.node('Reshape', [x, input], {}, [{ type: x.type, shape }]);
    },
    gradient: ({ inputs: [x, ...sources] }, [g]) => [
      g && reshapeLike(g, x),
      ...sources.map(() => null),
    ],
  };
}

/** The target with its −1 worked out, where the numbers allow it. */
function resolved(x: Value, target: Shape): Shape {
  const at = target.indexOf(-1);
  const rest = target.filter(size => size !== -1);
  const inferred = quotient(x.shape, rest);
  const wanted = target.some(size => typeof size === 'number' && (size < -1 || size % 1 !== 0));
  const known = [...x.shape, ...rest].every(size => typeof size === 'number');
  const fits = at < 0 ? !known || product(x.shape) === product(rest) : inferred !== null;
  if (wanted || !fits || target.length - rest.length > 1) {
    throw shapeError('Reshape', [x], `as many elements as ${printShape(target)} has`);
  }
  return at < 0 || inferred === null ? target : target.with(at, inferred);
}

/**
 * What the Reshape node is told: 0 keeps a size where it stands, and −1 is the one size that would
 * otherwise have to be looked up.
 */
function asked({ shape }: Value, target: Shape): Shape {
  const marked = target.map((size, i) =>
    typeof size === 'string' && shape[i] === size ? 0 : size,
  );
  const named = marked.flatMap((size, i) => (typeof size === 'string' ? [i] : []));
  // A size that is 0 in earnest is one that −1 cannot be worked out beside.
  const free = !target.includes(-1) && !target.includes(0);
  return named.length === 1 && free ? marked.with(named[0], -1) : marked;
}

const flattening: Operator = {
  name: 'Flatten',
  build(graph, [x], attributes) {
    const axis = intOf(attributes, 'axis');
    const shape = [product(x.shape.slice(0, axis)), product(x.shape.slice(axis))];
    return graph.node('Flatten', [x], attributes, [{ type: x.type, shape }]);
  },
  gradient: ({ inputs: [x] }, [g]) => [g && reshapeLike(g, x)],
};

function expansion(target: Shape): Operator {
  return {
    name: 'Expand',
    build(graph, [x, ...sources]) {
      const offset = target.length - x.shape.length;
      const shape = broadcast('Expand', x, { type: x.type, shape: target });
      // A size that x has already is asked for as 1, so that it need not be looked up.
      const sizes = target.map((size, i) => (size === x.shape[i - offset] ? 1 : size));
      const input = shapeVector('Expand', graph, sizes, [x, ...sources]);
      return graph.node('Expand', [x, input], {}, [{ type: x.type, shape }]);
    },
    gradient: ({ inputs: [x, ...sources] }, [g]) => [g && sumTo(g, x), ...sources.map(() => null)],
  };
}

const repetition: Operator = {
  name: 'Tile',
  build(graph, [x], attributes) {
    const repeats = intsOf(attributes, 'repeats');
    if (repeats.length !== x.shape.length || repeats.some(n => !Number.isInteger(n) || n < 1)) {
      throw shapeError('Tile', [x], `a count of at least 1 an axis, not [${repeats.join()}]`);
    }
    const shape = x.shape.map((size, i) => product([size, repeats[i]]));
    const input = graph.constant(repeats, [repeats.length], 'int64');
    return graph.node('Tile', [x, input], {}, [{ type: x.type, shape }]);
  },
  // The copies lie behind one another: with an axis of their own they are summed at once.
  gradient({ inputs: [x], attributes }, [g]) {
    if (g === null) return [null];
    const repeats = intsOf(attributes, 'repeats');
    const parted = x.shape.flatMap((size, i) => [repeats[i], size]);
    const copies = apply(reshaping(parted), [g, x])[0];
    return [
      repeats.length === 0
        ? g
        : reduceSum(
            copies,
            repeats.map((_, i) => 2 * i),
          ),
    ];
  },
};

/**
 * The same numbers with an axis of size 1 at each of `axes`, which number those of the result.
 *
 * @throws E_GRAPH where an axis is there twice or the result has no such axis
 */
export function unsqueeze(x: Value, axes: readonly number[]): Value {
  const rank = x.shape.length + axes.length;
  const counted = axes.map(axis => (axis < 0 ? axis + rank : axis));
  if (counted.some(axis => !(axis >= 0 && axis < rank)) || new Set(counted).size < axes.length) {
    throw shapeError('Unsqueeze', [x], `axes below ${rank}, each once, not [${axes.join()}]`);
  }
  return apply(insertion, [x], { axes: { ints: counted } })[0];
}

/**
 * The same numbers without `axes`, all of size 1.
 *
 * @throws E_GRAPH where one is of another size, or not an axis of `x`
 */
export function squeeze(x: Value, axes: readonly number[]): Value {
  return apply(removal, [x], { axes: { ints: axesWithin('Squeeze', x, axes) } })[0];
}

/**
 * The same numbers, row-major, in another shape.
 *
 * @param shape numbers, names of sizes of `x`, and at most one −1, which is worked out
 * @throws E_GRAPH where the numbers of elements differ, or a name is none of `x`'s
 * @example
 * const tokens = reshape(patches, ['N', 196, -1]);
 */
export function reshape(x: Value, shape: Shape): Value {
  const unknown = shape.find(size => typeof size === 'string' && !x.shape.includes(size));
  if (unknown !== undefined) {
    throw shapeError('Reshape', [x], `a size named ${unknown} among its own, to take it from`);
  }
  return apply(reshaping(shape), [x])[0];
}

/** The numbers of `x` in the shape of `reference`, which may be known only as the graph runs. */
export function reshapeLike(x: Value, reference: Value): Value {
  return apply(reshaping(reference.shape), [x, reference])[0];
}

/**
 * A matrix: the axes before `axis` become its rows, the others its columns.
 *
 * @throws E_GRAPH where `x` has no such axis
 */
export function flatten(x: Value, axis = 1): Value {
  const end = axis === x.shape.length;
  const counted = end ? axis : axisWithin('Flatten', x, axis);
  return apply(flattening, [x], { axis: { int: counted } })[0];
}

/**
 * Copies along the axes of size 1, and along new axes in front, until the shape is `shape`.
 *
 * @param source where named sizes are taken from that `x` itself does not have
 * @throws E_GRAPH where the shapes do not broadcast, or a named size is found nowhere
 * @example
 * const classTokens = expand(classToken, ['N', 1, 192], patches);
 */
export function expand(x: Value, shape: Shape, source?: Value): Value {
  if (shape.length < x.shape.length) throw shapeError('Expand', [x], 'at least as many axes');
  return apply(expansion(shape), source === undefined ? [x] : [x, source])[0];
}

/**
 * The whole of `x` repeated along each axis, `repeats[i]` times along axis i.
 *
 * @throws E_GRAPH where there is not one count of at least 1 an axis
 */
export function tile(x: Value, repeats: readonly number[]): Value {
  return apply(repetition, [x], { repeats: { ints: repeats } })[0];
}

/** @throws E_GRAPH where the size is known only as the graph runs */
export function knownSize(operator: string, x: Value, axis: number): number {
  const size: Dimension = x.shape[axis];
  if (typeof size === 'number') return size;
  throw new MingaError('E_GRAPH', {
    found: `${operator} of ${printShape(x.shape)}`,
    expected: `a known size on axis ${axis}`,
  });
}

const entry = (operator: Operator, name: string, shape: string): OperatorEntry => ({
  operator,
  functions: [name],
  nodes: [operator.name],
  shape,
  gradient: 'yes',
});

export const shaping: readonly OperatorEntry[] = [
  entry(insertion, 'unsqueeze', '1 inserted at each axis'),
  entry(removal, 'squeeze', 'without the axes, all of size 1'),
  {
    ...entry(reshaping([]), 'reshape', 'as asked; −1 and names worked out'),
    nodes: ['Concat', 'Gather', 'Reshape', 'Shape'],
  },
  entry(flattening, 'flatten', '[product before the axis, product from it on]'),
  {
    ...entry(expansion([]), 'expand', 'x broadcast to the shape asked for'),
    nodes: ['Concat', 'Expand', 'Gather', 'Shape'],
  },
  entry(repetition, 'tile', 'each size times its count'),
];
