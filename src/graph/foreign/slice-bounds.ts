import type { Dimension, Shape } from '../value.ts';
import type { Site } from './site.ts';

/** What a Slice node takes along one axis. */
export interface SliceBounds {
  readonly axis: number;
  readonly start: Dimension;
  /** Infinity is the end. */
  readonly end: Dimension;
  readonly step: number;
  /** True where the axis or a bound has only a name. */
  readonly named: boolean;
  /** How many places are taken; 0 where `named`. */
  readonly count: number;
}

// More than any axis that is cut in steps or by its first elements: these places are listed.
const mostPlaces = 2 ** 20;

// Exporters write "to the end" as the greatest integer of one width or the other.
const farthest = 2 ** 31 - 1;

/**
 * The bounds of a Slice node on a tensor of shape `shape`, counted from the start and kept within
 * it as ONNX does.
 *
 * @throws E_ONNX where they follow from data
 */
export function sliceBounds(site: Site, shape: Shape): SliceBounds[] {
  const [starts, ends] = [1, 2].map(i => {
    const known = site.known(i);
    if (known !== null) return known.elements;
    throw site.refusal(`bounds "${site.node.inputs[i]}" that follow from data`, 'fixed bounds');
  });
  const axes = site.numbers(3) ?? starts.map((_, i) => i);
  const steps = site.numbers(4) ?? starts.map(() => 1);
  return starts.map((from, i) => {
    const axis = axes[i] < 0 ? axes[i] + shape.length : axes[i];
    const bounds = boundsOn(axis, shape[axis], from, ends[i], steps[i]);
    const places = placesListed(bounds);
    if (places <= mostPlaces) return bounds;
    throw site.refusal(`${places} places on axis ${axis}`, `at most ${mostPlaces}`);
  });
}

/** How many places must be written down one by one to take them. */
function placesListed({ start, end, step, named, count }: SliceBounds): number {
  if (!named) return step === 1 ? 0 : count;
  if (typeof start === 'string' || typeof end === 'string') return 0;
  const far = end === Number.POSITIVE_INFINITY;
  return far ? Math.max(-start, 0) : Math.abs(end - start);
}

function boundsOn(
  axis: number,
  size: Dimension,
  from: Dimension,
  to: Dimension,
  step: number,
): SliceBounds {
  const far = typeof to === 'number' && to >= farthest;
  const end = to === size || far ? Number.POSITIVE_INFINITY : to;
  if (typeof size === 'string' || typeof from === 'string' || typeof end === 'string') {
    return { axis, start: from, end, step, named: true, count: 0 };
  }
  const least = step > 0 ? 0 : -1;
  const most = step > 0 ? size : size - 1;
  const within = (bound: number) =>
    Math.min(Math.max(bound < 0 ? bound + size : bound, least), most);
  const [start, stop] = [within(from), within(end)];
  const count = Math.max(0, Math.ceil((stop - start) / step));
  return { axis, start, end: stop, step, named: false, count };
}

/** The places that bounds take, in order. */
export function placesOf({ start, step, count }: SliceBounds): number[] {
  return Array.from({ length: count }, (_, i) => Number(start) + i * step);
}
