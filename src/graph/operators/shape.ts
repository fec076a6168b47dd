import { apply, type Operator, primitive, shapeError } from '../operator.ts';
import type { Attributes, Dimension, Value } from '../value.ts';
import { div, mul } from './arithmetic.ts';

const sum: Operator = {
  name: 'ReduceSum',
  build: (graph, [x], attributes) => reduction(graph, 'ReduceSum', x, attributes),
  gradient: ({ inputs: [x], attributes }, [g]) => [g && spread(g, x, attributes)],
};

const mean: Operator = {
  name: 'ReduceMean',
  build: (graph, [x], attributes) => reduction(graph, 'ReduceMean', x, attributes),
  gradient: ({ inputs: [x], attributes }, [g]) => [
    g && div(spread(g, x, attributes), elementCount(x, axesOf(attributes))),
  ],
};

function reduction(graph: Value['graph'], type: string, x: Value, attributes: Attributes): Value[] {
  const axes = axesOf(attributes);
  const keep = keepsDimensions(attributes);
  // ONNX reads "no axes" as "all axes", which nobody who writes an empty list means.
  const fits = axes.length > 0 && new Set(axes).size === axes.length;
  if (!fits || axes.some(axis => axis < 0 || axis >= x.shape.length)) {
    throw shapeError(type, [x], `axes within its rank, each once, not [${axes.join()}]`);
  }
  const shape = x.shape.flatMap((size, i) => (axes.includes(i) ? (keep ? [1] : []) : [size]));
  const input = graph.constant(axes, [axes.length], 'int64');
  return graph.node(type, [x, input], { keepdims: { int: keep ? 1 : 0 } }, [
    { type: x.type, shape },
  ]);
}

/** The gradient of a reduction, repeated over what was summed. */
function spread(gradient: Value, x: Value, attributes: Attributes): Value {
  const axes = axesOf(attributes);
  const aligned = keepsDimensions(attributes) ? gradient : unsqueeze(gradient, axes);
  return mul(aligned, onesLike(x));
}

function onesLike(x: Value): Value {
  const [shape] = x.graph.node('Shape', [x], {}, [{ type: 'int64', shape: [x.shape.length] }]);
  const one = x.graph.constant([1], [1], x.type);
  return x.graph.node('Expand', [one, shape], {}, [{ type: x.type, shape: x.shape }])[0];
}

/** The product of the sizes along `axes`, as a scalar: they may be known only at run time. */
export function elementCount(x: Value, axes: readonly number[]): Value {
  const { graph } = x;
  const [sizes] = graph.node('Shape', [x], {}, [{ type: 'int64', shape: [x.shape.length] }]);
  const [picked] = graph.node('Gather', [sizes, graph.constant(axes, [axes.length], 'int64')], {}, [
    { type: 'int64', shape: [axes.length] },
  ]);
  const [product] = graph.node('ReduceProd', [picked], { keepdims: { int: 0 } }, [
    { type: 'int64', shape: [] },
  ]);
  const to = { int: x.type === 'float64' ? 11 : 1 };
  return graph.node('Cast', [product], { to }, [{ type: x.type, shape: [] }])[0];
}

const insertion: Operator = {
  name: 'Unsqueeze',
  build(graph, [x], attributes) {
    const axes = axesOf(attributes);
    const rank = x.shape.length + axes.length;
    if (axes.some(axis => axis < 0 || axis >= rank) || new Set(axes).size !== axes.length) {
      throw shapeError('Unsqueeze', [x], `axes below ${rank}, each once, not [${axes.join()}]`);
    }
    const sizes = x.shape.values();
    const shape = Array.from({ length: rank }, (_, i) =>
      axes.includes(i) ? 1 : (sizes.next().value ?? 1),
    );
    const input = graph.constant(axes, [axes.length], 'int64');
    return graph.node('Unsqueeze', [x, input], {}, [{ type: x.type, shape }]);
  },
  gradient: ({ attributes }, [g]) => [g && reduceSum(g, axesOf(attributes))],
};

