import { MingaError } from '../errors/index.ts';

/**
 * A row-major matrix of float32: element (i, j) is `data[i * columns + j]`.
 *
 * @example
 * const m = Matrix.fromRows([[1, 2], [3, 4]]);
 * m.row(1); // Float32Array [3, 4], a view
 */
export class Matrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array;

  /** @throws E_SHAPE where `data.length` is not `rows × columns`. */
  constructor(rows: number, columns: number, data: Float32Array) {
    if (data.length !== rows * columns) {
      throw new MingaError('E_SHAPE', {
        found: `${data.length} numbers for a matrix of ${rows} × ${columns}`,
        expected: `${rows * columns}`,
      });
    }
    this.rows = rows;
    this.columns = columns;
    this.data = data;
  }

  static zeros(rows: number, columns: number): Matrix {
    return new Matrix(rows, columns, new Float32Array(rows * columns));
  }

  /** @throws E_SHAPE where the rows differ in length. */
  static fromRows(rows: readonly ArrayLike<number>[]): Matrix {
    const columns = rows.length === 0 ? 0 : rows[0].length;
    const matrix = Matrix.zeros(rows.length, columns);
    rows.forEach((row, i) => {
      if (row.length !== columns) {
        throw new MingaError('E_SHAPE', {
          found: `row ${i} has ${row.length} numbers`,
          expected: `${columns} as in row 0`,
        });
      }
      matrix.data.set(row, i * columns);
    });
    return matrix;
  }

  /** Row `i` as a view: writing to it writes to the matrix. */
  row(i: number): Float32Array {
    return this.data.subarray(i * this.columns, (i + 1) * this.columns);
  }

  /** A new matrix of the rows at `indices`, in that order. */
  take(indices: ArrayLike<number>): Matrix {
    const taken = Matrix.zeros(indices.length, this.columns);
    for (let k = 0; k < indices.length; k++) {
      taken.data.set(this.row(indices[k]), k * this.columns);
    }
    return taken;
  }

  /** The index of the first element that is NaN or infinite, or -1. */
  firstNotFinite(): number {
    const { data } = this;
    for (let i = 0; i < data.length; i++) if (!Number.isFinite(data[i])) return i;
    return -1;
  }
}
