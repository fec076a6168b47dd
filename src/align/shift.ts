import { MingaError } from '../errors/index.ts';
import { type AlignerDesign, stateNamed } from './aligner.ts';
import { columnMeans } from './pair.ts';
import type { CommonDimensionRule } from './settings.ts';
import { steppedDesign } from './stepped-design.ts';

/**
 * The paper's alignment (arXiv 2406.02601; `dsrestrepo/Foundational-Multimodal-Fusion-Benchmark`):
 * unit rows; where dimensions differ, the shorter stretched by interpolation; g = mean image − mean
 * text; text + λ/2 · g and image − λ/2 · g; unit rows again.
 *
 * λ = 0 changes nothing, λ = 1 brings the centroids together before the last step, λ < 0 widens
 * the gap. Unlike the paper's code, g comes from the training rows alone. A row of zeros is moved as
 * any other, as in the paper's code.
 *
 * @throws E_OPTION where lambda is not finite
 * @example
 * const aligner = await shift({ lambda: 0.5 }).fit(train);
 * aligner.state.gapVector; // Float32Array of the shared dimension
 */
export function shift(options: {
  readonly lambda: number;
  readonly dimensions?: CommonDimensionRule;
}): AlignerDesign {
  const { lambda, dimensions = 'interpolate' } = options;
  if (!Number.isFinite(lambda)) {
    throw new MingaError('E_OPTION', {
      found: `shift with lambda ${lambda}`,
      expected: 'a number',
    });
  }
  return steppedDesign({
    settings: { kind: 'shift', lambda, dimensions },
    start: 'unit',
    dimensions,
    async learn({ image, text }) {
      const textMean = columnMeans(text);
      const gapVector = Float32Array.from(columnMeans(image), (mean, j) => mean - textMean[j]);
      return { gapVector };
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
