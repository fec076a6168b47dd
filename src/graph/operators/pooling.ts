import {
  apply,
  type CompositionEntry,
  type Operator,
  type OperatorEntry,
  shapeError,
} from '../operator.ts';
import type { Attributes, Value } from '../value.ts';
import { div } from './arithmetic.ts';
import { intOf } from './attributes.ts';
import { convTranspose } from './convolution.ts';
import { scatterAdd } from './gather.ts';
import { reduceMax, reduceMean } from './reduction.ts';
import { knownSize, reshape, reshapeLike } from './shape.ts';
import {
  padOf,
  reachOf,
  type Window,
  type WindowOptions,
  windowAttributes,
  windowCounts,
  windowIn,
  windowOver,
} from './window.ts';

const greatest: Operator = {
  name: 'MaxPool',
  build(graph, [x], attributes) {
    const places = windowCounts('MaxPool', x, windowIn(attributes));
    const shape = [x.shape[0], x.shape[1], ...places];
    return graph.node('MaxPool', [x], attributes, [
      { type: x.type, shape },
      { type: 'int64', shape },
    ]);
  },
  // The runtime says where in the whole of x each maximum stood, the first where several tie.
  gradient({ inputs: [x], outputs: [, places] }, [g]) {
    if (g === null) return [null];
    const flat = [-1] as const;
    return [reshapeLike(scatterAdd(reshape(g, flat), reshape(places, flat), reshape(x, flat)), x)];
  },
};

const average: Operator = {
  name: 'AveragePool',
  build(graph, [x], attributes) {
    const shape = [x.shape[0], x.shape[1], ...windowCounts('AveragePool', x, windowIn(attributes))];
    // Its dilations came to ONNX after the version written here.
    const { dilations, ...settings } = attributes;
    return graph.node('AveragePool', [x], settings, [{ type: x.type, shape }]);
  },
  // Each output is spread evenly over its window: a transposed convolution of each channel by ones.
  gradient({ graph, inputs: [x], attributes }, [g]) {
    if (g === null) return [null];
    const window = windowIn(attributes);
    const counts = window.kernel.map((_, i) => knownSize('gradient of AveragePool', g, i + 2));
    const outputPadding = window.kernel.map((_, i) => {
      const size = knownSize('gradient of AveragePool', x, i + 2);
      return size - (window.strides[i] * (counts[i] - 1) + reachOf(window, i) - padOf(window, i));
    });
    const channels = reshape(div(g, divisors(g, x, attributes)), [-1, 1, ...counts]);
    const size = window.kernel.reduce((a, b) => a * b, 1);
    const ones = graph.constant(Array(size).fill(1), [1, 1, ...window.kernel], x.type);
    return [reshapeLike(convTranspose(channels, ones, { ...window, outputPadding }), x)];
  },
};

/** How many elements each average is of: all of the kernel, or those of it that are not padding. */
function divisors(g: Value, x: Value, attributes: Attributes): Value {
  const window = windowIn(attributes);
  const size = window.kernel.reduce((a, b) => a * b, 1);
  if (intOf(attributes, 'count_include_pad') === 1 || window.pads.every(n => n === 0)) {
    return x.graph.constant(size, [], x.type);
  }
  const along = window.kernel.map((_, i) => within(window, i, Number(x.shape[i + 2])));
  const counts = along.reduce((rows, row) => rows.flatMap(a => row.map(b => a * b)), [1]);
  return x.graph.constant(counts, [1, 1, ...g.shape.slice(2).map(Number)], x.type);
}

/** For each place of a window along an axis, how many of its elements lie within x. */
function within(window: Window, axis: number, size: number): number[] {
  const places = Math.floor(
    (size + padOf(window, axis) - reachOf(window, axis)) / window.strides[axis],
  );
  return Array.from({ length: places + 1 }, (_, place) => {
    const start = place * window.strides[axis] - window.pads[axis];
    return Math.min(start + window.kernel[axis], size) - Math.max(start, 0);
  });
}

/**
 * The greatest of each window. Its gradient goes to the first that attains it, as in PyTorch.
 *
 * @param x [n, c, length] or [n, c, height, width]
 * @param kernel one size an axis; strides equal it where not given
 * @throws E_GRAPH where the shapes do not fit or the kernel has no room
 * @throws E_OPTION where an option is outside its range
 */
export function maxPool(x: Value, kernel: readonly number[], options: WindowOptions = {}): Value {
  const window = windowOver('MaxPool', x, kernel, options, kernel);
  return apply(greatest, [x], windowAttributes(window))[0];
}

/** What can be set of average pooling. */
export interface AveragePoolOptions extends Omit<WindowOptions, 'dilations'> {
  /** Whether zeros of the padding count as elements; true where not given, as in PyTorch. */
  readonly countIncludePad?: boolean;
}

/**
 * The mean of each window.
 *
 * @param x [n, c, length] or [n, c, height, width]
 * @param kernel one size an axis; strides equal it where not given
 * @throws E_GRAPH where the shapes do not fit or the kernel has no room
 * @throws E_OPTION where an option is outside its range
 */
export function averagePool(
  x: Value,
  kernel: readonly number[],
  options: AveragePoolOptions = {},
): Value {
  const { countIncludePad = true, ...rest } = options;
  const window = windowOver('AveragePool', x, kernel, rest, kernel);
  const counting = { count_include_pad: { int: countIncludePad ? 1 : 0 } };
  return apply(average, [x], { ...windowAttributes(window), ...counting })[0];
}

/**
 * The mean of each channel: [n, c, …] gives [n, c, 1, …].
 *
 * @throws E_GRAPH where `x` has no spatial axis
 */
export function globalAveragePool(x: Value): Value {
  return reduceMean(x, spatialAxes('GlobalAveragePool', x), true);
}

/**
 * The greatest of each channel: [n, c, …] gives [n, c, 1, …]. Ties share the gradient equally.
 *
 * @throws E_GRAPH where `x` has no spatial axis
 */
export function globalMaxPool(x: Value): Value {
  return reduceMax(x, spatialAxes('GlobalMaxPool', x), true);
}

function spatialAxes(operator: string, x: Value): number[] {
  if (x.shape.length < 3) throw shapeError(operator, [x], '[n, c, …] with spatial axes');
  return x.shape.map((_, i) => i).slice(2);
}

export const pools: readonly OperatorEntry[] = [
  {
    operator: greatest,
    functions: ['maxPool'],
    nodes: ['MaxPool'],
    shape: '[n, c, ⌊(size + pads − dilation·(kernel − 1) − 1)/stride⌋ + 1, …]',
    gradient: 'yes: to the first of ties',
  },
  {
    operator: average,
    functions: ['averagePool'],
    nodes: ['AveragePool'],
    shape: '[n, c, ⌊(size + pads − kernel)/stride⌋ + 1, …]',
    gradient: 'yes: where the spatial sizes are known',
  },
];

export const poolCompositions: readonly CompositionEntry[] = [
  { name: 'globalAveragePool', formula: 'mean of each channel', operators: ['ReduceMean'] },
  { name: 'globalMaxPool', formula: 'greatest of each channel', operators: ['ReduceMax'] },
];
