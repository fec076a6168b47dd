import { MingaError } from '../errors/index.ts';
import type { Value } from '../graph/index.ts';
import { center } from './center.ts';
import type { DimensionRule } from './dimensions.ts';
import { none } from './none.ts';
import type { EmbeddingPair } from './pair.ts';
import { shift } from './shift.ts';

/** What an aligner is asked for: everything that is not learned. */
export type AlignerSettings =
  | { readonly kind: 'none'; readonly dimensions?: DimensionRule }
  | { readonly kind: 'shift'; readonly lambda: number; readonly dimensions?: 'interpolate' }
  | { readonly kind: 'center'; readonly dimensions?: DimensionRule };

/** A fitted aligner: immutable, plain arrays, and nothing of the rows that it was fitted on. */
export interface Aligner {
  readonly settings: Required<AlignerSettings>;
  /** The dimensions that it takes and gives. */
  readonly inputs: { readonly image: number; readonly text: number };
  readonly outputs: { readonly image: number; readonly text: number };
  /** What was learned, by name: `gapVector` [d], or `imageMean` [dᵢ] and `textMean` [dₜ]. */
  readonly state: Readonly<Record<string, Float32Array>>;
  /** Applies it to any pairs; the input is not changed. */
  transform(pair: EmbeddingPair): EmbeddingPair;
  /** The same as ONNX operators, added to the graph of the two values, each [n, d]. */
  write(pair: { readonly image: Value; readonly text: Value }): { image: Value; text: Value };
}

/** An aligner before it is fitted. */
export interface AlignerDesign {
  readonly settings: AlignerSettings;
  /** Fits on training pairs alone. */
  fit(train: EmbeddingPair): Aligner;
  /** Makes the fitted aligner again from what was saved. */
  restore(inputs: Aligner['inputs'], state: Aligner['state']): Aligner;
}

/** The design for settings that came from a plan or a file. */
export function alignerDesign(settings: AlignerSettings): AlignerDesign {
  switch (settings.kind) {
    case 'none':
      return none(settings);
    case 'shift':
      return shift(settings);
    case 'center':
      return center(settings);
  }
}

/** @throws E_ALIGN_INPUT where the pair's dimensions are not those that the aligner was fitted on */
export function checkDimensions(inputs: Aligner['inputs'], { image, text }: EmbeddingPair): void {
  if (image.columns === inputs.image && text.columns === inputs.text) return;
  throw new MingaError('E_ALIGN_INPUT', {
    found: `image and text embeddings of ${image.columns} and ${text.columns} dimensions`,
    expected: `${inputs.image} and ${inputs.text}, as in training`,
  });
}

/** A learned array by name. @throws E_ALIGN_INPUT where it is absent or of another length */
export function stateNamed(state: Aligner['state'], name: string, length: number): Float32Array {
  const array = state[name];
  if (array === undefined || array.length !== length) {
    throw new MingaError('E_ALIGN_INPUT', {
      found: `a saved aligner with ${array === undefined ? 'no' : array.length} numbers as ${name}`,
      expected: `${length}`,
    });
  }
  return array;
}
