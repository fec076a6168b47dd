import { concat, gemm, type Value } from '../graph/index.ts';
import { gram, type Products } from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';
import { type AlignerState, matrixNamed, type PairDimensions, type ValuePair } from './aligner.ts';
import { interpolateRows, stretchMap } from './interpolation.ts';
import type { EmbeddingPair } from './pair.ts';
import { mapOnto, principalAxes } from './principal-axes.ts';

/**
 * What is done where image and text embeddings differ in dimension.
 *
 * - `keep`: nothing.
 * - `interpolate`: the paper's rule, the shorter one is stretched to the longer one's dimension by
 *   linear interpolation over the coordinate index. It treats the order of coordinates as if it
 *   had a meaning, so whatever is made with it is marked. The map is linear and loses nothing.
 * - `pad`: zeros behind the shorter one; lengths and cosines within it stay as they are.
 * - `pca`: the longer one on its leading principal axes about zero, as many as the shorter one has
 *   columns. The mean is kept: to take it away is an aligner's work.
 */
export type DimensionRule = 'keep' | 'interpolate' | 'pad' | 'pca';

/** A fitted dimension rule. */
export interface Matching {
  readonly outputs: PairDimensions;
  readonly state: AlignerState;
  apply(pair: EmbeddingPair, products: Products): Promise<EmbeddingPair>;
  write(pair: ValuePair): ValuePair;
}

/** Fits a dimension rule on training pairs; only those that learn something read their rows. */
export async function fitMatching(
  pair: EmbeddingPair,
  rule: DimensionRule,
  products: Products,
): Promise<Matching> {
  const inputs = { image: pair.image.columns, text: pair.text.columns };
  if (rule !== 'pca' || inputs.image === inputs.text) return restoreMatching(inputs, rule, {});
  return restoreMatching(inputs, rule, { pcaBasis: await leadingBasis(pair, products) });
}

/** The larger modality's leading axes about zero, [larger × smaller]; of too few rows some are 0. */
async function leadingBasis({ image, text }: EmbeddingPair, products: Products) {
  const [large, small] = image.columns > text.columns ? [image, text] : [text, image];
  const moment = await gram(large, large, products);
  const { vectors } = await principalAxes(moment, small.columns, products);
  return mapOnto(vectors, small.columns).data;
}

/** The fitted rule again, from what an aligner saved. @throws E_ALIGN_INPUT where it is torn */
export function restoreMatching(
  inputs: PairDimensions,
  rule: DimensionRule,
  state: AlignerState,
): Matching {
  if (rule === 'keep' || inputs.image === inputs.text) return kept(inputs);
  if (rule === 'pca') return projected(inputs, state);
  const dimension = sharedDimension(inputs);
  const [widen, write] =
    rule === 'pad'
      ? ([padRows, writePadding] as const)
      : ([interpolateRows, writeStretch] as const);
  const both = <T>(pair: { image: T; text: T }, change: (each: T, width: number) => T) => ({
    image: inputs.image === dimension ? pair.image : change(pair.image, dimension),
    text: inputs.text === dimension ? pair.text : change(pair.text, dimension),
  });
  return {
    outputs: { image: dimension, text: dimension },
    state: {},
    apply: async pair => both(pair, widen),
    write: pair => both(pair, write),
  };
}

/** The larger modality on its principal axes. @throws E_ALIGN_INPUT where they are absent */
function projected(inputs: PairDimensions, state: AlignerState): Matching {
  const dimension = Math.min(inputs.image, inputs.text);
  const basis = matrixNamed(state, 'pcaBasis', sharedDimension(inputs), dimension);
  const image = inputs.image > dimension;
  return {
    outputs: { image: dimension, text: dimension },
    state: { pcaBasis: basis.data },
    async apply(pair, products) {
      const larger = await products.multiply(image ? pair.image : pair.text, basis);
      return image ? { ...pair, image: larger } : { ...pair, text: larger };
    },
    write(pair) {
      const { graph } = pair.image;
      const axes = graph.constant(basis.data, [basis.rows, basis.columns]);
      return image
        ? { ...pair, image: gemm(pair.image, axes) }
        : { ...pair, text: gemm(pair.text, axes) };
    },
  };
}

/** The larger of the two dimensions. */
export function sharedDimension({ image, text }: PairDimensions): number {
  return Math.max(image, text);
}

function kept(inputs: PairDimensions): Matching {
  return { outputs: inputs, state: {}, apply: async pair => pair, write: pair => pair };
}

/** Rows with zeros behind them, up to `dimension` columns. */
export function padRows(matrix: Matrix, dimension: number): Matrix {
  const padded = Matrix.zeros(matrix.rows, dimension);
  for (let i = 0; i < matrix.rows; i++) padded.row(i).set(matrix.row(i));
  return padded;
}

/** Zeros times the rows themselves: a graph need not know how many rows there are. */
function writePadding(x: Value, dimension: number): Value {
  const columns = Number(x.shape[1]);
  const zeros = x.graph.constant(new Float32Array(columns * (dimension - columns)), [
    columns,
    dimension - columns,
  ]);
  return concat([x, gemm(x, zeros)], 1);
}

/** Interpolation is linear, so it is one product with a matrix of two entries a column. */
function writeStretch(x: Value, dimension: number): Value {
  const map = stretchMap(Number(x.shape[1]), dimension);
  return gemm(x, x.graph.constant(map.data, [map.rows, map.columns]));
}
