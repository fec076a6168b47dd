import type { EmbeddingPair } from '../align/index.ts';
import { Matrix, Random } from '../tensor/index.ts';

export interface Projection {
  readonly imagePoints: [number, number][];
  readonly textPoints: [number, number][];
  /** The share of the variance on each axis. */
  readonly explained: [number, number];
}

const iterations = 60;

/**
 * Both modalities on the first two principal axes of all rows together, centred on their common
 * mean. Axes by subspace iteration on the rows themselves, so no d × d matrix is made (Golub and
 * Van Loan, "Matrix Computations", 8.2.4); signs are fixed so that equal rows give equal pictures.
 *
 * @param pair matrices of equal dimension
 */
export function projectPair({ image, text }: EmbeddingPair): Projection {
  const rows = centred({ image, text });
  const axes = principalAxes(rows);
  const points = Array.from({ length: rows.rows }, (_, i): [number, number] => [
    round(dot(rows.row(i), axes[0])),
    round(dot(rows.row(i), axes[1])),
  ]);
  const total = rows.data.reduce((sum, x) => sum + x * x, 0);
  const share = (axis: 0 | 1) =>
    total === 0 ? 0 : round(points.reduce((sum, point) => sum + point[axis] ** 2, 0) / total);
  return {
    imagePoints: points.slice(0, image.rows),
    textPoints: points.slice(image.rows),
    explained: [share(0), share(1)],
  };
}

/** Both modalities in one matrix, minus their common mean. */
export function centred({ image, text }: EmbeddingPair): Matrix {
  const rows = Matrix.zeros(image.rows + text.rows, image.columns);
  rows.data.set(image.data, 0);
  rows.data.set(text.data, image.data.length);
  const mean = new Float64Array(rows.columns);
  for (let i = 0; i < rows.rows; i++)
    rows.row(i).forEach((x, j) => {
      mean[j] += x / rows.rows;
    });
  for (let i = 0; i < rows.rows; i++) {
    const row = rows.row(i);
    for (let j = 0; j < row.length; j++) row[j] -= mean[j];
  }
  return rows;
}

/** The first two principal axes of centred rows. */
export function principalAxes(rows: Matrix): [Float64Array, Float64Array] {
  const random = new Random(0, 'projection');
  let first = Float64Array.from({ length: rows.columns }, () => random.normal());
  let second = Float64Array.from({ length: rows.columns }, () => random.normal());
  for (let k = 0; k < iterations; k++) {
    first = unit(scatter(rows, first));
    second = unit(without(scatter(rows, second), first));
  }
  return [oriented(first), oriented(second)];
}

/** Xᵀ·X·v. */
function scatter(rows: Matrix, vector: Float64Array): Float64Array {
  const product = new Float64Array(vector.length);
  for (let i = 0; i < rows.rows; i++) {
    const row = rows.row(i);
    const weight = dot(row, vector);
    for (let j = 0; j < row.length; j++) product[j] += weight * row[j];
  }
  return product;
}

function without(vector: Float64Array, axis: Float64Array): Float64Array {
  const along = dot(vector, axis);
  return vector.map((x, j) => x - along * axis[j]);
}

/** Of length 1; zeros stay zeros. */
export function unit(vector: Float64Array): Float64Array<ArrayBuffer> {
  const norm = Math.sqrt(dot(vector, vector));
  return vector.map(x => (norm === 0 ? 0 : x / norm));
}

/** The entry of the largest size is made positive. */
function oriented(axis: Float64Array): Float64Array {
  const largest = axis.reduce((best, x) => (Math.abs(x) > Math.abs(best) ? x : best), 0);
  return largest < 0 ? axis.map(x => -x) : axis;
}

function dot(a: Float32Array | Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += a[j] * b[j];
  return sum;
}

/** Four decimals are finer than a picture shows and keep the file small. */
function round(x: number): number {
  return Math.round(x * 1e4) / 1e4;
}
