import { type AlignerState, type PairDimensions, stateNamed } from './aligner.ts';
import { columnMeans, type EmbeddingPair } from './pair.ts';
import type { Offset } from './steps.ts';

/** The means of training rows, as an aligner's state. */
export interface Means {
  readonly imageMean: Float32Array;
  readonly textMean: Float32Array;
}

export function learnMeans({ image, text }: EmbeddingPair): {
  imageMean: Float32Array;
  textMean: Float32Array;
} {
  return {
    imageMean: Float32Array.from(columnMeans(image)),
    textMean: Float32Array.from(columnMeans(text)),
  };
}

export function meanOf({ imageMean, textMean }: Means, modality: 'image' | 'text'): Float32Array {
  return modality === 'image' ? imageMean : textMean;
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
