import { apply, type Operator, primitive } from '../../operator.ts';
import { isFloat } from '../../operators/elementwise.ts';
import { concat, gather, pad, slice, split, squeeze } from '../../operators/index.ts';
import type { Value } from '../../value.ts';
import { partSizes } from '../part-sizes.ts';
import type { NodeImporter, Site } from '../site.ts';
import { placesOf, type SliceBounds, sliceBounds } from '../slice-bounds.ts';

function sliced(site: Site, x: Value, bounds: SliceBounds): Value {
  const { axis, start, end, step, named, count } = bounds;
  const size = x.shape[axis];
  if (start === 0 && step === 1 && (end === Number.POSITIVE_INFINITY || end === size)) return x;
  if (!named) {
    if (step === 1) return slice(x, axis, Number(start), Number(start) + count);
    return gather(x, site.graph.constant(placesOf(bounds), [count], 'int64'), axis);
  }
  if (typeof start === 'number' && typeof end === 'number') return slice(x, axis, start, end, step);
  if (start !== 0 || typeof end !== 'string' || step !== 1) {
    throw site.refusal(
      `elements ${start} to ${end} by ${step} of ${size}`,
      'bounds that are numbers',
    );
  }
  // As many as another axis has: their places are only counted as the graph runs.
  const scalar = { type: 'int64', shape: [] } as const;
  const empty = site.graph.constant([], [0], 'int64');
  const [limit] = site.graph.node('Reshape', [site.sizes.vector([end]), empty], {}, [scalar]);
  const [zero, one] = [0, 1].map(n => site.graph.constant(n, [], 'int64'));
  const [places] = site.graph.node('Range', [zero, limit, one], {}, [
    { type: 'int64', shape: [end] },
  ]);
  return gather(x, places, axis);
}

function padsOf(site: Site, rank: number): number[] {
  const given = site.numbers(1) ?? [];
  const axes = site.numbers(3)?.map(axis => (axis < 0 ? axis + rank : axis));
  if (axes === undefined) return given;
  const pads = Array<number>(2 * rank).fill(0);
  axes.forEach((axis, i) => {
    pads[axis] = given[i];
    pads[axis + rank] = given[i + axes.length];
  });
  return pads;
}

/** What lies on one side of a diagonal of the last two axes, zeros elsewhere. */
const triangle: Operator = primitive(
  'Trilu',
  ([{ type, shape }]) => [{ type, shape }],
  ({ inputs: [x, diagonal], attributes }, [g]) => [
    g && isFloat(x.type) ? apply(triangle, [g, diagonal], attributes)[0] : null,
    null,
  ],
);

/** Operators that cut and join. */
export const sectionNodes: Readonly<Record<string, NodeImporter>> = {
  Concat(site) {
    const parts = site.node.inputs.map((_, i) => site.value(i));
    return [concat(parts, site.number('axis', 0))];
  },
  Slice(site) {
    const x = site.value(0);
    return [sliceBounds(site, x.shape).reduce((each, bounds) => sliced(site, each, bounds), x)];
  },
  Split(site) {
    const x = site.value(0);
    return split(x, site.number('axis', 0), partSizes(site, x.shape));
  },
  Pad(site) {
    const mode = site.text('mode', 'constant');
    if (mode !== 'constant') {
      throw site.refusal(`padding by "${mode}"`, 'constant', 'pad the inputs before the model');
    }
    const x = site.value(0);
    const pads = padsOf(site, x.shape.length);
    return [pads.every(n => n === 0) ? x : pad(x, pads, site.scalar(2, 0))];
  },
  Gather(site) {
    const x = site.value(0);
    const axis = site.number('axis', 0);
    const indices = site.known(1);
    const place = indices?.shape.length === 0 ? indices.elements[0] : null;
    if (typeof place !== 'number') return [gather(x, site.value(1), axis)];
    // One place is cut out: the gradient of that is a Pad, which is cheaper than a scatter.
    const end = place === -1 ? Number.POSITIVE_INFINITY : place + 1;
    return [squeeze(slice(x, axis, place, end), [axis])];
  },
  Trilu(site) {
    const x = site.value(0);
    const upper = { int: site.number('upper', 1) };
    const diagonal = site.graph.constant(site.scalar(1, 0), [], 'int64');
    return apply(triangle, [x, diagonal], { upper });
  },
};
