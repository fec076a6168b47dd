import { Matrix } from '../tensor/index.ts';

/** Where each coordinate of a stretched row comes from. */
interface Stretch {
  /** Coordinate j is (1 − weight[j]) · x[left[j]] + weight[j] · x[left[j] + 1]. */
  readonly left: Int32Array;
  readonly weight: Float64Array;
}

/** The grids linspace(0, 1, from) and linspace(0, 1, to) laid over each other. */
function stretchOf(from: number, to: number): Stretch {
  const left = new Int32Array(to);
  const weight = new Float64Array(to);
  for (let j = 0; j < to; j++) {
    const position = to === 1 ? 0 : (j * (from - 1)) / (to - 1);
    left[j] = Math.max(0, Math.min(Math.floor(position), from - 2));
    weight[j] = from === 1 ? 0 : position - left[j];
  }
  return { left, weight };
}

/** Rows stretched from `matrix.columns` to `dimension` by linear interpolation. */
export function interpolateRows(matrix: Matrix, dimension: number): Matrix {
  const { left, weight } = stretchOf(matrix.columns, dimension);
  const stretched = Matrix.zeros(matrix.rows, dimension);
  const last = matrix.columns - 1;
  const right = left.map(at => Math.min(at + 1, last));
  for (let i = 0; i < matrix.rows; i++) {
    const row = matrix.row(i);
    const target = stretched.row(i);
    for (let j = 0; j < dimension; j++) {
      target[j] = row[left[j]] * (1 - weight[j]) + row[right[j]] * weight[j];
    }
  }
  return stretched;
}

/** The same as a matrix [from, to] that rows are multiplied with. */
export function stretchMap(from: number, to: number): Matrix {
  const { left, weight } = stretchOf(from, to);
  const map = Matrix.zeros(from, to);
  for (let j = 0; j < to; j++) {
    map.row(left[j])[j] = 1 - weight[j];
    if (weight[j] > 0) map.row(left[j] + 1)[j] = weight[j];
  }
  return map;
}
