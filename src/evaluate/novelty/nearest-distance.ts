import { MingaError } from '../../errors/index.ts';
import { type Products, plainProducts } from '../../linear-algebra/index.ts';
import { Matrix } from '../../tensor/index.ts';

/** Rows whose products are held at once. */
const block = 256;

/**
 * How far rows lie from all training rows: with rows and training rows brought to unit length, the
 * Euclidean distance to the k-th nearest training row, √(2 − 2·cos), 0 to 2 (Sun, Ming, Zhu and Li,
 * “Out-of-distribution detection with deep nearest neighbors”, ICML 2022). A row of zeros lies √2
 * from everything.
 *
 * @param reference training rows [m × d], alone
 * @param rows [n × d]
 * @param k which of the nearest, 1 … m
 * @param products what multiplies; JavaScript by default
 * @returns n distances
 * @throws E_OPTION where there is no k-th training row; E_SHAPE where the columns differ
 */
export async function nearestDistances(
  reference: Matrix,
  rows: Matrix,
  k: number,
  products: Products = plainProducts,
): Promise<Float64Array> {
  if (!Number.isInteger(k) || k < 1 || k > reference.rows) {
    throw new MingaError('E_OPTION', {
      found: `neighbour ${k} of ${reference.rows} rows`,
      expected: 'a whole number from 1 to the number of training rows',
    });
  }
  const known = unit(reference);
  const asked = unit(rows);
  const distances = new Float64Array(rows.rows);
  for (let from = 0; from < rows.rows; from += block) {
    const size = Math.min(block, rows.rows - from);
    const own = Int32Array.from({ length: size }, (_, i) => from + i);
    const cosines = await products.multiply(asked.take(own), known, 'second');
    for (let i = 0; i < size; i++) {
      const row = cosines.row(i).sort();
      distances[from + i] = Math.sqrt(Math.max(0, 2 - 2 * row[row.length - k]));
    }
  }
  return distances;
}

function unit({ rows, columns, data }: Matrix): Matrix {
  const scaled = new Matrix(rows, columns, data.slice());
  for (let i = 0; i < rows; i++) {
    const row = scaled.row(i);
    let squares = 0;
    for (const value of row) squares += value * value;
    const length = Math.sqrt(squares);
    if (length > 0) for (let j = 0; j < columns; j++) row[j] /= length;
  }
  return scaled;
}
