import { crossCovarianceOf, polarFactor } from '../linear-algebra/index.ts';
import { type AlignerDesign, matrixNamed } from './aligner.ts';
import { learnMeans, meanOf } from './means.ts';
import { anchored, movingModality, movingSteps } from './moving-modality.ts';
import type { Onto } from './settings.ts';
import { steppedDesign } from './stepped-design.ts';

/**
 * Orthogonal Procrustes (Schönemann, Psychometrika 31, 1966): the modality that moves is turned as a
 * whole so that its rows come nearest to their partners in the one that stays (`onto`, the image by
 * default). With unit rows y and x and their training means: (y − μ_y)·R + μ_x, then unit rows. R is
 * the polar factor U·Vᵀ of the cross-covariance U·S·Vᵀ of y and x [d_y × d_x], which makes
 * Σ ‖(y − μ_y)·R − (x − μ_x)‖² least among rotations and reflections. Lengths and angles within the
 * modality stay as they are.
 *
 * The dimensions may differ: into more of them R turns without loss; into fewer R projects as well,
 * and is what makes Σ (y − μ_y)·R·(x − μ_x)ᵀ largest. Directions that the cross-covariance does not
 * determine are turned in a fixed way. A row of zeros that moves is moved as any other.
 *
 * @example
 * const aligner = await procrustes({ onto: 'text' }).fit(train);
 */
export function procrustes(options: { readonly onto?: Onto } = {}): AlignerDesign {
  const { onto = 'image' } = options;
  const moving = movingModality(onto);
  return steppedDesign({
    settings: { kind: 'procrustes', onto },
    start: 'unit',
    dimensions: 'keep',
    async learn(matched, products) {
      const means = learnMeans(matched);
      const [own, anchor] = [meanOf(means, moving), meanOf(means, onto)];
      const cross = await crossCovarianceOf(matched[moving], own, matched[onto], anchor, products);
      const rotation = await polarFactor(cross, products);
      return { ...means, rotation: rotation.single().data };
    },
    steps(state, widths) {
      const map = matrixNamed(state, 'rotation', widths[moving], widths[onto]);
      return movingSteps(onto, [anchored(state, widths, onto, { map })], [{}]);
    },
  });
}
