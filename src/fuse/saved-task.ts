import { classificationTask, multilabelTask, scaledRegressionTask, type Task } from './task.ts';

type Described = Readonly<Record<string, unknown>>;

/** What a saved head says of its task; of a class task its classes alone. */
export function taskDescription(task: Task): Described {
  switch (task.kind) {
    case 'multilabel':
      return { task: task.kind, classes: task.classes };
    case 'regression':
      return { task: task.kind, target: task.target, scale: task.scale, loss: task.loss };
    default:
      return { classes: task.classes };
  }
}

/** The task again; null where the description is none. */
export function parsedTask({ task, classes, target, scale, loss }: Described): Task | null {
  if (task === 'regression') {
    const parts = { scale: parsedScale(scale), loss: parsedLoss(loss) };
    if (typeof target !== 'string' || parts.scale === null || parts.loss === null) return null;
    return scaledRegressionTask(target, parts.scale, parts.loss);
  }
  if (!Array.isArray(classes) || !classes.every(name => typeof name === 'string')) return null;
  if (task === 'multilabel') return multilabelTask(classes);
  return task === undefined ? classificationTask(classes) : null;
}

function parsedScale(value: unknown) {
  const { transform, mean, deviation } = described(value);
  if (transform !== 'none' && transform !== 'log1p') return null;
  if (typeof mean !== 'number' || typeof deviation !== 'number') return null;
  return { transform, mean, deviation } as const;
}

function parsedLoss(value: unknown) {
  const { kind, delta } = described(value);
  if (kind === 'squared') return { kind } as const;
  if (kind === 'huber' && typeof delta === 'number') return { kind, delta } as const;
  return null;
}

function described(value: unknown): Described {
  return typeof value === 'object' && value !== null ? { ...value } : {};
}
