import type { AlignerDesign } from './aligner.ts';
import type { DimensionRule } from './dimensions.ts';
import { learnMeans, minusMeans } from './means.ts';
import { steppedDesign } from './stepped-design.ts';

/** Rows minus their modality's own training mean, then unit rows; `standardise` starts from unit rows. */
export function centredDesign(
  kind: 'center' | 'standardise',
  dimensions: DimensionRule,
): AlignerDesign {
  return steppedDesign({
    settings: { kind, dimensions },
    start: kind === 'standardise' ? 'unit' : 'raw',
    dimensions,
    learn: async matched => learnMeans(matched),
    steps(state, widths) {
      const { image, text } = minusMeans(state, widths);
      return { image: [{ before: image }], text: [{ before: text }] };
    },
  });
}
