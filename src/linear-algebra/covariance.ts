import { MingaError } from '../errors/index.ts';
import { Matrix } from '../tensor/index.ts';
import type { DoubleMatrix } from './double-matrix.ts';
import { blockwiseGram, type RowBlock, requireSameRows, symmetricGram } from './gram.ts';
import type { Products } from './products.ts';

/**
 * `(1/n)·Σ (x − m)·(x − m)ᵀ` [d × d], symmetric, of n rows [n × d]. The mean is taken off before
 * anything is multiplied, block by block: in a cone far from the origin the other order cancels.
 *
 * @param mean [d], of these rows or of others
 * @throws E_SHAPE where the mean has not d numbers; E_LINEAR_ALGEBRA where there is no row, or the
 *   covariance is not finite
 * @example
 * const covariance = await covarianceOf(rows, mean, products);
 */
export async function covarianceOf(
  rows: Matrix,
  mean: Float32Array,
  products: Products,
): Promise<DoubleMatrix> {
  const own = centred(rows, mean);
  return average(await symmetricGram(own, rows, products), rows.rows);
}

/**
 * `(1/n)·Σ (x − m)·(y − k)ᵀ` [p × q] of the pairs of rows of `a` [n × p] and `b` [n × q].
 *
 * @param aMean [p]; `bMean` [q]
 * @throws E_SHAPE where rows or means do not fit; E_LINEAR_ALGEBRA where there is no row, or the
 *   covariance is not finite
 */
export async function crossCovarianceOf(
  a: Matrix,
  aMean: Float32Array,
  b: Matrix,
  bMean: Float32Array,
  products: Products,
): Promise<DoubleMatrix> {
  requireSameRows(a, b);
  const blocks = [centred(a, aMean), centred(b, bMean)] as const;
  return average(await blockwiseGram(blocks, [a, b], products), a.rows);
}

function centred({ rows, columns, data }: Matrix, mean: Float32Array): RowBlock {
  if (mean.length !== columns) {
    throw new MingaError('E_SHAPE', {
      found: `a mean of ${mean.length} numbers for ${columns} columns`,
      expected: `${columns}`,
    });
  }
  if (rows === 0) {
    throw new MingaError('E_LINEAR_ALGEBRA', {
      found: 'a covariance of no rows',
      expected: 'at least one',
    });
  }
  return (from, to) => {
    const block = Matrix.zeros(to - from, columns);
    for (let i = from, at = 0; i < to; i++) {
      const row = i * columns;
      for (let j = 0; j < columns; j++, at++) block.data[at] = data[row + j] - mean[j];
    }
    return block;
  };
}

function average(sums: DoubleMatrix, rows: number): DoubleMatrix {
  const { data } = sums;
  for (let i = 0; i < data.length; i++) data[i] /= rows;
  return sums;
}
