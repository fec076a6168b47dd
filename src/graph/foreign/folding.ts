import { product } from '../operators/dimension.ts';
import type { Dimension, ElementType } from '../value.ts';
import { foreignTypeOf } from './foreign-model.ts';
import { elementTypeOf, type Known, knownVector, mostKnown, numbersOf, pick } from './known.ts';
import { partSizes } from './part-sizes.ts';
import { arithmeticRules, comparisonRules, type ScalarRule, unaryRules } from './scalar-folding.ts';
import { axesOf, type Site } from './site.ts';
import { placesOf, sliceBounds } from './slice-bounds.ts';
import { reshaped } from './target-shape.ts';

/** Works a node out while the graph is built. Null where that cannot be done. */
type Folding = (site: Site, inputs: readonly Known[]) => Known | null;

/**
 * The result of a node all of whose inputs are known. This is how the arithmetic on shapes that
 * exporters write (Shape, Gather, Mul, Concat, …, Reshape) disappears, with named sizes kept as names.
 */
export function fold(site: Site, inputs: readonly Known[]): readonly Known[] | null {
  if (site.node.operator === 'Split') return parted(site, inputs[0]);
  const folded = foldOne(site, inputs);
  // What a malformed node makes is left to the operator itself, which says what is wrong with it.
  return folded !== null && isWhole(folded) ? [folded] : null;
}

function isWhole({ shape, elements }: Known): boolean {
  return elements.length <= mostKnown && elements.length === product(shape);
}

function foldOne(site: Site, inputs: readonly Known[]): Known | null {
  const { operator } = site.node;
  const arithmetic = arithmeticRules[operator];
  if (arithmetic !== undefined) {
    return inputs.length === 2 ? elementwise(site, arithmetic, inputs) : null;
  }
  const comparison = comparisonRules[operator];
  if (comparison !== undefined) {
    return inputs.length === 2 ? elementwise(site, comparison, inputs, 'bool') : null;
  }
  const rule = unaryRules[operator];
  if (rule !== undefined) return unary(rule, inputs[0]);
  if (inputs.length < (leastInputs[operator] ?? 1)) return null;
  return foldings[operator]?.(site, inputs) ?? null;
}

const leastInputs: Readonly<Record<string, number>> = { Where: 3, Gather: 2, Expand: 2, Range: 3 };

/** A vector cut into parts, as the sizes of a shape are. */
function parted(site: Site, x: Known): readonly Known[] | null {
  if (x.shape.length !== 1) return null;
  let start = 0;
  return partSizes(site, x.shape).map(size => {
    start += size;
    return { ...x, shape: [size], elements: x.elements.slice(start - size, start) };
  });
}

function elementwise(
  site: Site,
  rule: ScalarRule,
  [a, b]: readonly Known[],
  type: ElementType = a.type,
): Known | null {
  const shape = broadcastShape([a, b]);
  const left = shape && spread(a, shape);
  const right = shape && spread(b, shape);
  if (shape === null || left === null || right === null) return null;
  const elements: Dimension[] = [];
  for (const [i, x] of left.elements.entries()) {
    const y = right.elements[i];
    const exact = rule(x, y);
    if (exact === null) return null;
    const result = stored(exact, type);
    const { operator } = site.node;
    if (operator === 'Add' || operator === 'Sub' || operator === 'Mul' || operator === 'Div') {
      site.sizes.derive(result, operator, x, y);
    }
    elements.push(result);
  }
  return { type, shape, elements };
}

function unary(rule: (a: number) => number, a: Known): Known | null {
  const numbers = numbersOf(a);
  return numbers && { ...a, elements: numbers.map(number => stored(rule(number), a.type)) };
}

/** An element as its type can hold it: integers are cut off, float32 is rounded. */
function stored(element: Dimension, type: ElementType): Dimension {
  if (typeof element === 'string' || type === 'float64') return element;
  return type === 'float32' ? Math.fround(element) : Math.trunc(element);
}

function broadcastShape(inputs: readonly Known[]): number[] | null {
  const rank = Math.max(...inputs.map(({ shape }) => shape.length));
  const sizes = Array.from({ length: rank }, (_, i) => {
    const own = inputs.map(({ shape }) => shape[i + shape.length - rank] ?? 1);
    const wide = own.filter(size => size !== 1);
    return wide.every(size => size === wide[0]) ? (wide[0] ?? 1) : -1;
  });
  return sizes.includes(-1) ? null : sizes;
}

function spread(known: Known, shape: readonly number[]): Known | null {
  const offset = shape.length - known.shape.length;
  return pick(known, shape, at => known.shape.map((size, i) => (size === 1 ? 0 : at[i + offset])));
}

