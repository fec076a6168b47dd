import { apply, type Operator, type OperatorEntry, shapeError } from '../operator.ts';
import type { Dimension, Value } from '../value.ts';
import { floatOf, intOf, intsOf } from './attributes.ts';
import { axisWithin } from './axes.ts';
import { plus } from './dimension.ts';
import { gather } from './gather.ts';
import { knownSize, zerosLike } from './shape.ts';

const concatenation: Operator = {
  name: 'Concat',
  build(graph, inputs, attributes) {
    const axis = intOf(attributes, 'axis');
    const [first] = inputs;
    let size: Dimension = 0;
    for (const input of inputs) {
      const fits = input.shape.every((n, i) => i === axis || n === first.shape[i]);
      const own = input.shape[axis];
      if (!fits || input.shape.length !== first.shape.length || input.type !== first.type) {
        throw shapeError('Concat', inputs, `one type, and equal shapes but for axis ${axis}`);
      }
      if (typeof own !== 'number' && typeof size !== 'number') {
        throw shapeError('Concat', inputs, 'known sizes on its axis, all but one');
      }
      size = typeof own === 'number' ? plus(size, own) : plus(own, Number(size));
    }
    const shape = first.shape.with(axis, size);
    return graph.node('Concat', inputs, attributes, [{ type: first.type, shape }]);
  },
  gradient({ inputs, attributes }, [g]) {
    const axis = intOf(attributes, 'axis');
    const sizes = inputs.map(({ shape }) => shape[axis]);
    return inputs.map((_, i) => {
      if (g === null) return null;
      const start = total(sizes.slice(0, i));
      const after = total(sizes.slice(i + 1));
      // Beside the one size that is not known, places are counted from the nearer known end.
      if (start === null) return slice(g, axis, -Number(after) - Number(sizes[i]), endAt(after));
      return slice(g, axis, start, after === null ? start + Number(sizes[i]) : endAt(after));
    });
  },
};

function endAt(after: number | null): number {
  return after === null || after === 0 ? Number.POSITIVE_INFINITY : -after;
}

function total(sizes: readonly Dimension[]): number | null {
  const known = sizes.every(size => typeof size === 'number');
  return known ? sizes.reduce<number>((sum, size) => sum + Number(size), 0) : null;
}

const section: Operator = {
  name: 'Slice',
  build(graph, [x], attributes) {
    const axis = intOf(attributes, 'axis');
    const [start, end] = [intOf(attributes, 'start'), intOf(attributes, 'end')];
    const bounds = [[start], [end], [axis]].map(n => graph.constant(n, [1], 'int64'));
    const shape = x.shape.with(axis, end - start);
    return graph.node('Slice', [x, ...bounds], {}, [{ type: x.type, shape }]);
  },
  gradient({ inputs: [x], attributes }, [g]) {
    if (g === null) return [null];
    const axis = intOf(attributes, 'axis');
    const [start, end] = [intOf(attributes, 'start'), intOf(attributes, 'end')];
    const before = x.shape.map((_, i) => (i === axis ? start : 0));
    const after = x.shape.map((size, i) => (i === axis ? Number(size) - end : 0));
    return [pad(g, [...before, ...after])];
  },
};

const parting: Operator = {
  name: 'Split',
  build(graph, [x], attributes) {
    const axis = intOf(attributes, 'axis');
    const sizes = intsOf(attributes, 'sizes');
    const size = knownSize('Split', x, axis);
    const fits = sizes.every(part => Number.isInteger(part) && part >= 0);
    if (!fits || sizes.reduce((sum, part) => sum + part, 0) !== size) {
      throw shapeError('Split', [x], `parts of axis ${axis} that add up, not [${sizes.join()}]`);
    }
    const input = graph.constant(sizes, [sizes.length], 'int64');
    return graph.node(
      'Split',
      [x, input],
      { axis: { int: axis } },
      sizes.map(part => ({ type: x.type, shape: x.shape.with(axis, part) })),
    );
  },
  gradient({ outputs, attributes }, gradients) {
    if (gradients.every(g => g === null)) return [null];
    const parts = gradients.map((g, i) => g ?? zerosLike(outputs[i]));
    return [concat(parts, intOf(attributes, 'axis'))];
  },
};

const padding: Operator = {
  name: 'Pad',
  build(graph, [x], attributes) {
    const pads = intsOf(attributes, 'pads');
    const content = floatOf(attributes, 'constant', 0);
    const rank = x.shape.length;
    const shape = x.shape.map((size, i) => plus(size, pads[i] + pads[i + rank]));
    const fits = pads.length === 2 * rank && pads.every(Number.isInteger);
    if (!fits || shape.some(size => typeof size === 'number' && size < 0)) {
      throw shapeError('Pad', [x], `two whole numbers an axis, not [${pads.join()}]`);
    }
    const input = graph.constant(pads, [pads.length], 'int64');
    const inputs = content === 0 ? [x, input] : [x, input, graph.constant(content, [], x.type)];
    return graph.node('Pad', inputs, {}, [{ type: x.type, shape }]);
  },
  // What was added is cut off again, and what was cut off is added as zeros.
  gradient: ({ attributes }, [g]) => [
    g &&
      pad(
        g,
        intsOf(attributes, 'pads').map(n => -n),
      ),
  ],
};

