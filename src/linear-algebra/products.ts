import { MingaError } from '../errors/index.ts';
import type { Matrix } from '../tensor/index.ts';
import type { DoubleMatrix } from './double-matrix.ts';

/** Which factor is turned: `A·B`, `Aᵀ·B` or `A·Bᵀ`. */
export type Transposed = 'neither' | 'first' | 'second';

/**
 * What multiplies matrices: everything here that is cubic is made of products, so that a runtime's
 * kernels can do the work. `plainProducts` needs none; `openProducts` of the runtime is faster.
 */
export interface Products {
  /** In single precision. @throws E_SHAPE where the inner sizes differ */
  multiply(a: Matrix, b: Matrix, transposed?: Transposed): Promise<Matrix>;
  /** In double precision. @throws E_SHAPE where the inner sizes differ */
  multiplyDouble(a: DoubleMatrix, b: DoubleMatrix, transposed?: Transposed): Promise<DoubleMatrix>;
}

interface Size {
  readonly rows: number;
  readonly columns: number;
}

/** Rows, inner size and columns of a product. @throws E_SHAPE where the inner sizes differ */
export function productSizes(a: Size, b: Size, transposed: Transposed) {
  const [rows, inner] = transposed === 'first' ? [a.columns, a.rows] : [a.rows, a.columns];
  const [own, columns] = transposed === 'second' ? [b.columns, b.rows] : [b.rows, b.columns];
  if (inner !== own) {
    throw new MingaError('E_SHAPE', {
      found: `a product of ${a.rows} × ${a.columns} and ${b.rows} × ${b.columns}, transposed: ${transposed}`,
      expected: 'equal inner sizes',
    });
  }
  return { rows, inner, columns };
}
