import { MingaError } from '../errors/index.ts';
import { add, l2Normalize, sub } from '../graph/index.ts';
import { type Aligner, type AlignerDesign, checkDimensions, stateNamed } from './aligner.ts';
import { matchDimensions } from './dimensions.ts';
import { checkPair, columnMeans, shiftRows, unitRows } from './pair.ts';
import { writeMatched } from './written.ts';

/**
 * The paper's alignment (arXiv 2406.02601; `dsrestrepo/Foundational-Multimodal-Fusion-Benchmark`):
 * unit rows; where dimensions differ, the shorter stretched by interpolation; g = mean image − mean
 * text; text + λ/2 · g and image − λ/2 · g; unit rows again.
 *
 * λ = 0 changes nothing, λ = 1 brings the centroids together before the last step, λ < 0 widens
 * the gap. Unlike the paper's code, g comes from the training rows alone.
 *
 * @throws E_OPTION where lambda is not finite
 * @example
 * const aligner = shift({ lambda: 0.5 }).fit(train);
 * aligner.state.gapVector; // Float32Array of the shared dimension
 */
export function shift(options: { readonly lambda: number }): AlignerDesign {
  const { lambda } = options;
  if (!Number.isFinite(lambda)) {
    throw new MingaError('E_OPTION', {
      found: `shift with lambda ${lambda}`,
      expected: 'a number',
    });
  }
  const settings = { kind: 'shift', lambda, dimensions: 'interpolate' } as const;

  function restore(inputs: Aligner['inputs'], state: Aligner['state']): Aligner {
    const shared = Math.max(inputs.image, inputs.text);
    const gapVector = stateNamed(state, 'gapVector', shared);
    return {
      settings,
      inputs,
      outputs: { image: shared, text: shared },
      state: { gapVector },
      transform(pair) {
        checkPair(pair);
        checkDimensions(inputs, pair);
        const { image, text } = matchDimensions(pair, 'interpolate');
        return {
          image: unitRows(shiftRows(image, gapVector, -lambda / 2)),
          text: unitRows(shiftRows(text, gapVector, lambda / 2)),
        };
      },
      write(pair) {
        const { image, text } = writeMatched(pair.image, pair.text, 'interpolate');
        const half = image.graph.constant(
          gapVector.map(x => (x * lambda) / 2),
          [1, shared],
        );
        return { image: l2Normalize(sub(image, half)), text: l2Normalize(add(text, half)) };
      },
    };
  }
  return {
    settings,
    fit(train) {
      checkPair(train);
      const { image, text } = matchDimensions(train, 'interpolate');
      const textMean = columnMeans(text);
      const gapVector = Float32Array.from(columnMeans(image), (mean, j) => mean - textMean[j]);
      return restore({ image: train.image.columns, text: train.text.columns }, { gapVector });
    },
    restore,
  };
}
