import { product } from '../operators/dimension.ts';
import type { Dimension, ElementType, FloatType } from '../value.ts';
import type { ForeignTensor } from './foreign-model.ts';

/**
 * A small tensor that is known while the graph is built: its elements are numbers, or sizes that
 * have a name and become numbers only as the graph runs. Booleans are 0 and 1.
 */
export interface Known {
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly elements: readonly Dimension[];
}

/** More than any shape arithmetic needs; larger tensors are left to the runtime. */
export const mostKnown = 4096;
const mostKnownFloats = 16;

/** A vector of int64. */
export function knownVector(elements: readonly Dimension[]): Known {
  return { type: 'int64', shape: [elements.length], elements };
}

/** The elements of a tensor of the file, where it is small enough to be reckoned with. */
export function knownTensor(tensor: ForeignTensor, float: FloatType): Known | null {
  const type = elementTypeOf(tensor.type, float);
  const { data, shape } = tensor;
  const most = type === float ? mostKnownFloats : mostKnown;
  if (type === null || data.length > most) return null;
  return { type, shape, elements: Array.from<number | bigint, number>(data, Number) };
}

/** The numbers of a known tensor. Null where one of them is a size that only has a name. */
export function numbersOf({ elements }: Known): number[] | null {
  const numbers = elements.flatMap(element => (typeof element === 'number' ? [element] : []));
  return numbers.length === elements.length ? numbers : null;
}

/**
 * What a foreign element type is computed in: every floating-point type becomes the graph's own.
 * Null for those that graphs do not have.
 */
export function elementTypeOf(foreign: string, float: FloatType): ElementType | null {
  switch (foreign) {
    case 'float32':
    case 'float64':
    case 'float16':
    case 'bfloat16':
      return float;
    case 'int64':
    case 'int32':
    case 'uint8':
    case 'bool':
      return foreign;
    default:
      return null;
  }
}

/** The elements of a row-major tensor, picked by their coordinates in a result of shape `shape`. */
export function pick(
  known: Known,
  shape: readonly number[],
  source: (coordinates: readonly number[]) => readonly number[],
): Known | null {
  const count = Number(product(shape));
  if (count > mostKnown) return null;
  const elements = Array.from({ length: count }, (_, i) => {
    const from = source(coordinatesOf(i, shape));
    return known.elements[known.shape.reduce((at, size, axis) => at * size + from[axis], 0)];
  });
  return { type: known.type, shape, elements };
}

function coordinatesOf(index: number, shape: readonly number[]): number[] {
  let rest = index;
  return shape
    .toReversed()
    .map(size => {
      const at = rest % size;
      rest = Math.floor(rest / size);
      return at;
    })
    .toReversed();
}
