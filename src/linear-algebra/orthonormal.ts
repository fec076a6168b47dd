import { Random } from '../tensor/index.ts';
import { choleskyOf } from './cholesky.ts';
import { requireFinite } from './conditions.ts';
import { DoubleMatrix } from './double-matrix.ts';
import { MemoryPool } from './memory-pool.ts';
import type { Products } from './products.ts';
import { solveLower } from './triangular.ts';

/**
 * Orthonormal rows that span those of a matrix [k × n] of full rank, by Cholesky's factor of their
 * products, twice, for the first time squares the condition (Yamamoto et al., ETNA 44, 2015).
 *
 * @throws E_LINEAR_ALGEBRA where the rows are dependent, or nearly (a condition beyond some 1e7)
 */
export async function orthonormalRows(
  rows: DoubleMatrix,
  products: Products,
): Promise<DoubleMatrix> {
  let result = unitRows(rows);
  for (let pass = 0; pass < 2; pass++) {
    const inner = await products.multiplyDouble(result, result, 'second');
    requireFinite('rows to be made orthonormal', inner);
    result = await solveLower(
      await choleskyOf(inner, products, new MemoryPool()),
      result,
      products,
    );
  }
  return result;
}

/** Each row divided by its length; rows of different size are no sign of dependence. */
function unitRows({ rows, columns, data }: DoubleMatrix): DoubleMatrix {
  const unit = new DoubleMatrix(rows, columns, data.slice());
  for (let i = 0; i < rows; i++) {
    const row = unit.row(i);
    let largest = 0;
    for (let j = 0; j < columns; j++) largest = Math.max(largest, Math.abs(row[j]));
    let squares = 0;
    for (let j = 0; j < columns; j++) squares += (row[j] / largest) ** 2;
    const length = largest * Math.sqrt(squares) || 1;
    for (let j = 0; j < columns; j++) row[j] /= length;
  }
  return unit;
}

/** Rows [k × n] of independent standard normal numbers. */
export function normalRows(rows: number, columns: number, random: Random): DoubleMatrix {
  const data = Float64Array.from({ length: rows * columns }, () => random.normal());
  return new DoubleMatrix(rows, columns, data);
}

/**
 * `count` orthonormal rows that are orthogonal to the given orthonormal ones [r × n]: the same ones
 * for the same input, in directions of no meaning.
 */
export async function completion(
  rows: DoubleMatrix,
  count: number,
  products: Products,
): Promise<DoubleMatrix> {
  if (count === 0) return DoubleMatrix.zeros(0, rows.columns);
  let own = normalRows(count, rows.columns, new Random(0, 'orthonormal completion'));
  for (let pass = 0; pass < 2; pass++) {
    const along = await products.multiplyDouble(own, rows, 'second');
    const shadow = await products.multiplyDouble(along, rows);
    own.data.forEach((_, at) => {
      own.data[at] -= shadow.data[at];
    });
    own = await orthonormalRows(own, products);
  }
  return own;
}
