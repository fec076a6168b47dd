import type { Runtime } from '../runtime/index.ts';
import { fitRows } from './closed-form.ts';
import { joinedFit, memberSettings } from './ensemble.ts';
import { type FittedHead, fittedHead } from './fitted-head.ts';
import { fitNetwork } from './fitted-network.ts';
import { headNetwork, trainingMeans } from './head-network.ts';
import { type HeadSettings, headDesign } from './heads/index.ts';
import type { LabelledPairs } from './labelled-pairs.ts';
import { stackedFits } from './stacking.ts';
import type { Targets } from './targets.ts';
import type { Task } from './task.ts';
import type { TrainOptions } from './train-options.ts';
import type { Fit, FitRun } from './trainer.ts';

/** How one head is trained, and from which seed. */
export interface FitOptions extends TrainOptions, FitRun {
  /**
   * The group of each training row, a patient say: `stacked` keeps one whole within its folds. Each
   * row is its own by default.
   */
  readonly groups?: readonly string[];
}

/**
 * Trains one head: on the training rows, stopped on the validation rows.
 *
 * @example
 * const runtime = openRuntime();
 * const task = classificationTask(['benign', 'malignant']);
 * const { head } = await fitHead(runtime, headSettings('early'), task, train, validation, { seed: 0 });
 */
export async function fitHead(
  runtime: Runtime,
  settings: HeadSettings,
  task: Task,
  train: LabelledPairs<Targets>,
  validation: LabelledPairs<Targets>,
  options: FitOptions,
): Promise<{ head: FittedHead; fit: Fit }> {
  const fit = await fitSettings(runtime, settings, task, train, validation, options);
  const dimensions = { image: train.image.columns, text: train.text.columns };
  return { head: fittedHead(settings, task, dimensions, fit.variables), fit };
}

async function fitSettings(
  runtime: Runtime,
  settings: HeadSettings,
  task: Task,
  train: LabelledPairs<Targets>,
  validation: LabelledPairs<Targets>,
  options: FitOptions,
): Promise<Fit> {
  const { fitting } = headDesign(settings.name);
  if (fitting === 'rows') return fitRows(runtime, settings, task, train, validation, options);
  if (fitting === 'members') {
    const fits: Fit[] = [];
    for (const member of memberSettings(settings)) {
      fits.push(await fitSettings(runtime, member, task, train, validation, options));
    }
    return joinedFit(runtime, settings, task, validation, fits);
  }
  if (fitting === 'stacked') {
    const rows = { train, validation, groups: options.groups };
    const fitMember = async (member: HeadSettings, own: LabelledPairs<Targets>) => [
      await fitSettings(runtime, member, task, own, validation, options),
    ];
    const [fit] = await stackedFits(runtime, settings, task, rows, fitMember, options);
    return fit;
  }
  const dimensions = { image: train.image.columns, text: train.text.columns };
  const start = trainingMeans(train);
  const network = headNetwork(settings, dimensions, task.units, { start });
  const { fit } = await fitNetwork(runtime, network, task, train, validation, options);
  return fit;
}
