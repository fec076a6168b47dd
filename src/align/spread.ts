import type { Matrix } from '../tensor/index.ts';

/** Of unit rows: below it they differ by no more than single precision rounds. */
export const leastSpread = 1e-12;

/** The mean squared distance of the rows from their mean: the trace of their covariance. */
export function totalVariance(rows: Matrix, mean: ArrayLike<number>): number {
  let total = 0;
  for (let i = 0; i < rows.rows; i++) {
    const row = rows.row(i);
    for (let j = 0; j < row.length; j++) total += (row[j] - mean[j]) ** 2;
  }
  return total / Math.max(1, rows.rows);
}
