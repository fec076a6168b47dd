import { type AlignerDesign, matrixNamed } from './aligner.ts';
import { canonicalMaps } from './canonical-maps.ts';
import { learnMeans, minusMeans } from './means.ts';
import { requireInRange } from './option-range.ts';
import { steppedDesign } from './stepped-design.ts';

/**
 * Canonical correlation analysis with a penalty, and cosines weighted by correlation (CSA, arXiv
 * 2410.07610; Hotelling, Biometrika 28, 1936; penalty: Vinod, Journal of Econometrics 4, 1976). With
 * unit rows, their training means and S = Σ + κ·(tr Σ/d)·I of either modality, covariances divided by
 * n: S_x = L_x·L_xᵀ, S_y = L_y·L_yᵀ, L_x⁻¹·Σ_xy·L_y⁻ᵀ = U·diag(ρ)·Vᵀ. The rows become
 * (x − μ_x)·L_x⁻ᵀ·U and (y − μ_y)·L_y⁻ᵀ·V, each column times ρ^(p/2), then unit rows, so that the plain
 * cosine of the two is the one that weighs each component with ρ^p.
 *
 * `components` are kept, those of the largest ρ; 0, the default, is as many as the smaller modality
 * has columns, at most 128. `penalty` κ is 0.1 by default, `power` p 1. Where a modality does not vary
 * at all, and in components without any correlation, there are zeros. A row of zeros is taken as any
 * other.
 *
 * @throws E_OPTION; `fit` throws E_LINEAR_ALGEBRA where the penalty is 0 and a covariance has no
 *   inverse
 * @example
 * const aligner = await cca({ components: 32 }).fit(train);
 * aligner.state.correlations; // ρ, falling
 */
export function cca(
  options: {
    readonly components?: number;
    readonly penalty?: number;
    readonly power?: number;
  } = {},
): AlignerDesign {
  const { components = 0, penalty = 0.1, power = 1 } = options;
  requireInRange('cca with components', components, { least: 0, whole: true });
  requireInRange('cca with penalty', penalty, { least: 0 });
  requireInRange('cca with power', power, { least: 0 });
  return steppedDesign({
    settings: { kind: 'cca', components, penalty, power },
    start: 'unit',
    dimensions: 'keep',
    async learn(matched, products) {
      const means = learnMeans(matched);
      const most = Math.min(matched.image.columns, matched.text.columns);
      const sought = { components: Math.min(most, components || mostComponents), penalty, power };
      return { ...means, ...(await canonicalMaps(matched, means, sought, products)) };
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

const mostComponents = 128;
