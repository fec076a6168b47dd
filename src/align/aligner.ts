import { MingaError } from '../errors/index.ts';
import type { Value } from '../graph/index.ts';
import type { Products } from '../linear-algebra/index.ts';
import { Matrix } from '../tensor/index.ts';
import type { EmbeddingPair } from './pair.ts';
import type { AlignerSettings } from './settings.ts';

/** Columns of each modality's embeddings. */
export interface PairDimensions {
  readonly image: number;
  readonly text: number;
}

/** Both modalities in a graph, each [n, d]. */
export interface ValuePair {
  readonly image: Value;
  readonly text: Value;
}

/** What was learned, by name; matrices row by row. */
export type AlignerState = Readonly<Record<string, Float32Array>>;

/** A fitted aligner: immutable, plain arrays, and nothing of the rows that it was fitted on. */
export interface Aligner {
  readonly settings: Required<AlignerSettings>;
  /** The dimensions that it takes and gives. */
  readonly inputs: PairDimensions;
  readonly outputs: PairDimensions;
  readonly state: AlignerState;
  /**
   * Applies it to any pairs; the input is not changed. Row k depends on row k alone.
   *
   * @param products what multiplies; JavaScript by default
   * @throws E_SHAPE, E_NOT_FINITE, E_ALIGN_INPUT where the pair is none or has other dimensions
   */
  transform(pair: EmbeddingPair, products?: Products): Promise<EmbeddingPair>;
  /** The same as ONNX operators, added to the graph of the two values. */
  write(pair: ValuePair): ValuePair;
}

/** An aligner before it is fitted. */
export interface AlignerDesign {
  /** All options filled in. */
  readonly settings: Required<AlignerSettings>;
  /**
   * Fits on training pairs alone.
   *
   * @param products what multiplies; JavaScript by default, too slow beyond some hundred columns
   * @throws E_SHAPE, E_NOT_FINITE, E_ALIGN_INPUT where the pair is none
   */
  fit(train: EmbeddingPair, products?: Products): Promise<Aligner>;
  /** Makes the fitted aligner again from what was saved. @throws E_ALIGN_INPUT where it is torn */
  restore(inputs: PairDimensions, state: AlignerState): Aligner;
}

/** @throws E_ALIGN_INPUT where the pair's dimensions are not those that the aligner was fitted on */
export function checkDimensions(inputs: PairDimensions, { image, text }: EmbeddingPair): void {
  if (image.columns === inputs.image && text.columns === inputs.text) return;
  throw new MingaError('E_ALIGN_INPUT', {
    found: `image and text embeddings of ${image.columns} and ${text.columns} dimensions`,
    expected: `${inputs.image} and ${inputs.text}, as in training`,
  });
}

/** A learned array by name. @throws E_ALIGN_INPUT where it is absent or of another length */
export function stateNamed(state: AlignerState, name: string, length: number): Float32Array {
  const array = state[name];
  if (array === undefined || array.length !== length) {
    throw new MingaError('E_ALIGN_INPUT', {
      found: `a saved aligner with ${array === undefined ? 'no' : array.length} numbers as ${name}`,
      expected: `${length}`,
    });
  }
  return array;
}

/**
 * A learned matrix of so many rows, and of as many columns as asked for or as it has.
 *
 * @throws E_ALIGN_INPUT where it is absent or of another size
 */
export function matrixNamed(
  state: AlignerState,
  name: string,
  rows: number,
  columns = Math.max(1, Math.floor((state[name]?.length ?? 0) / rows)),
): Matrix {
  return new Matrix(rows, columns, stateNamed(state, name, rows * columns));
}
