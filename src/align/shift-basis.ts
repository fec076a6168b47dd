import { type Products, plainProducts } from '../linear-algebra/index.ts';
import type { Aligner } from './aligner.ts';
import { restoreMatching } from './dimensions.ts';
import { checkPair, type EmbeddingPair } from './pair.ts';
import type { CommonDimensionRule } from './settings.ts';
import { shift } from './shift.ts';
import { startRows } from './steps.ts';

/** What every λ of the shift has in common on some training rows. */
export interface ShiftBasis {
  /** mean image − mean text of the matched training rows, [d] */
  readonly gapVector: Float32Array;
  /** Rows as they are before the shift: unit length, then the dimension rule. */
  match(pair: EmbeddingPair, products?: Products): Promise<EmbeddingPair>;
  /** The aligner of one λ. */
  at(lambda: number): Aligner;
}

/**
 * Fits the part of `shift` that λ has no say in, for a λ that is still to be found.
 *
 * @throws E_SHAPE, E_NOT_FINITE, E_ALIGN_INPUT where the pair is none
 * @example
 * const basis = await fitShiftBasis(train, 'interpolate');
 * const half = basis.at(0.5); // as shift({ lambda: 0.5 }).fit(train)
 */
export async function fitShiftBasis(
  train: EmbeddingPair,
  dimensions: CommonDimensionRule,
  products: Products = plainProducts,
): Promise<ShiftBasis> {
  const { inputs, state } = await shift({ lambda: 0, dimensions }).fit(train, products);
  const matching = restoreMatching(inputs, dimensions, state);
  return {
    gapVector: state.gapVector,
    async match(pair, own = plainProducts) {
      checkPair(pair);
      return matching.apply(startRows(pair, 'unit'), own);
    },
    at: lambda => shift({ lambda, dimensions }).restore(inputs, state),
  };
}