const concatenation: Operator = {
  name: 'Concat',
  build(graph, inputs, attributes) {
    const axis = intOf(attributes, 'axis');
    const [first] = inputs;
    let size: Dimension = 0;
    for (const input of inputs) {
      const fits = input.shape.every((n, i) => i === axis || n === first.shape[i]);
      const own = input.shape[axis];
      if (!fits || input.shape.length !== first.shape.length) {
        throw shapeError('Concat', inputs, `equal shapes but for axis ${axis}`);
      }
      if (typeof own !== 'number') throw shapeError('Concat', inputs, 'known sizes on its axis');
      size += own;
    }
    const shape = first.shape.with(axis, size);
    return graph.node('Concat', inputs, attributes, [{ type: first.type, shape }]);
  },
  gradient({ inputs, attributes }, [g]) {
    const axis = intOf(attributes, 'axis');
    let start = 0;
    return inputs.map(({ shape }) => {
      const size = Number(shape[axis]);
      start += size;
      return g && slice(g, axis, start - size, start);
    });
  },
};

const section: Operator = {
  name: 'Slice',
  build(graph, [x], attributes) {
    const axis = intOf(attributes, 'axis');
    const [start, end] = [intOf(attributes, 'start'), intOf(attributes, 'end')];
    const size = x.shape[axis];
    if (typeof size !== 'number') throw shapeError('Slice', [x], `a known size on axis ${axis}`);
    if (start < 0 || end < start || end > size) {
      throw shapeError('Slice', [x], `0 ≤ start ≤ end ≤ its size, not ${start} to ${end}`);
    }
    const bounds = [[start], [end], [axis]].map(n => graph.constant(n, [1], 'int64'));
    const shape = x.shape.with(axis, end - start);
    return graph.node('Slice', [x, ...bounds], {}, [{ type: x.type, shape }]);
  },
  gradient({ graph, inputs: [x], attributes }, [g]) {
    if (g === null) return [null];
    const axis = intOf(attributes, 'axis');
    const size = Number(x.shape[axis]);
    const before = x.shape.map((_, i) => (i === axis ? intOf(attributes, 'start') : 0));
    const after = x.shape.map((_, i) => (i === axis ? size - intOf(attributes, 'end') : 0));
    const pads = graph.constant([...before, ...after], [2 * before.length], 'int64');
    return graph.node('Pad', [g, pads], {}, [{ type: x.type, shape: x.shape }]);
  },
};

// Rows of data are chosen, never learned, in all that Minga trains so far; the embedding look-up
// of a text transformer will need the scatter that this lacks.
const rows = primitive(
  'Gather',
  ([x, indices]) => [{ type: x.type, shape: [...indices.shape, ...x.shape.slice(1)] }],
  null,
);

function axesOf(attributes: Attributes): readonly number[] {
  const { axes } = attributes;
  return axes !== undefined && 'ints' in axes ? axes.ints : [];
}

function keepsDimensions(attributes: Attributes): boolean {
  return intOf(attributes, 'keepdims') === 1;
}

function intOf(attributes: Attributes, name: string): number {
  const attribute = attributes[name];
  return attribute !== undefined && 'int' in attribute ? attribute.int : 0;
}

/** The sum over `axes`. */
export function reduceSum(x: Value, axes: readonly number[], keepDimensions = false): Value {
  return apply(sum, [x], reductionOf(axes, keepDimensions))[0];
}

/** The mean over `axes`. */
export function reduceMean(x: Value, axes: readonly number[], keepDimensions = false): Value {
  return apply(mean, [x], reductionOf(axes, keepDimensions))[0];
}

function reductionOf(axes: readonly number[], keepDimensions: boolean): Attributes {
  return { axes: { ints: axes }, keepdims: { int: keepDimensions ? 1 : 0 } };
}

/** The same numbers with an axis of size 1 at each of `axes`, which number those of the result. */
export function unsqueeze(x: Value, axes: readonly number[]): Value {
  return apply(insertion, [x], { axes: { ints: axes } })[0];
}

/** Joins along `axis`, whose sizes must be known. */
export function concat(inputs: readonly Value[], axis: number): Value {
  return apply(concatenation, inputs, { axis: { int: axis } })[0];
}

/** Elements start ≤ i < end along `axis`, whose size must be known. */
export function slice(x: Value, axis: number, start: number, end: number): Value {
  return apply(section, [x], { axis: { int: axis }, start: { int: start }, end: { int: end } })[0];
}

/** The rows of `x` at `indices` (int64); not differentiable in `x`. */
export function gather(x: Value, indices: Value): Value {
  return apply(rows, [x, indices], { axis: { int: 0 } })[0];
}

export const shaping: readonly Operator[] = [sum, mean, insertion, concatenation, section, rows];
