import {
  cholesky,
  covarianceOf,
  crossCovarianceOf,
  DoubleMatrix,
  leadingEigen,
  type Products,
  solveLower,
} from '../linear-algebra/index.ts';
import type { Matrix } from '../tensor/index.ts';
import { type Means, meanOf } from './means.ts';
import type { EmbeddingPair } from './pair.ts';
import { mapOnto } from './principal-axes.ts';
import { meanVariance, regularise } from './regularised-covariance.ts';
import { leastSpread } from './spread.ts';

/** What canonical correlations are sought with. */
export interface CanonicalOptions {
  readonly components: number;
  readonly penalty: number;
  readonly power: number;
}

/** Maps [d × components] of centred rows, row by row. */
export interface CanonicalMaps {
  readonly imageMap: Float32Array;
  readonly textMap: Float32Array;
  /** Falling. */
  readonly correlations: Float32Array;
}

/** Of the largest correlation: below it there is none that could be told from rounding. */
const leastShare = 1e-6;

/**
 * The canonical maps of training rows, each column times a power of its correlation. The eigenvectors
 * are those of the smaller modality, a, for the products with them give the larger one's, b.
 *
 * @throws E_LINEAR_ALGEBRA where a penalised covariance has no inverse
 */
export async function canonicalMaps(
  pair: EmbeddingPair,
  means: Means,
  { components, penalty, power }: CanonicalOptions,
  products: Products,
): Promise<CanonicalMaps> {
  const [a, b] =
    pair.image.columns <= pair.text.columns
      ? (['image', 'text'] as const)
      : (['text', 'image'] as const);
  const [small, large] = [pair[a], pair[b]];
  const [smallMean, largeMean] = [meanOf(means, a), meanOf(means, b)];
  const own = await factorOf(small, smallMean, penalty, products);
  const other = own && (await factorOf(large, largeMean, penalty, products));
  if (own === null || other === null) return nothingInCommon(pair, components);
  const cross = await crossCovarianceOf(large, largeMean, small, smallMean, products);
  const inverse = await solveLower(own, DoubleMatrix.identity(small.columns), products);
  const half = await solveLower(other, cross, products);
  // L_b⁻¹·Σ_ba·L_a⁻ᵀ
  const whitened = await products.multiplyDouble(half, inverse, 'second');
  const gram = await products.multiplyDouble(whitened, whitened, 'first');
  const { vectors } = await leadingEigen(gram, components, products);
  const images = await products.multiplyDouble(whitened, vectors, 'second');
  const correlations = lengthsOfColumns(images);
  const weights = correlations.map(value =>
    value > leastShare * correlations[0] ? value ** (power / 2) : 0,
  );
  const smallAxes = await products.multiplyDouble(vectors, inverse);
  const largeAxes = await solveLower(other, images, products, true);
  const smallMap = mapOnto(smallAxes, components, k => weights[k]).data;
  const largeMap = scaledColumns(largeAxes, k => weights[k] && weights[k] / correlations[k]).data;
  const found = { correlations: Float32Array.from(correlations) };
  return a === 'image'
    ? { imageMap: smallMap, textMap: largeMap, ...found }
    : { imageMap: largeMap, textMap: smallMap, ...found };
}

/** The Cholesky factor of the penalised covariance; null where nothing varies. */
async function factorOf(
  rows: Matrix,
  mean: Float32Array,
  penalty: number,
  products: Products,
): Promise<DoubleMatrix | null> {
  const covariance = await covarianceOf(rows, mean, products);
  if (meanVariance(covariance) * rows.columns < leastSpread) return null;
  return cholesky(regularise(covariance, { own: 1, identity: penalty }), products);
}

function nothingInCommon({ image, text }: EmbeddingPair, components: number): CanonicalMaps {
  return {
    imageMap: new Float32Array(image.columns * components),
    textMap: new Float32Array(text.columns * components),
    correlations: new Float32Array(components),
  };
}

function lengthsOfColumns({ rows, columns, data }: DoubleMatrix): Float64Array {
  const squares = new Float64Array(columns);
  for (let i = 0, at = 0; i < rows; i++) {
    for (let k = 0; k < columns; k++, at++) squares[k] += data[at] ** 2;
  }
  return squares.map(Math.sqrt);
}

function scaledColumns(matrix: DoubleMatrix, factor: (k: number) => number): Matrix {
  const scaled = matrix.single();
  for (let at = 0; at < scaled.data.length; at++) scaled.data[at] *= factor(at % matrix.columns);
  return scaled;
}
