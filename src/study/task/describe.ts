import type { Dataset, Split } from '../../data/index.ts';
import type { FinishedGrid } from '../chapters.ts';
import type { Parts } from '../parts.ts';
import type { TaskResult } from '../schema/task.ts';
import { labelFigures } from './label-figures.ts';
import { taskMetrics } from './select.ts';
import { studyTask } from './study-task.ts';
import { targetsOf } from './targets.ts';

/** Whether a sample has one class of several: what most chapters of a study are about. */
export function learnsClasses({ task }: Pick<Dataset, 'task'>): boolean {
  return task === 'binary' || task === 'multiclass';
}

/** What heads of a study learnt, and its figures label by label where there are several. */
export function describeTask(grid: FinishedGrid): TaskResult {
  const { dataset, split, parts } = grid;
  return {
    kind: dataset.task,
    metrics: [...taskMetrics(dataset.task)],
    target: dataset.target,
    scale: scaleOf(grid, dataset, parts),
    labels: dataset.task === 'multilabel' ? labelsOfBest(grid, split) : [],
  };
}

function scaleOf({ plan }: FinishedGrid, dataset: Dataset, parts: Parts): TaskResult['scale'] {
  const task = studyTask(dataset, targetsOf(dataset, parts.train), plan.train);
  if (task.kind !== 'regression') return null;
  return { ...task.scale, loss: plan.train.number.loss };
}

function labelsOfBest(grid: FinishedGrid, { classCounts }: Split): TaskResult['labels'] {
  const { best, finished, dataset, plan, rows } = grid;
  const ids = [best.single?.id, best.fused?.id];
  const { resamples, level, interval } = plan.evaluate;
  const source = {
    classes: dataset.classes,
    trained: classCounts.train,
    test: rows.test,
    resamples,
    level,
    interval,
  };
  return finished
    .filter(({ design }) => ids.includes(design.id))
    .map(cell => ({ cell: cell.design.id, figures: labelFigures(cell, source) }));
}
