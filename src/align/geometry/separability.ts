import {
  cholesky,
  covarianceOf,
  DoubleMatrix,
  type Products,
  solveCholesky,
} from '../../linear-algebra/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import { columnMeans, type EmbeddingPair } from '../pair.ts';
import { meanVariance, regularise } from '../regularised-covariance.ts';
import { dot } from './products-of-rows.ts';
import { rankAuroc } from './rank-auroc.ts';

/** The share of a multiple of the identity in the covariance of the discriminant. */
const shrinkage = 0.1;

/**
 * How well a line tells images from texts: AUROC of Fisher's linear discriminant, fitted on
 * `fitOn` and judged on `judged`. 1: the modalities lie wholly apart, 0.5: no line tells them apart.
 *
 * The discriminant is w = Σ⁻¹·(mean image − mean text), Σ the mean of the two covariances with
 * shrinkage 0.1, (1 − 0.1)·Σ + 0.1·(trace Σ / d)·I, as scikit-learn's
 * `LinearDiscriminantAnalysis(solver='lsqr', shrinkage=0.1)` has it.
 *
 * @param fitOn rows of one dimension, at least one of each modality, none of them in `judged`
 */
export async function separability(
  fitOn: EmbeddingPair,
  judged: EmbeddingPair,
  products: Products,
): Promise<number> {
  const direction = await discriminant(fitOn, products);
  return rankAuroc(scores(judged.image, direction), scores(judged.text, direction));
}

async function discriminant({ image, text }: EmbeddingPair, products: Products) {
  const means = [image, text].map(rows => Float32Array.from(columnMeans(rows)));
  const covariance = await covarianceOf(image, means[0], products);
  const other = await covarianceOf(text, means[1], products);
  for (let k = 0; k < covariance.data.length; k++) {
    covariance.data[k] = (covariance.data[k] + other.data[k]) / 2;
  }
  const difference = Float64Array.from(means[0], (mean, j) => mean - means[1][j]);
  // Rows that do not vary at all leave nothing to weigh the columns by.
  if (meanVariance(covariance) === 0) return difference;
  const shrunk = regularise(covariance, { own: 1 - shrinkage, identity: shrinkage });
  const factor = await cholesky(shrunk, products);
  const column = new DoubleMatrix(difference.length, 1, difference);
  return (await solveCholesky(factor, column, products)).data;
}

function scores(rows: Matrix, direction: Float64Array): Float64Array {
  return Float64Array.from({ length: rows.rows }, (_, i) => dot(direction, rows.row(i)));
}
