import type { Dataset } from '../../data/index.ts';
import {
  classificationTask,
  multilabelTask,
  regressionTask,
  type Targets,
  type Task,
} from '../../fuse/index.ts';
import { Matrix } from '../../tensor/index.ts';
import type { Plan } from '../plan.ts';
import { lossShape } from '../train-schema.ts';

/**
 * What heads of a plan learn on a data set. A number is standardised by the mean and the deviation of
 * the training rows alone.
 *
 * @param training what is learnt of the training rows
 * @throws E_HEAD_INPUT where the number has no scale: all training rows have the same, or log1p is
 *   asked for and one is negative
 */
export function studyTask(
  { task, classes, target }: Dataset,
  training: Targets,
  train: Pick<Plan['train'], 'number' | 'loss' | 'gamma' | 'labelSmoothing'>,
): Task {
  if (task === 'multilabel') return multilabelTask(classes);
  if (task === 'regression' && training instanceof Matrix) {
    return regressionTask(target ?? 'number', training, train.number);
  }
  return classificationTask(classes, lossShape(train));
}
