import { type Products, plainProducts } from '../linear-algebra/index.ts';
import type { Aligner, AlignerDesign, AlignerState, PairDimensions } from './aligner.ts';
import { type DimensionRule, fitMatching, type Matching, restoreMatching } from './dimensions.ts';
import { checkPair, type EmbeddingPair } from './pair.ts';
import type { AlignerSettings } from './settings.ts';
import { type Start, type StepPair, startRows, steppedAligner } from './steps.ts';

/** An aligner as what it learns and the steps that it takes with that. */
export interface SteppedDesign {
  readonly settings: Required<AlignerSettings>;
  readonly start: Start;
  readonly dimensions: DimensionRule;
  /** What is learned of training pairs, started and matched. */
  readonly learn: (matched: EmbeddingPair, products: Products) => Promise<AlignerState>;
  /** @param widths of the matched rows @throws E_ALIGN_INPUT where the state is torn */
  readonly steps: (state: AlignerState, widths: PairDimensions) => StepPair;
}

/** The design of an aligner whose modalities go through affine steps. */
export function steppedDesign(design: SteppedDesign): AlignerDesign {
  const { settings, start, dimensions, learn } = design;
  const built = (inputs: PairDimensions, learned: AlignerState, matching: Matching): Aligner =>
    steppedAligner({
      settings,
      inputs,
      state: { ...matching.state, ...learned },
      start,
      matching,
      ...design.steps(learned, matching.outputs),
    });
  return {
    settings,
    async fit(train, products = plainProducts) {
      checkPair(train);
      const started = startRows(train, start);
      const matching = await fitMatching(started, dimensions, products);
      const learned = await learn(await matching.apply(started, products), products);
      return built({ image: train.image.columns, text: train.text.columns }, learned, matching);
    },
    restore(inputs, state) {
      const matching = restoreMatching(inputs, dimensions, state);
      return built(inputs, state, matching);
    },
  };
}
