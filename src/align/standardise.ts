import type { AlignerDesign } from './aligner.ts';
import { centredDesign } from './centred-design.ts';
import type { DimensionRule } from './dimensions.ts';

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
  return centredDesign('standardise', options.dimensions ?? 'keep');
}
