import { type AlignerState, type PairDimensions, stateNamed } from './aligner.ts';
import { columnMeans, type EmbeddingPair } from './pair.ts';
import type { Offset } from './steps.ts';

/** The means of training rows, as an aligner's state. */
export function learnMeans({ image, text }: EmbeddingPair) {
  return {
    imageMean: Float32Array.from(columnMeans(image)),
    textMean: Float32Array.from(columnMeans(text)),
  };
}

/** Each modality's own mean, to be taken away. @throws E_ALIGN_INPUT where one is absent */
export function minusMeans(
  state: AlignerState,
  widths: PairDimensions,
): { readonly image: Offset; readonly text: Offset } {
  return {
    image: { vector: stateNamed(state, 'imageMean', widths.image), factor: -1 },
    text: { vector: stateNamed(state, 'textMean', widths.text), factor: -1 },
  };
}
