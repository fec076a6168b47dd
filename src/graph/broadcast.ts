import { MingaError } from '../errors/index.ts';
import { shapeError } from './operator.ts';
import { type Dimension, printShape, type Shape, type TensorType } from './value.ts';

/**
 * The shape that two operands broadcast to (NumPy's rule; equal names are equal sizes).
 *
 * @throws E_GRAPH where the shapes do not fit or the element types differ
 */
export function broadcast(operator: string, a: TensorType, b: TensorType): Shape {
  if (a.type !== b.type) {
    throw new MingaError('E_GRAPH', {
      found: `${operator} of ${a.type} ${printShape(a.shape)} and ${b.type} ${printShape(b.shape)}`,
      expected: 'operands of one type',
      fix: 'cast one of them',
    });
  }
  const rank = Math.max(a.shape.length, b.shape.length);
  return Array.from({ length: rank }, (_, i) => {
    const left = sizeAt(a.shape, i + a.shape.length - rank);
    const right = sizeAt(b.shape, i + b.shape.length - rank);
    if (left === right || right === 1) return left;
    if (left === 1) return right;
    throw shapeError(operator, [a, b], 'shapes that broadcast');
  });
}

/** The axes of `to` along which `from` was repeated, and those that `from` does not have. */
export function repeatedAxes(from: Shape, to: Shape): { missing: number[]; stretched: number[] } {
  const offset = to.length - from.length;
  const missing = Array.from({ length: offset }, (_, i) => i);
  const stretched = from.flatMap((size, i) =>
    size === 1 && to[i + offset] !== 1 ? [i + offset] : [],
  );
  return { missing, stretched };
}

function sizeAt(shape: Shape, axis: number): Dimension {
  return axis < 0 ? 1 : shape[axis];
}
