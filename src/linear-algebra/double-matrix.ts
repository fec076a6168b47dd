import { MingaError } from '../errors/index.ts';
import { Matrix } from '../tensor/index.ts';

/** A row-major matrix of float64: what is factorised is kept in double precision. */
export class DoubleMatrix {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;

  /** @throws E_SHAPE where `data.length` is not `rows × columns`. */
  constructor(rows: number, columns: number, data: Float64Array) {
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

  static zeros(rows: number, columns: number): DoubleMatrix {
    return new DoubleMatrix(rows, columns, new Float64Array(rows * columns));
  }

  static identity(size: number): DoubleMatrix {
    const matrix = DoubleMatrix.zeros(size, size);
    for (let i = 0; i < size; i++) matrix.data[i * size + i] = 1;
    return matrix;
  }

  static from({ rows, columns, data }: Matrix): DoubleMatrix {
    return new DoubleMatrix(rows, columns, Float64Array.from(data));
  }

  /** Row `i` as a view: writing to it writes to the matrix. */
  row(i: number): Float64Array {
    return this.data.subarray(i * this.columns, (i + 1) * this.columns);
  }

  /** The same rounded to single precision. */
  single(): Matrix {
    return new Matrix(this.rows, this.columns, Float32Array.from(this.data));
  }
}
