import { MingaError } from '../../errors/index.ts';
import type { Matrix } from '../../tensor/index.ts';

/** The rows of a matrix that have a direction, as if each were of length 1. */
export interface UnitRows {
  readonly matrix: Matrix;
  /** Indices of the rows with a direction, ascending. */
  readonly rows: Int32Array;
  /** For every row of the matrix the sum of its squares. */
  readonly squares: Float64Array;
  /** The mean of the unit rows. */
  readonly mean: Float64Array;
}

/** @throws E_NOT_FINITE where a number is NaN or infinite */
export function unitRows(matrix: Matrix): UnitRows {
  const bad = matrix.firstNotFinite();
  if (bad !== -1) {
    throw new MingaError('E_NOT_FINITE', {
      found: `row ${Math.floor(bad / matrix.columns)} holds ${matrix.data[bad]}`,
      expected: 'finite numbers',
    });
  }
  const squares = Float64Array.from({ length: matrix.rows }, (_, i) =>
    product(matrix.row(i), matrix.row(i)),
  );
  const rows = Int32Array.from([...squares.keys()].filter(i => squares[i] > 0));
  return { matrix, rows, squares, mean: meanOf(matrix, rows, squares) };
}

/** The scalar product in double precision, summed from the first number to the last. */
export function product(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let k = 0; k < a.length; k++) sum += a[k] * b[k];
  return sum;
}

/** Row `i` of length 1 less the mean, into `target`. */
export function centred(
  { matrix, squares, mean }: UnitRows,
  i: number,
  target: Float32Array,
): void {
  const scale = 1 / Math.sqrt(squares[i]);
  const from = i * matrix.columns;
  for (let k = 0; k < matrix.columns; k++) target[k] = matrix.data[from + k] * scale - mean[k];
}

function meanOf(matrix: Matrix, rows: Int32Array, squares: Float64Array): Float64Array {
  const mean = new Float64Array(matrix.columns);
  for (const i of rows) {
    const scale = 1 / (Math.sqrt(squares[i]) * rows.length);
    const row = matrix.row(i);
    for (let k = 0; k < row.length; k++) mean[k] += row[k] * scale;
  }
  return mean;
}
