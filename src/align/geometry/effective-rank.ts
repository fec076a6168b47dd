import { DoubleMatrix, type Products, symmetricEigenvalues } from '../../linear-algebra/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import { columnMeans } from '../pair.ts';
import { dot } from './products-of-rows.ts';

// What the mean of equal rows leaves of them in double precision is far below, what varies above.
const leastVariance = 1e-12;

/**
 * Effective rank (Roy and Vetterli 2007): exp(−Σ pₖ·log pₖ), pₖ = σₖ / Σσ, of the singular values σ
 * of the rows [n × d] with their mean taken off: in how many directions they vary, were all of these
 * equally strong. From 1 to min(n − 1, d), so only figures of as many rows can be compared. The mean
 * is taken off because it tells the direction of the cone, which the resultant length tells already.
 *
 * @returns null where the rows do not vary
 */
export async function effectiveRank(rows: Matrix, products: Products): Promise<number | null> {
  const centred = centredRows(rows);
  const gram = await products.multiplyDouble(
    centred,
    centred,
    rows.rows <= rows.columns ? 'second' : 'first',
  );
  const values = symmetricEigenvalues(gram).map(value => Math.sqrt(Math.max(0, value)));
  if (dot(values, values) <= leastVariance * dot(rows.data, rows.data)) return null;
  const sum = values.reduce((total, value) => total + value, 0);
  const entropy = values.reduce((total, value) => {
    const share = value / sum;
    return share === 0 ? total : total - share * Math.log(share);
  }, 0);
  return Math.exp(entropy);
}

function centredRows(rows: Matrix): DoubleMatrix {
  const means = columnMeans(rows);
  const centred = DoubleMatrix.zeros(rows.rows, rows.columns);
  for (let i = 0; i < rows.rows; i++) {
    const [row, target] = [rows.row(i), centred.row(i)];
    for (let j = 0; j < row.length; j++) target[j] = row[j] - means[j];
  }
  return centred;
}