/**
 * Joins along `axis`. On it at most one size may be a name.
 *
 * @throws E_GRAPH where the other sizes or the types differ
 */
export function concat(inputs: readonly Value[], axis: number): Value {
  if (inputs.length === 0) throw shapeError('Concat', [], 'at least one tensor');
  return apply(concatenation, inputs, { axis: { int: axisWithin('Concat', inputs[0], axis) } })[0];
}

/**
 * Elements start ≤ i < end along `axis`, every `step`-th of them.
 *
 * Bounds below 0 count from the end, and Infinity is the end. Of a named size only what can be
 * said without knowing it: bounds counted from one end, or from the start to some way before the
 * end; whether they lie within it is seen as the graph runs.
 *
 * @param step ≥ 1; other than 1 the size must be known
 * @throws E_GRAPH where the bounds do not lie within a known size
 * @example
 * const classToken = slice(tokens, 1, 0, 1);
 */
export function slice(
  x: Value,
  axis: number,
  start: number,
  end = Number.POSITIVE_INFINITY,
  step = 1,
): Value {
  const counted = axisWithin('Slice', x, axis);
  const { from, to } = bounds(x, counted, start, end);
  if (step !== 1) return strided(x, counted, from, to, step);
  if (typeof x.shape[counted] === 'string') return ofNamedSize(x, counted, from, to);
  return apply(section, [x], { axis: { int: counted }, start: { int: from }, end: { int: to } })[0];
}

function bounds(x: Value, axis: number, start: number, end: number) {
  const size = x.shape[axis];
  if (typeof size === 'string') return { from: start, to: end };
  const from = start < 0 ? start + size : start;
  const to = end === Number.POSITIVE_INFINITY ? size : end < 0 ? end + size : end;
  if (!(from >= 0 && to >= from && to <= size)) {
    throw shapeError('Slice', [x], `0 ≤ start ≤ end ≤ its size, not ${start} to ${end}`);
  }
  return { from, to };
}

function strided(x: Value, axis: number, from: number, to: number, step: number): Value {
  knownSize('Slice', x, axis);
  if (!Number.isInteger(step) || step < 1) {
    throw shapeError('Slice', [x], `a step of at least 1, not ${step}`);
  }
  const places = Array.from({ length: Math.ceil((to - from) / step) }, (_, i) => from + i * step);
  return gather(x, x.graph.constant(places, [places.length], 'int64'), axis);
}

/** Cutting off a known number at both ends is a Pad by less than nothing; else rows are chosen. */
function ofNamedSize(x: Value, axis: number, from: number, to: number): Value {
  const toEnd = to === Number.POSITIVE_INFINITY;
  if (from >= 0 && (toEnd || to < 0)) {
    const pads = x.shape.map((_, i) => (i === axis ? -from : 0));
    const after = x.shape.map((_, i) => (i === axis && !toEnd ? to : 0));
    return pad(x, [...pads, ...after]);
  }
  const last = toEnd ? 0 : to;
  if (last < from || (from < 0 && !toEnd && to >= 0)) {
    throw shapeError('Slice', [x], `bounds counted from one end, not ${from} to ${to}`);
  }
  const places = Array.from({ length: last - from }, (_, i) => from + i);
  return gather(x, x.graph.constant(places, [places.length], 'int64'), axis);
}

/**
 * Cut along `axis`, whose size must be known, into parts of `sizes`.
 *
 * @throws E_GRAPH where they do not add up to the size
 */
export function split(x: Value, axis: number, sizes: readonly number[]): readonly Value[] {
  const counted = axisWithin('Split', x, axis);
  return apply(parting, [x], { axis: { int: counted }, sizes: { ints: sizes } });
}

/**
 * `constant` added around `x`; less than nothing is cut off.
 *
 * @param pads as ONNX has them: first what is added before each axis, then what after each
 * @throws E_GRAPH where there are not two whole numbers an axis, or more is cut off than there is
 */
export function pad(x: Value, pads: readonly number[], constant = 0): Value {
  return apply(padding, [x], { pads: { ints: pads }, constant: { float: constant } })[0];
}

const entry = (operator: Operator, name: string, shape: string): OperatorEntry => ({
  operator,
  functions: [name],
  nodes: [operator.name],
  shape,
  gradient: 'yes',
});

export const sections: readonly OperatorEntry[] = [
  entry(concatenation, 'concat', 'the sum of the sizes on the axis, at most one of them named'),
  entry(section, 'slice', 'end − start on the axis'),
  entry(parting, 'split', 'each part its size on the axis'),
  entry(padding, 'pad', 'each size and its two pads'),
];
