import { l2Normalize, sub } from '../graph/index.ts';
import { type Aligner, type AlignerDesign, checkDimensions, stateNamed } from './aligner.ts';
import { type DimensionRule, matchDimensions } from './dimensions.ts';
import { checkPair, columnMeans, shiftRows, unitRows } from './pair.ts';
import { writeMatched } from './written.ts';

/**
 * Centring (arXiv 2401.08567, 2507.19054): unit rows, minus the modality's own training mean, unit
 * rows again. It removes the common direction that `shift` leaves in both modalities.
 *
 * A row that equals the mean exactly becomes a row of zeros and stays one.
 *
 * @example
 * const aligner = center().fit(train);
 */
export function center(options: { readonly dimensions?: DimensionRule } = {}): AlignerDesign {
  const { dimensions = 'keep' } = options;
  const settings = { kind: 'center', dimensions } as const;

  function restore(inputs: Aligner['inputs'], state: Aligner['state']): Aligner {
    const shared = Math.max(inputs.image, inputs.text);
    const outputs = dimensions === 'keep' ? inputs : { image: shared, text: shared };
    const imageMean = stateNamed(state, 'imageMean', outputs.image);
    const textMean = stateNamed(state, 'textMean', outputs.text);
    return {
      settings,
      inputs,
      outputs,
      state: { imageMean, textMean },
      transform(pair) {
        checkPair(pair);
        checkDimensions(inputs, pair);
        const { image, text } = matchDimensions(pair, dimensions);
        return {
          image: unitRows(shiftRows(image, imageMean, -1)),
          text: unitRows(shiftRows(text, textMean, -1)),
        };
      },
      write(pair) {
        const { image, text } = writeMatched(pair.image, pair.text, dimensions);
        const { graph } = image;
        return {
          image: l2Normalize(sub(image, graph.constant(imageMean, [1, outputs.image]))),
          text: l2Normalize(sub(text, graph.constant(textMean, [1, outputs.text]))),
        };
      },
    };
  }
  return {
    settings,
    fit(train) {
      checkPair(train);
      const { image, text } = matchDimensions(train, dimensions);
      const state = {
        imageMean: Float32Array.from(columnMeans(image)),
        textMean: Float32Array.from(columnMeans(text)),
      };
      return restore({ image: train.image.columns, text: train.text.columns }, state);
    },
    restore,
  };
}
