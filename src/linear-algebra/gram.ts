import { MingaError } from '../errors/index.ts';
import { Matrix } from '../tensor/index.ts';
import { requireFinite } from './conditions.ts';
import { DoubleMatrix } from './double-matrix.ts';
import type { Products } from './products.ts';
import { mirrored } from './symmetric-product.ts';

// Single precision sums over so many rows lose little; their sums are added up in double.
const blockRows = 2048;
// Columns at a time of a symmetric product: what lies above these blocks is not computed.
const blockColumns = 512;

/** Some rows, from and to, of what is multiplied. */
export type RowBlock = (from: number, to: number) => Matrix;

/**
 * `Aᵀ·B` [p × q] of [n × p] and [n × q]: products in single precision over blocks of rows, summed in
 * double. Of a matrix with itself only one triangle is computed, and the result is symmetric.
 *
 * @throws E_SHAPE where the rows differ; E_LINEAR_ALGEBRA where the product is not finite
 * @example
 * const scatter = await gram(rows, rows, products);
 */
export async function gram(a: Matrix, b: Matrix, products: Products): Promise<DoubleMatrix> {
  requireSameRows(a, b);
  const own = rowsOf(a);
  return a === b
    ? symmetricGram(own, a, products)
    : blockwiseGram([own, rowsOf(b)], [a, b], products);
}

/** @throws E_SHAPE where the rows differ */
export function requireSameRows(a: Matrix, b: Matrix): void {
  if (a.rows === b.rows) return;
  throw new MingaError('E_SHAPE', {
    found: `rows of ${a.rows} and ${b.rows}`,
    expected: 'as many of either',
  });
}

function rowsOf({ columns, data }: Matrix): RowBlock {
  return (from, to) => new Matrix(to - from, columns, data.subarray(from * columns, to * columns));
}

/** `AᵀA` by the lower triangle of column blocks, mirrored. */
export async function symmetricGram(
  block: RowBlock,
  { rows, columns }: Matrix,
  products: Products,
): Promise<DoubleMatrix> {
  const result = DoubleMatrix.zeros(columns, columns);
  for (let from = 0; from < rows; from += blockRows) {
    const own = block(from, Math.min(rows, from + blockRows));
    for (let left = 0; left < columns; left += blockColumns) {
      const right = columnsFrom(own, left, columns);
      const narrow = columnsFrom(own, left, Math.min(columns, left + blockColumns));
      add(result, await products.multiply(right, narrow, 'first'), left);
    }
  }
  requireFinite('a Gram matrix', result);
  return mirrored(result);
}

/** `AᵀB` by blocks of rows. */
export async function blockwiseGram(
  [first, second]: readonly [RowBlock, RowBlock],
  [a, b]: readonly [Matrix, Matrix],
  products: Products,
): Promise<DoubleMatrix> {
  const result = DoubleMatrix.zeros(a.columns, b.columns);
  for (let from = 0; from < a.rows; from += blockRows) {
    const to = Math.min(a.rows, from + blockRows);
    add(result, await products.multiply(first(from, to), second(from, to), 'first'), 0);
  }
  requireFinite('a Gram matrix', result);
  return result;
}

function columnsFrom(matrix: Matrix, from: number, to: number): Matrix {
  if (from === 0 && to === matrix.columns) return matrix;
  const part = Matrix.zeros(matrix.rows, to - from);
  for (let i = 0; i < matrix.rows; i++) part.row(i).set(matrix.row(i).subarray(from, to));
  return part;
}

/** Adds `part` to the block whose corner is (corner, corner). */
function add(result: DoubleMatrix, part: Matrix, corner: number): void {
  for (let i = 0; i < part.rows; i++) {
    const target = result.row(corner + i);
    const source = part.row(i);
    for (let j = 0; j < source.length; j++) target[corner + j] += source[j];
  }
}