const foldings: Readonly<Record<string, Folding>> = {
  Identity: (_, [x]) => x,
  Cast(site, [x]) {
    const type = elementTypeOf(foreignTypeOf(site.number('to', 0)), site.graph.float);
    if (type === null) return null;
    if (type === 'bool') {
      const numbers = numbersOf(x);
      return numbers && { ...x, type, elements: numbers.map(number => (number === 0 ? 0 : 1)) };
    }
    return { ...x, type, elements: x.elements.map(element => stored(element, type)) };
  },
  Where(_, [condition, a, b]) {
    const shape = broadcastShape([condition, a, b]);
    const sides = shape && [condition, a, b].map(each => spread(each, shape));
    const truths = sides?.[0] && numbersOf(sides[0]);
    const [, left, right] = sides ?? [];
    if (!shape || !truths || !left || !right) return null;
    const elements = truths.map((truth, i) => (truth === 0 ? right : left).elements[i]);
    return { type: a.type, shape, elements };
  },
  Concat(site, inputs) {
    const [{ type, shape }] = inputs;
    const axis = counted(site.number('axis', 0), shape.length);
    if (!(axis in shape)) return null;
    const outer = Number(product(shape.slice(0, axis)));
    const elements = Array.from({ length: outer }, (_, row) =>
      inputs.flatMap(input => {
        const width = input.elements.length / outer;
        return input.elements.slice(row * width, (row + 1) * width);
      }),
    ).flat();
    const size = inputs.reduce((sum, input) => sum + input.shape[axis], 0);
    return { type, shape: shape.with(axis, size), elements };
  },
  Gather(site, [x, indices]) {
    const axis = counted(site.number('axis', 0), x.shape.length);
    const places = numbersOf(indices);
    const size = x.shape[axis];
    if (
      places === null ||
      !(axis in x.shape) ||
      places.some(place => place < -size || place >= size)
    )
      return null;
    const shape = [...x.shape.slice(0, axis), ...indices.shape, ...x.shape.slice(axis + 1)];
    const rank = indices.shape.length;
    return pick(x, shape, at => {
      const index = at
        .slice(axis, axis + rank)
        .reduce((sum, n, i) => sum * indices.shape[i] + n, 0);
      const place = counted(places[index], size);
      return [...at.slice(0, axis), place, ...at.slice(axis + rank)];
    });
  },
  Unsqueeze(site, [x]) {
    const given = site.list('axes') ?? site.numbers(1) ?? [];
    const rank = x.shape.length + given.length;
    const axes = given.map(axis => counted(axis, rank));
    const sizes = x.shape.values();
    const shape = Array.from({ length: rank }, (_, i) =>
      axes.includes(i) ? 1 : (sizes.next().value ?? 1),
    );
    return { ...x, shape };
  },
  Squeeze(site, [x]) {
    const axes = axesOf(site, x.shape.length);
    return { ...x, shape: x.shape.filter((size, i) => !(axes?.includes(i) ?? size === 1)) };
  },
  Reshape(site, [x]) {
    const sizes = numbersOf(knownVector(reshaped(site, x.shape)));
    return sizes && { ...x, shape: sizes };
  },
  Expand(_, [x, sizes]) {
    const target = numbersOf(sizes);
    if (target === null) return null;
    const shape = broadcastShape([x, { ...x, shape: target }]);
    return shape && spread(x, shape);
  },
  Slice(site, [x]) {
    const bounds = sliceBounds(site, x.shape);
    if (bounds.some(({ named }) => named)) return null;
    const places = x.shape.map((size, axis) => {
      const bound = bounds.find(each => each.axis === axis);
      return bound === undefined ? Array.from({ length: size }, (_, i) => i) : placesOf(bound);
    });
    return pick(
      x,
      places.map(each => each.length),
      at => at.map((n, axis) => places[axis][n]),
    );
  },
  Transpose(site, [x]) {
    const order = site.list('perm') ?? x.shape.map((_, i) => i).toReversed();
    return pick(
      x,
      order.map(axis => x.shape[axis]),
      at => x.shape.map((_, i) => at[order.indexOf(i)]),
    );
  },
  Range(_, inputs) {
    const [start, limit, delta] = inputs.flatMap(input => numbersOf(input) ?? []);
    if (delta === undefined || delta === 0) return null;
    const count = Math.max(0, Math.ceil((limit - start) / delta));
    if (!(count <= mostKnown)) return null;
    const elements = Array.from({ length: count }, (_, i) => start + i * delta);
    return { type: inputs[0].type, shape: [count], elements };
  },
  ConstantOfShape(site, [sizes]) {
    const shape = numbersOf(sizes);
    const content = site.tensor('value');
    const count = shape === null ? mostKnown + 1 : Number(product(shape));
    const type = elementTypeOf(content?.type ?? 'float32', site.graph.float);
    if (shape === null || type === null || count > mostKnown) return null;
    return { type, shape, elements: Array(count).fill(Number(content?.data[0] ?? 0)) };
  },
  ReduceProd(site, [x]) {
    const axes = axesOf(site, x.shape.length);
    if (x.shape.length !== 1 || (axes !== null && axes[0] !== 0)) return null;
    if (x.elements.some(element => typeof element === 'number' && element < 0)) return null;
    const shape = site.number('keepdims', 1) === 1 ? [1] : [];
    return { type: x.type, shape, elements: [site.sizes.product(x.elements)] };
  },
};

function counted(axis: number, rank: number): number {
  return axis < 0 ? axis + rank : axis;
}
