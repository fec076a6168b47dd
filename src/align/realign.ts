import { type AlignerDesign, stateNamed } from './aligner.ts';
import { learnMeans, meanOf } from './means.ts';
import { anchored, movingModality, movingSteps } from './moving-modality.ts';
import { columnMeans, unitRows } from './pair.ts';
import type { CommonDimensionRule, Onto } from './settings.ts';
import { leastSpread, totalVariance } from './spread.ts';
import { steppedDesign } from './stepped-design.ts';
import { throughSteps } from './steps.ts';

/**
 * ReAlign (arXiv 2602.07026) in its three parts. With x the modality that stays (`onto`, the image
 * by default) and y the one that moves, both of unit rows:
 *
 * - anchor and trace: (y − μ_y)·s + μ_x with s = √(tr Σ_x / tr Σ_y), then unit rows;
 * - centroid: minus what the mean of those rows over the training set exceeds μ_x by, unit rows
 *   again.
 *
 * Means and covariances (divided by n) are those of the training rows after the dimension rule,
 * made unit once more. Where the moving rows are all the same, s is 1. A row of zeros of the moving
 * modality is moved as any other; of the one that stays it stays.
 *
 * @example
 * const aligner = await realign().fit(train);
 * aligner.state.scale[0]; // s
 */
export function realign(
  options: { readonly onto?: Onto; readonly dimensions?: CommonDimensionRule } = {},
): AlignerDesign {
  const { onto = 'image', dimensions = 'interpolate' } = options;
  const moving = movingModality(onto);
  return steppedDesign({
    settings: { kind: 'realign', onto, dimensions },
    start: 'unit',
    dimensions,
    async learn({ image, text }, products) {
      const unit = { image: unitRows(image), text: unitRows(text) };
      const widths = { image: image.columns, text: text.columns };
      const means = learnMeans(unit);
      const [own, anchor] = [meanOf(means, moving), meanOf(means, onto)];
      const spread = totalVariance(unit[moving], own);
      const wanted = totalVariance(unit[onto], anchor);
      const scale = Float32Array.of(spread < leastSpread ? 1 : Math.sqrt(wanted / spread));
      const first = anchored(means, widths, onto, { scale: scale[0] });
      const moved = await throughSteps(unit[moving], [first], products);
      const drift = Float32Array.from(columnMeans(moved), (mean, j) => mean - anchor[j]);
      return { ...means, scale, drift };
    },
    steps(state, widths) {
      const [scale] = stateNamed(state, 'scale', 1);
      const drift = stateNamed(state, 'drift', widths[moving]);
      const first = anchored(state, widths, onto, { scale });
      return movingSteps(onto, [{}, first, { before: { vector: drift, factor: -1 } }], [{}]);
    },
  });
}
