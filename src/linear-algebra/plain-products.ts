import { Matrix } from '../tensor/index.ts';
import { DoubleMatrix } from './double-matrix.ts';
import { type Products, productSizes, type Transposed } from './products.ts';

/**
 * Products in JavaScript, each sum in double precision: exact enough to be a golden, and fast enough
 * for some hundred columns.
 */
export const plainProducts: Products = {
  async multiply(a, b, transposed = 'neither') {
    const { rows, columns } = productSizes(a, b, transposed);
    return new Matrix(rows, columns, Float32Array.from(product(a, b, transposed)));
  },
  async multiplyDouble(a, b, transposed = 'neither') {
    const { rows, columns } = productSizes(a, b, transposed);
    return new DoubleMatrix(rows, columns, product(a, b, transposed));
  },
};

interface Dense {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float32Array | Float64Array;
}

function product(a: Dense, b: Dense, transposed: Transposed): Float64Array<ArrayBuffer> {
  const { rows, inner, columns } = productSizes(a, b, transposed);
  const result = new Float64Array(rows * columns);
  for (let i = 0; i < rows; i++) {
    for (let k = 0; k < inner; k++) {
      const factor = transposed === 'first' ? a.data[k * rows + i] : a.data[i * inner + k];
      const target = i * columns;
      if (transposed === 'second') {
        for (let j = 0; j < columns; j++) result[target + j] += factor * b.data[j * inner + k];
      } else {
        const source = k * columns;
        for (let j = 0; j < columns; j++) result[target + j] += factor * b.data[source + j];
      }
    }
  }
  return result;
}
