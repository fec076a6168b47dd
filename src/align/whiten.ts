import {
  covarianceOf,
  type DoubleMatrix,
  inverseSquareRoot,
  type Products,
} from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';
import { type AlignerDesign, matrixNamed } from './aligner.ts';
import type { DimensionRule } from './dimensions.ts';
import { ledoitWolf } from './ledoit-wolf.ts';
import { learnMeans, minusMeans } from './means.ts';
import { requireInRange } from './option-range.ts';
import { mapOnto, principalAxes } from './principal-axes.ts';
import { meanVariance, regularise } from './regularised-covariance.ts';
import { leastSpread } from './spread.ts';
import { steppedDesign } from './stepped-design.ts';

/**
 * Whitening (as in W-CLIP, arXiv 2505.06934) of each modality alone: unit rows, minus their training
 * mean, times W, unit rows again. With S = (1 − ρ)·Σ + ρ·(tr Σ/d)·I and Σ the covariance of the
 * training rows, divided by n, W is
 *
 * - `zca` (the default): S^(−½), the whitening that moves rows least (Kessy, Lewin and Strimmer, The
 *   American Statistician 72, 2018);
 * - `pca`: the leading principal axes, each divided by the root of its variance under S; as many as
 *   `components`, or as there can be (at most d, n − 1 and 512) where that is 0. An axis without
 *   more than a millionth of the largest variance gives zeros.
 *
 * ρ is `shrinkage`: a number from 0 to 1, or `auto` for that of Ledoit and Wolf (Journal of
 * Multivariate Analysis 88, 2004), at least 1e-5 so that S has an inverse. With ρ = 1 it is
 * `standardise`. What does not vary at all, such as a single column, becomes zeros: W is 0. A row of
 * zeros is taken as any other.
 *
 * @throws E_OPTION; `fit` throws E_LINEAR_ALGEBRA where `zca` has too little shrinkage for a
 *   covariance without an inverse
 * @example
 * const aligner = await whiten({ method: 'pca', components: 64 }).fit(train);
 * aligner.state.imageShrinkage[0]; // ρ
 */
export function whiten(
  options: {
    readonly method?: 'pca' | 'zca';
    readonly shrinkage?: number | 'auto';
    readonly components?: number;
    readonly dimensions?: DimensionRule;
  } = {},
): AlignerDesign {
  const { method = 'zca', shrinkage = 'auto', components = 0, dimensions = 'keep' } = options;
  if (shrinkage !== 'auto') {
    requireInRange('whiten with shrinkage', shrinkage, { least: 0, most: 1 });
  }
  requireInRange('whiten with components', components, { least: 0, whole: true });
  const mapOf = method === 'zca' ? symmetricMap : axesMap;
  const learned = async (rows: Matrix, mean: Float32Array, products: Products) => {
    const covariance = await covarianceOf(rows, mean, products);
    const rho =
      shrinkage === 'auto' ? Math.max(leastRho, ledoitWolf(rows, mean, covariance)) : shrinkage;
    const most = Math.min(rows.columns, rows.rows - 1, components || mostComponents);
    const sought = { covariance, rho, components: Math.max(1, most) };
    const map =
      meanVariance(covariance) * rows.columns < leastSpread
        ? Matrix.zeros(rows.columns, method === 'zca' ? rows.columns : sought.components)
        : await mapOf(sought, products);
    return { map: map.data, rho: Float32Array.of(rho) };
  };
  return steppedDesign({
    settings: { kind: 'whiten', method, shrinkage, components, dimensions },
    start: 'unit',
    dimensions,
    async learn(matched, products) {
      const means = learnMeans(matched);
      const image = await learned(matched.image, means.imageMean, products);
      const text = await learned(matched.text, means.textMean, products);
      return {
        ...means,
        imageMap: image.map,
        textMap: text.map,
        imageShrinkage: image.rho,
        textShrinkage: text.rho,
      };
    },
    steps(state, widths) {
      const before = minusMeans(state, widths);
      return {
        image: [{ before: before.image, map: matrixNamed(state, 'imageMap', widths.image) }],
        text: [{ before: before.text, map: matrixNamed(state, 'textMap', widths.text) }],
      };
    },
  });
}

const [leastRho, mostComponents] = [1e-5, 512];

interface Sought {
  readonly covariance: DoubleMatrix;
  readonly rho: number;
  readonly components: number;
}

/** S^(−½) [d × d] */
async function symmetricMap({ covariance, rho }: Sought, products: Products): Promise<Matrix> {
  const shrunk = regularise(covariance, { own: 1 - rho, identity: rho });
  return (await inverseSquareRoot(shrunk, products)).single();
}

/** The leading axes [d × components]; S has those of Σ, so Σ is what they are sought of. */
async function axesMap(
  { covariance, rho, components }: Sought,
  products: Products,
): Promise<Matrix> {
  const added = rho * meanVariance(covariance);
  const axes = await principalAxes(covariance, components, products);
  return mapOnto(axes.vectors, components, k => 1 / Math.sqrt((1 - rho) * axes.values[k] + added));
}
