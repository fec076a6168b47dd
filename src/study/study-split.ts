import { join, resolve } from 'node:path';
import { type Dataset, makeSplit, type Split, savedSplit } from '../data/index.ts';
import { MingaError } from '../errors/index.ts';
import type { StudyListener } from './events.ts';
import type { Plan } from './plan.ts';
import { splitFile } from './run-folder.ts';

/**
 * The split of a plan that heads are to be trained on.
 *
 * @param onEvent hears what must be known of the split
 * @throws E_SPLIT where a class has no training row; else as `plannedSplit`
 */
export async function studySplit(
  plan: Plan,
  dataset: Dataset,
  onEvent?: StudyListener,
): Promise<Split> {
  const split = await plannedSplit(plan, dataset, onEvent);
  refuseUntrained(dataset, split);
  return split;
}

/**
 * The split of a plan. One that an earlier run of the plan has kept is used as it is, so that all
 * figures of a study are of one split.
 *
 * @param onEvent hears what must be known of the split
 * @throws as `makeSplit`
 */
export async function plannedSplit(
  plan: Plan,
  dataset: Dataset,
  onEvent?: StudyListener,
): Promise<Split> {
  const note = (message: string) => onEvent?.({ kind: 'note', message });
  const path = join(plan.report.folder, splitFile);
  const saved = await savedSplit(resolve(path), dataset, plan.split);
  if (saved.kind === 'changed') {
    note(
      `${path} of an earlier run does not fit any more; the split is made anew: ${saved.reason}`,
    );
  }
  const split = saved.kind === 'same' ? saved.split : makeSplit(dataset, plan.split);
  if ('repeats' in plan.split && plan.split.repeats > 1) {
    note(`split.repeats is ${plan.split.repeats}: a study uses the first, of seed ${split.seed}`);
  }
  for (const { message } of split.warnings) note(`split: ${message}`);
  return split;
}

/** Said before anything is encoded, which may take hours. */
function refuseUntrained({ name, classes, task }: Dataset, { classCounts }: Split): void {
  // Of several labels the split has warned already; the others are learnt all the same.
  if (task === 'multilabel') return;
  const untrained = classes.filter((_, label) => {
    const held = classCounts.validation[label] + classCounts.test[label];
    return classCounts.train[label] === 0 && held > 0;
  });
  if (untrained.length === 0) return;
  throw new MingaError('E_SPLIT', {
    found: `no training row of ${name} has the class ${untrained.map(text => `"${text}"`).join(', ')}`,
    expected: 'every class among the training rows',
    fix: 'divide otherwise, merge the class with another, or leave its rows out',
  });
}
