import { MingaError } from '../errors/index.ts';
import { Matrix } from '../tensor/index.ts';

/** Row k of both matrices belongs to the same case. */
export interface EmbeddingPair {
  /** [n, dᵢ] */
  readonly image: Matrix;
  /** [n, dₜ] */
  readonly text: Matrix;
}

/**
 * @throws E_SHAPE where the rows do not match; E_NOT_FINITE for a NaN or an infinity;
 *   E_ALIGN_INPUT without rows
 */
export function checkPair({ image, text }: EmbeddingPair): void {
  if (image.rows !== text.rows) {
    throw new MingaError('E_SHAPE', {
      found: `${image.rows} image rows and ${text.rows} text rows`,
      expected: 'as many of each, row k of both the same case',
    });
  }
  if (image.rows === 0) {
    throw new MingaError('E_ALIGN_INPUT', { found: 'no pairs', expected: 'at least one' });
  }
  for (const [name, matrix] of [
    ['image', image],
    ['text', text],
  ] as const) {
    const at = matrix.firstNotFinite();
    if (at < 0) continue;
    throw new MingaError('E_NOT_FINITE', {
      found: `${name} embeddings row ${Math.floor(at / matrix.columns)} column ${at % matrix.columns} is ${matrix.data[at]}`,
      expected: 'a finite number',
    });
  }
}

/** The pairs at `rows`, in that order. */
export function takePair({ image, text }: EmbeddingPair, rows: ArrayLike<number>): EmbeddingPair {
  return { image: image.take(rows), text: text.take(rows) };
}

/** Each row divided by its Euclidean norm; a row of zeros stays one, as in scikit-learn. */
export function unitRows({ rows, columns, data }: Matrix): Matrix {
  const unit = Matrix.zeros(rows, columns);
  for (let i = 0; i < rows; i++) {
    const from = i * columns;
    const squares = sumOfSquares(data, from, from + columns);
    if (squares === 0) continue;
    const norm = Math.sqrt(squares);
    for (let k = from; k < from + columns; k++) unit.data[k] = data[k] / norm;
  }
  return unit;
}

/** By four sums that do not wait for one another. */
function sumOfSquares(data: Float32Array, from: number, to: number): number {
  let [a, b, c, d] = [0, 0, 0, 0];
  let k = from;
  for (; k + 3 < to; k += 4) {
    a += data[k] * data[k];
    b += data[k + 1] * data[k + 1];
    c += data[k + 2] * data[k + 2];
    d += data[k + 3] * data[k + 3];
  }
  for (; k < to; k++) a += data[k] * data[k];
  return a + b + (c + d);
}

/** The mean of each column, in double precision. */
export function columnMeans(matrix: Matrix): Float64Array {
  const means = new Float64Array(matrix.columns);
  for (let i = 0; i < matrix.rows; i++) {
    const row = matrix.row(i);
    for (let j = 0; j < row.length; j++) means[j] += row[j];
  }
  for (let j = 0; j < means.length; j++) means[j] /= Math.max(1, matrix.rows);
  return means;
}

/** The rows with `factor · offset` added to each. */
export function shiftRows(matrix: Matrix, offset: ArrayLike<number>, factor: number): Matrix {
  // Adding zeros would still turn −0 into 0.
  if (factor === 0) return matrix;
  const shifted = Matrix.zeros(matrix.rows, matrix.columns);
  for (let i = 0; i < matrix.rows; i++) {
    const row = matrix.row(i);
    const target = shifted.row(i);
    for (let j = 0; j < row.length; j++) target[j] = row[j] + factor * offset[j];
  }
  return shifted;
}
