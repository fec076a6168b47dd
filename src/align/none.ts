import type { AlignerDesign } from './aligner.ts';
import type { DimensionRule } from './dimensions.ts';
import { steppedDesign } from './stepped-design.ts';

/**
 * No alignment: unit rows, and what the dimension rule asks for. It takes the same steps as
 * `shift` but for the shift, so that `shift` with λ = 0 equals it bit for bit.
 *
 * @example
 * const aligner = await none().fit(train);
 * const { image, text } = await aligner.transform(test);
 */
export function none(options: { readonly dimensions?: DimensionRule } = {}): AlignerDesign {
  const { dimensions = 'keep' } = options;
  return steppedDesign({
    settings: { kind: 'none', dimensions },
    start: 'unit',
    dimensions,
    learn: async () => ({}),
    steps: () => ({ image: [{}], text: [{}] }),
  });
}
