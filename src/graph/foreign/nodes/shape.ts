import { broadcast } from '../../broadcast.ts';
import { apply, type Operator } from '../../operator.ts';
import { plus } from '../../operators/dimension.ts';
import { expand, flatten, reshape, squeeze, tile, unsqueeze } from '../../operators/index.ts';
import { sumTo } from '../../operators/pointwise.ts';
import { reshapeLike } from '../../operators/shape.ts';
import type { Shape, Value } from '../../value.ts';
import { frozen } from '../frozen.ts';
import { elementTypeOf, type Known, knownTensor, knownVector } from '../known.ts';
import { axesOf, type NodeImporter, type Site, shapeInput } from '../site.ts';
import { reshaped } from '../target-shape.ts';

/** Reshape or Expand to a shape whose named sizes are reckoned from those of other values. */
function byVector(
  name: 'Reshape' | 'Expand',
  shape: Shape,
  back: (gradient: Value, x: Value) => Value,
): Operator {
  return {
    name,
    build: (graph, [x, vector]) => graph.node(name, [x, vector], {}, [{ type: x.type, shape }]),
    gradient: ({ inputs: [x] }, [g]) => [g && back(g, x), null],
  };
}

function reshapeTo(site: Site, x: Value, shape: Shape): Value {
  // The runtime works one size out by itself, so that the others alone must be found.
  const foreign = shape.filter(size => typeof size === 'string' && !x.shape.includes(size));
  if (foreign.length === 0) return reshape(x, shape);
  const [at] = shape.flatMap((size, i) => (size === foreign[0] ? [i] : []));
  if (foreign.length === 1 && !shape.includes(0))
    return named(reshape(x, shape.with(at, -1)), shape);
  return apply(byVector('Reshape', shape, reshapeLike), [x, site.sizes.vector(shape)])[0];
}

/** The same value under the names that its sizes have elsewhere: "N*4/4" is N. */
function named(x: Value, shape: Shape): Value {
  return { ...x, shape };
}

function expandTo(site: Site, x: Value, target: Shape): Value {
  const shape = broadcast('Expand', x, { type: x.type, shape: target });
  if (shape.every(size => typeof size === 'number' || x.shape.includes(size))) {
    return expand(x, shape);
  }
  return apply(byVector('Expand', shape, sumTo), [x, site.sizes.vector(shape)])[0];
}

/** Operators on shapes, and tensors that are made from nothing else. */
export const shapeNodes: Readonly<Record<string, NodeImporter>> = {
  Shape(site) {
    const x = site.value(0);
    site.sizes.note(x);
    const rank = x.shape.length;
    const within = (at: number) => Math.min(Math.max(at < 0 ? at + rank : at, 0), rank);
    const [start, end] = [within(site.number('start', 0)), within(site.number('end', rank))];
    return [knownVector(x.shape.slice(start, end))];
  },
  Size(site) {
    const x = site.value(0);
    site.sizes.note(x);
    return [{ type: 'int64', shape: [], elements: [site.sizes.product(x.shape)] }];
  },
  Constant(site) {
    const tensor = site.tensor('value');
    if (tensor !== null)
      return [knownTensor(tensor, site.graph.float) ?? frozen(tensor, site.graph)];
    const known = plainConstant(site);
    if (known !== null) return [known];
    throw site.refusal('a constant of text or of sparse numbers', 'a dense tensor of numbers');
  },
  ConstantOfShape(site) {
    const shape = shapeInput(site, 0);
    const content = site.tensor('value');
    const type = elementTypeOf(content?.type ?? 'float32', site.graph.float);
    if (type === null) throw site.refusal(`numbers of type ${content?.type}`, 'float, int or bool');
    const one = site.graph.constant([Number(content?.data[0] ?? 0)], [1], type);
    return site.graph.node('Expand', [one, site.sizes.vector(shape)], {}, [{ type, shape }]);
  },
  Range(site) {
    const [start, limit, delta] = [0, 1, 2].map(i => site.known(i)?.elements[0]);
    if (typeof start !== 'number' || typeof limit !== 'string' || delta !== 1) {
      throw site.refusal('a range that follows from data', 'one from a number to a size, by ones');
    }
    const size = plus(limit, -start);
    site.sizes.derive(size, 'Sub', limit, start);
    const bounds = [0, 1, 2].map(site.value);
    return site.graph.node('Range', bounds, {}, [{ type: bounds[0].type, shape: [size] }]);
  },
  Reshape(site) {
    const x = site.value(0);
    site.sizes.note(x);
    return [reshapeTo(site, x, reshaped(site, x.shape))];
  },
  Flatten(site) {
    const x = site.value(0);
    const axis = site.number('axis', 1);
    return [flatten(x, axis < 0 ? axis + x.shape.length : axis)];
  },
  Squeeze(site) {
    const x = site.value(0);
    const ones = x.shape.flatMap((size, i) => (size === 1 ? [i] : []));
    const axes = axesOf(site, x.shape.length) ?? ones;
    return [axes.length === 0 ? x : squeeze(x, axes)];
  },
  Unsqueeze(site) {
    const axes = site.list('axes') ?? site.numbers(1) ?? [];
    return [axes.length === 0 ? site.value(0) : unsqueeze(site.value(0), axes)];
  },
  Expand: site => [expandTo(site, site.value(0), shapeInput(site, 1))],
  Tile(site) {
    const x = site.value(0);
    const repeats = shapeInput(site, 1);
    const counts = repeats.flatMap(count => (typeof count === 'number' ? [count] : []));
    if (counts.length === repeats.length) return [tile(x, counts)];
    // A named count can only repeat what is there once.
    if (repeats.some((count, i) => count !== 1 && x.shape[i] !== 1)) {
      throw site.refusal(`[${x.shape}] repeated [${repeats}] times`, 'numbers, or axes of size 1');
    }
    return [expandTo(site, x, repeats)];
  },
};

function plainConstant(site: Site): Known | null {
  const float = site.graph.float;
  for (const [name, type] of [
    ['value_int', 'int64'],
    ['value_float', float],
  ] as const) {
    const number = site.number(name, Number.NaN);
    if (!Number.isNaN(number)) return { type, shape: [], elements: [number] };
  }
  for (const [name, type] of [
    ['value_ints', 'int64'],
    ['value_floats', float],
  ] as const) {
    const numbers = site.list(name);
    if (numbers !== null) return { type, shape: [numbers.length], elements: numbers };
  }
  return null;
}
