import type { AlignerDesign } from './aligner.ts';
import type { DimensionRule } from './dimensions.ts';
import { learnMeans, minusMeans } from './means.ts';
import { steppedDesign } from './stepped-design.ts';

/**
 * Standardisation in the sense of I0T (arXiv 2412.14384): unit rows, minus the modality's own
 * training mean, unit rows again. A row's length in the encoder has no say, neither in the mean nor
 * in what becomes of the row.
 *
 * A row that equals the mean exactly becomes a row of zeros and stays one.
 *
 * @example
 * const aligner = await standardise().fit(train);
 */
export function standardise(options: { readonly dimensions?: DimensionRule } = {}): AlignerDesign {
  const { dimensions = 'keep' } = options;
  return steppedDesign({
    settings: { kind: 'standardise', dimensions },
    start: 'unit',
    dimensions,
    learn: async matched => learnMeans(matched),
    steps(state, widths) {
      const { image, text } = minusMeans(state, widths);
      return { image: [{ before: image }], text: [{ before: text }] };
    },
  });
}
