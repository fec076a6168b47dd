import { Matrix } from '../tensor/index.ts';
import { type EmbeddingPair, unitRows } from './pair.ts';

/**
 * What is done where image and text embeddings differ in dimension.
 *
 * - `keep`: nothing.
 * - `interpolate`: the paper's rule, the shorter one is stretched to the longer one's dimension by
 *   linear interpolation over the coordinate index. It treats the order of coordinates as if it
 *   had a meaning, so whatever is made with it is marked. The map is linear and loses nothing.
 */
export type DimensionRule = 'keep' | 'interpolate';

/** Where each coordinate of a stretched row comes from. */
export interface Stretch {
  readonly from: number;
  readonly to: number;
  /** Coordinate j is (1 − weight[j]) · x[left[j]] + weight[j] · x[left[j] + 1]. */
  readonly left: Int32Array;
  readonly weight: Float64Array;
}

/** The grids linspace(0, 1, from) and linspace(0, 1, to) laid over each other. */
export function stretchOf(from: number, to: number): Stretch {
  const left = new Int32Array(to);
  const weight = new Float64Array(to);
  for (let j = 0; j < to; j++) {
    const position = to === 1 ? 0 : (j * (from - 1)) / (to - 1);
    left[j] = Math.max(0, Math.min(Math.floor(position), from - 2));
    weight[j] = from === 1 ? 0 : position - left[j];
  }
  return { from, to, left, weight };
}

/** Rows stretched from `matrix.columns` to `dimension` by linear interpolation. */
export function interpolateRows(matrix: Matrix, dimension: number): Matrix {
  const { left, weight } = stretchOf(matrix.columns, dimension);
  const stretched = Matrix.zeros(matrix.rows, dimension);
  const last = matrix.columns - 1;
  for (let i = 0; i < matrix.rows; i++) {
    const row = matrix.row(i);
    const target = stretched.row(i);
    for (let j = 0; j < dimension; j++) {
      const right = Math.min(left[j] + 1, last);
      target[j] = row[left[j]] * (1 - weight[j]) + row[right] * weight[j];
    }
  }
  return stretched;
}

/** The larger of the two dimensions. */
export function sharedDimension({ image, text }: EmbeddingPair): number {
  return Math.max(image.columns, text.columns);
}

/**
 * Steps 1 and 2 of the paper's rule: unit rows, then the dimension rule. A stretched row is not
 * normalised again here; the aligner does that at its end.
 */
export function matchDimensions(pair: EmbeddingPair, rule: DimensionRule): EmbeddingPair {
  const unit = { image: unitRows(pair.image), text: unitRows(pair.text) };
  if (rule === 'keep') return unit;
  const dimension = sharedDimension(pair);
  return { image: stretched(unit.image, dimension), text: stretched(unit.text, dimension) };
}

function stretched(matrix: Matrix, dimension: number): Matrix {
  return matrix.columns === dimension ? matrix : interpolateRows(matrix, dimension);
}
