import { shapeError } from '../operator.ts';
import type { Value } from '../value.ts';

/**
 * Axes counted from the end made to count from the start.
 *
 * @throws E_GRAPH where one is not an axis of `x`, is there twice, or there is none: ONNX reads
 *   "no axes" as "all axes", which nobody who writes an empty list means
 */
export function axesWithin(operator: string, x: Value, axes: readonly number[]): number[] {
  const rank = x.shape.length;
  const counted = axes.map(axis => (axis < 0 ? axis + rank : axis));
  const fits = counted.length > 0 && new Set(counted).size === counted.length;
  if (!fits || counted.some(axis => !isAxis(axis, rank))) {
    throw shapeError(operator, [x], `axes within its rank, each once, not [${axes.join()}]`);
  }
  return counted;
}

/** One axis, counted from the start. @throws E_GRAPH where `x` has no such axis */
export function axisWithin(operator: string, x: Value, axis: number): number {
  return axesWithin(operator, x, [axis])[0];
}

function isAxis(axis: number, rank: number): boolean {
  return Number.isInteger(axis) && axis >= 0 && axis < rank;
}
