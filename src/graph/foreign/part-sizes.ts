import type { Shape } from '../value.ts';
import type { Site } from './site.ts';

/**
 * The sizes that a Split node cuts its axis into: an attribute in older opsets, an input in newer
 * ones, else equal parts, of which the last may be smaller.
 */
export function partSizes(site: Site, shape: Shape): readonly number[] {
  const given = site.list('split') ?? site.numbers(1);
  if (given !== null) return given;
  const axis = site.number('axis', 0);
  const size = Number(shape[axis < 0 ? axis + shape.length : axis]);
  const count = site.number('num_outputs', site.node.outputs.length);
  const part = Math.ceil(size / count);
  return Array.from({ length: count }, (_, i) => Math.min(part, size - i * part));
}
