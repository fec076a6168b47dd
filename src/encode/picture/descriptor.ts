import type { RgbImage } from '../../data/index.ts';
import {
  colourHistogram,
  colourHistogramLength,
  colourMoments,
  colourMomentsLength,
} from './colour-descriptor.ts';
import {
  gradientHistograms,
  gradientHistogramsLength,
  gradientStrength,
  gradientStrengthLength,
} from './gradient-descriptor.ts';
import { luminance, side } from './picture-plane.ts';
import { createResizer } from './resize.ts';
import { binaryPatterns, binaryPatternsLength } from './texture-descriptor.ts';

/** Numbers in a picture's description: moments, colours, textures, orientations, strengths. */
export const descriptorDimension =
  colourMomentsLength +
  colourHistogramLength +
  binaryPatternsLength +
  gradientHistogramsLength +
  gradientStrengthLength;

/** Raised when a description's numbers change; by the decoding of deep pictures, last. */
const version = 2;

/** What makes a description what it is. */
export const descriptorSettings = { kind: 'picture-descriptor', version, side, filter: 'bilinear' };

/**
 * What describes pictures without any trained weights, after a resize to 128 × 128 (bilinear, as
 * Pillow): {@link colourMoments}, {@link colourHistogram}, {@link binaryPatterns},
 * {@link gradientHistograms} and {@link gradientStrength}, one after another.
 *
 * The histograms are square roots of shares (the Hellinger map: the Euclidean distance of two such
 * blocks is the Hellinger distance of the histograms, up to a factor), so every block has norm 1.
 */
export function createDescriber(): (image: RgbImage) => Float32Array {
  const resizer = createResizer();
  return image => {
    const { data } = resizer.picture(image, side, side, { filter: 'bilinear' });
    const grey = luminance(data);
    const blocks = [
      colourMoments(data),
      colourHistogram(data),
      binaryPatterns(grey),
      gradientHistograms(grey),
      gradientStrength(grey),
    ];
    const description = new Float32Array(descriptorDimension);
    let at = 0;
    for (const block of blocks) {
      description.set(block, at);
      at += block.length;
    }
    return description;
  };
}
