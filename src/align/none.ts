import { l2Normalize } from '../graph/index.ts';
import { type Aligner, type AlignerDesign, checkDimensions } from './aligner.ts';
import { type DimensionRule, matchDimensions } from './dimensions.ts';
import { checkPair, unitRows } from './pair.ts';
import { writeMatched } from './written.ts';

/**
 * No alignment: unit rows, and what the dimension rule asks for. It takes the same steps as
 * `shift` but for the shift, so that `shift` with λ = 0 equals it bit for bit.
 *
 * @example
 * const aligner = none().fit(train);
 * const { image, text } = aligner.transform(test);
 */
export function none(options: { readonly dimensions?: DimensionRule } = {}): AlignerDesign {
  const { dimensions = 'keep' } = options;
  const settings = { kind: 'none', dimensions } as const;

  function restore(inputs: Aligner['inputs']): Aligner {
    const shared = Math.max(inputs.image, inputs.text);
    return {
      settings,
      inputs,
      outputs: dimensions === 'keep' ? inputs : { image: shared, text: shared },
      state: {},
      transform(pair) {
        checkPair(pair);
        checkDimensions(inputs, pair);
        const matched = matchDimensions(pair, dimensions);
        return { image: unitRows(matched.image), text: unitRows(matched.text) };
      },
      write({ image, text }) {
        const matched = writeMatched(image, text, dimensions);
        return { image: l2Normalize(matched.image), text: l2Normalize(matched.text) };
      },
    };
  }
  return {
    settings,
    fit(train) {
      checkPair(train);
      return restore({ image: train.image.columns, text: train.text.columns });
    },
    restore,
  };
}
