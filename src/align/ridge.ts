import {
  cholesky,
  covarianceOf,
  crossCovarianceOf,
  solveCholesky,
} from '../linear-algebra/index.ts';
import { type AlignerDesign, matrixNamed } from './aligner.ts';
import { learnMeans, meanOf } from './means.ts';
import { anchored, movingModality, movingSteps } from './moving-modality.ts';
import { requireInRange } from './option-range.ts';
import { meanVariance, regularise } from './regularised-covariance.ts';
import type { Onto } from './settings.ts';
import { leastSpread } from './spread.ts';
import { steppedDesign } from './stepped-design.ts';

/**
 * Ridge regression of the modality that stays (`onto`, the image by default) on the one that moves
 * (Hoerl and Kennard, Technometrics 12, 1970): with unit rows and their training means,
 * (y − μ_y)·W + μ_x, then unit rows, where W = (Σ_yy + κ·(tr Σ_yy/d_y)·I)⁻¹·Σ_yx and covariances are
 * divided by n. Dimensions may differ.
 *
 * `penalty` κ (default 0.1) is in units of the mean variance, so that it means the same whatever the
 * encoder: a principal direction of y with v times the mean variance keeps v/(v + κ) of its
 * coefficient. At 0.1 the directions that carry the variance keep nine tenths and more; those with
 * less than a tenth of the mean, in which embeddings are mostly noise, lose more than half. It is
 * n·κ·tr Σ_yy/d_y in scikit-learn's `Ridge`. Where nothing varies, W is 0 and every row goes to μ_x.
 * A row of zeros that moves is moved as any other.
 *
 * @throws E_OPTION; `fit` throws E_LINEAR_ALGEBRA where the penalty is 0 and Σ_yy has no inverse
 * @example
 * const aligner = await ridge({ penalty: 1 }).fit(train);
 */
export function ridge(
  options: { readonly onto?: Onto; readonly penalty?: number } = {},
): AlignerDesign {
  const { onto = 'image', penalty = 0.1 } = options;
  requireInRange('ridge with penalty', penalty, { least: 0 });
  const moving = movingModality(onto);
  return steppedDesign({
    settings: { kind: 'ridge', onto, penalty },
    start: 'unit',
    dimensions: 'keep',
    async learn(matched, products) {
      const means = learnMeans(matched);
      const [rows, targets] = [matched[moving], matched[onto]];
      const [own, anchor] = [meanOf(means, moving), meanOf(means, onto)];
      const covariance = await covarianceOf(rows, own, products);
      if (meanVariance(covariance) * rows.columns < leastSpread) {
        return { ...means, weights: new Float32Array(rows.columns * targets.columns) };
      }
      const cross = await crossCovarianceOf(rows, own, targets, anchor, products);
      const penalised = regularise(covariance, { own: 1, identity: penalty });
      const factor = await cholesky(penalised, products);
      const weights = await solveCholesky(factor, cross, products);
      return { ...means, weights: weights.single().data };
    },
    steps(state, widths) {
      const map = matrixNamed(state, 'weights', widths[moving], widths[onto]);
      return movingSteps(onto, [anchored(state, widths, onto, { map })], [{}]);
    },
  });
}
