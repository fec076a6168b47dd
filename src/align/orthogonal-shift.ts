import { addScaled, covarianceOf, dot } from '../linear-algebra/index.ts';
import { type AlignerDesign, stateNamed } from './aligner.ts';
import { learnMeans } from './means.ts';
import { requireInRange } from './option-range.ts';
import { principalAxes } from './principal-axes.ts';
import type { CommonDimensionRule } from './settings.ts';
import { steppedDesign } from './stepped-design.ts';

/**
 * The shift without what would disturb a modality from within (arXiv 2603.29080): g = mean image −
 * mean text, g⊥ = g − U·Uᵀ·g with U the leading principal directions of the centred training rows of
 * `of`, the modality that is searched (the image by default); text + λ/2 · g⊥ and image − λ/2 · g⊥,
 * unit rows again. Means and directions are those of unit rows after the dimension rule.
 *
 * Along U nothing moves, so before the last step differences within and between modalities are there
 * what they were. `components` (default 64) is how many directions U has: at most d − 1, for with all
 * of them nothing would be left to move, and only those with more than a millionth of the largest
 * one's variance, for the rest is rounding. With none it is `shift`. λ is 1 by default. A row of
 * zeros is moved as any other.
 *
 * @throws E_OPTION where lambda is not finite or components is no whole number from 0
 * @example
 * const aligner = await orthogonalShift({ components: 32, of: 'text' }).fit(train);
 * aligner.state.gapVector; // g⊥, of the shared dimension
 */
export function orthogonalShift(
  options: {
    readonly lambda?: number;
    readonly components?: number;
    readonly of?: 'image' | 'text';
    readonly dimensions?: CommonDimensionRule;
  } = {},
): AlignerDesign {
  const { lambda = 1, components = 64, of = 'image', dimensions = 'interpolate' } = options;
  requireInRange('orthogonal-shift with lambda', lambda, { least: Number.NEGATIVE_INFINITY });
  requireInRange('orthogonal-shift with components', components, { least: 0, whole: true });
  return steppedDesign({
    settings: { kind: 'orthogonal-shift', lambda, components, of, dimensions },
    start: 'unit',
    dimensions,
    async learn(matched, products) {
      const { imageMean, textMean } = learnMeans(matched);
      const gap = Float64Array.from(imageMean, (mean, j) => mean - textMean[j]);
      const count = Math.min(components, gap.length - 1);
      if (count > 0) {
        const mean = of === 'image' ? imageMean : textMean;
        const covariance = await covarianceOf(matched[of], mean, products);
        const { vectors } = await principalAxes(covariance, count, products);
        for (let k = 0; k < vectors.rows; k++) {
          const axis = vectors.row(k);
          const along = dot(axis, gap);
          addScaled(gap, -along, axis);
        }
      }
      return { gapVector: Float32Array.from(gap) };
    },
    steps(state, widths) {
      const gapVector = stateNamed(state, 'gapVector', widths.image);
      return {
        image: [{ before: { vector: gapVector, factor: -lambda / 2 } }],
        text: [{ before: { vector: gapVector, factor: lambda / 2 } }],
      };
    },
  });
}
