import type { Runtime } from '../runtime/index.ts';
import { logitsOf } from './closed-form.ts';
import { fittedHead } from './fitted-head.ts';
import { type HeadSettings, headSettings } from './heads/index.ts';
import { memberName } from './heads/members.ts';
import type { LabelledPairs } from './labelled-pairs.ts';
import { classIndices, type Targets } from './targets.ts';
import type { Task } from './task.ts';
import type { EpochRecord, Fit } from './trainer.ts';
import { validationLoss, validationMacroF1 } from './validation-loss.ts';

const members = ['image', 'text'] as const;

/** The heads that an ensemble is made of: that of the image, then that of the text. */
export function memberSettings({ hidden, dropout }: HeadSettings): HeadSettings[] {
  return members.map(member => headSettings(member, { hidden, dropout }));
}

/**
 * An ensemble as one fit, from those of its members in their order. Its loss is that of the
 * validation rows, which chose nothing here but what they chose for the members, with no class
 * weights; none of the training rows is minimised, and that of the record is NaN.
 *
 * @param own variables of the ensemble that are no member's
 * @throws E_HEAD_INPUT for a task that is not one class of several
 */
export async function joinedFit(
  runtime: Runtime,
  settings: HeadSettings,
  task: Task,
  validation: LabelledPairs<Targets>,
  fits: readonly Fit[],
  own: ReadonlyMap<string, Float32Array> = new Map(),
): Promise<Fit> {
  const labels = classIndices(validation.labels);
  const variables = new Map([
    ...fits.flatMap((fit, i) =>
      [...fit.variables].map(([name, data]) => [memberName(members[i], name), data] as const),
    ),
    ...own,
  ]);
  const dimensions = { image: validation.image.columns, text: validation.text.columns };
  const predictor = await fittedHead(settings, task, dimensions, variables).open(runtime);
  try {
    const logits = logitsOf(task, await predictor.predictProbabilities(validation));
    const weights = new Float32Array(task.units).fill(1);
    const record: EpochRecord = {
      epoch: 1,
      trainingLoss: Number.NaN,
      validationLoss: validationLoss(task, logits, labels, weights),
      validationMacroF1: validationMacroF1(task, logits, labels),
      watched: new Map(),
    };
    return {
      variables,
      bestEpoch: 1,
      history: [record],
      seconds: fits.reduce((sum, { seconds }) => sum + seconds, 0),
      steps: fits.reduce((sum, { steps }) => sum + steps, 0),
    };
  } finally {
    await predictor.close();
  }
}
