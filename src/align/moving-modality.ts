import { type AlignerState, type PairDimensions, stateNamed } from './aligner.ts';
import type { Onto } from './settings.ts';
import type { AffineStep, Step, StepPair } from './steps.ts';

/** The modality that is moved, where the other one stays in its place. */
export function movingModality(onto: Onto): Onto {
  return onto === 'image' ? 'text' : 'image';
}

/** The steps of either modality, told by what becomes of it. */
export function movingSteps(
  onto: Onto,
  moving: readonly Step[],
  staying: readonly Step[],
): StepPair {
  return onto === 'image' ? { image: staying, text: moving } : { image: moving, text: staying };
}

/**
 * (y − μ_y)·change + μ_x, x being the modality that stays.
 *
 * @throws E_ALIGN_INPUT where a mean is absent
 */
export function anchored(
  state: AlignerState,
  widths: PairDimensions,
  onto: Onto,
  change: Pick<AffineStep, 'map' | 'scale'>,
): AffineStep {
  const means = {
    image: stateNamed(state, 'imageMean', widths.image),
    text: stateNamed(state, 'textMean', widths.text),
  };
  return {
    before: { vector: means[movingModality(onto)], factor: -1 },
    ...change,
    after: { vector: means[onto], factor: 1 },
  };
}
