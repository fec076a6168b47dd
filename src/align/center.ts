import type { AlignerDesign } from './aligner.ts';
import { centredDesign } from './centred-design.ts';
import type { DimensionRule } from './dimensions.ts';

/**
 * Centring (arXiv 2401.08567, 2507.19054): rows as the encoder gives them, minus the modality's own
 * training mean, then unit rows. It removes the common direction that `shift` leaves in both
 * modalities. `standardise` brings rows to unit length first; for an encoder whose rows have it
 * already the two are the same.
 *
 * A row that equals the mean exactly becomes a row of zeros and stays one.
 *
 * @example
 * const aligner = await center().fit(train);
 */
export function center(options: { readonly dimensions?: DimensionRule } = {}): AlignerDesign {
  return centredDesign('center', options.dimensions ?? 'keep');
}
