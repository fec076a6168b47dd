import type { Dataset } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import { headDesign } from '../../fuse/index.ts';
import { isPlain } from '../../graph/index.ts';
import type { Plan } from '../plan.ts';
import { lossShape } from '../train-schema.ts';
import { learnsClasses } from './describe.ts';

/**
 * Refuses what a command or a chapter can do for classes alone.
 *
 * @param what stands before "needs one class a sample"
 * @throws E_PLAN where the data set has several labels at once, or a number
 */
export function requireClasses(dataset: Dataset, what: string): void {
  if (learnsClasses(dataset)) return;
  const { name, task, labelRule } = dataset;
  throw new MingaError('E_PLAN', {
    found: `${what} needs one class a sample, and ${name} is a ${task} set (${labelRule})`,
    expected: 'a binary or multi-class label',
    fix: 'choose another label; minga run trains and tests heads on this one',
  });
}

/** Keys of a plan whose chapters know classes alone. */
const classesAlone = ['crossValidation', 'explain', 'baselines', 'search'] as const;

/** Keys of `evaluate` that the plan asks something of and that only classes can answer. */
function trustKeys({ evaluate: { calibration, threshold, subgroups } }: Plan): string[] {
  return [
    ...(calibration === 'best' || calibration === 'none' ? [] : ['calibration']),
    ...(threshold === 'youden' ? [] : ['threshold']),
    ...(subgroups === 'auto' || subgroups.length === 0 ? [] : ['subgroups']),
  ];
}

/**
 * Refuses the parts of a plan that make no sense for what its data set has to learn.
 *
 * @throws E_PLAN naming the first such part, before anything is encoded
 */
export function refuseForTask(plan: Plan, dataset: Dataset): void {
  if (learnsClasses(dataset)) return;
  if (plan.protocol === 'paper') requireClasses(dataset, 'protocol: paper');
  for (const key of classesAlone) if (plan[key] !== undefined) requireClasses(dataset, key);
  for (const key of trustKeys(plan)) requireClasses(dataset, `evaluate.${key}`);
  const { train } = plan;
  if (!isPlain(lossShape(train))) {
    requireClasses(dataset, train.loss === 'focal' ? 'train.loss: focal' : 'train.labelSmoothing');
  }
  // Neighbours, prototypes and ensembles tell classes; heads that are trained tell the rest too.
  const other = plan.fuse.find(({ name }) => headDesign(name).fitting !== undefined);
  if (other !== undefined) requireClasses(dataset, `fuse: ${other.name}`);
  if (dataset.task === 'regression' && train.monitor === 'macroF1') {
    throw new MingaError('E_PLAN', {
      found: `train.monitor is macroF1, and ${dataset.name} has a number to learn`,
      expected: 'train.monitor: loss',
      fix: 'leave train.monitor out',
    });
  }
}
