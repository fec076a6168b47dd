import { fittedHead, headDesign, headSettings, type LabelledPairs } from '../../fuse/index.ts';
import { type Matrix, Random } from '../../tensor/index.ts';
import { bestConvexFit } from '../convex-fit.ts';
import type { AlignedParts } from '../training.ts';
import {
  type AlignmentTask,
  dimensionsOf,
  type Outcome,
  scores,
  type TaskContext,
} from './outcome.ts';
import { predictions } from './supervised.ts';

/** Training rows a class, and how often they are drawn. */
export const [shots, draws] = [[1, 2, 4, 8, 16], 5] as const;

/**
 * A linear head from a few labelled rows of each class, several draws of each number. The aligner
 * has seen all training rows, for it needs no label. The penalty is chosen on the validation rows,
 * as for a head of all rows: with one that is given, an aligner that only makes rows longer would
 * seem to help.
 */
export const fewShot: AlignmentTask = async (rows, context) => {
  const outcomes = new Map<string, Outcome>();
  for (const count of shots) {
    const found: Matrix[] = [];
    for (let draw = 0; draw < draws; draw++) {
      const chosen = drawShots(rows.train.labels, count, draw);
      found.push(await fittedTo(takePairs(rows.train, chosen), rows, context));
    }
    outcomes.set(`${count} a class`, scores(found));
  }
  return outcomes;
};

async function fittedTo(
  few: LabelledPairs,
  { validation, test }: AlignedParts,
  context: TaskContext,
): Promise<Matrix> {
  const { plan, task, runtime, signal } = context;
  const settings = headSettings('linear');
  const dimensions = dimensionsOf(few);
  const network = headDesign(settings.name).network(dimensions, task.units, settings);
  const { C } = plan.train;
  const job = {
    network,
    task,
    train: few,
    validation,
    C,
    classWeights: 'balanced',
    signal,
  } as const;
  const { fit } = await bestConvexFit(runtime, job);
  return predictions(fittedHead(settings, task, dimensions, fit.variables), test, context);
}

/** The same rows for every aligner: up to `count` of each class, by the draw's own seed. */
export function drawShots(labels: Int32Array, count: number, draw: number): Int32Array {
  const order = new Random(draw, 'few-shot').permutation(labels.length);
  const taken = new Map<number, number>();
  return order.filter(i => {
    const already = taken.get(labels[i]) ?? 0;
    if (already >= count) return false;
    taken.set(labels[i], already + 1);
    return true;
  });
}

function takePairs({ image, text, labels }: LabelledPairs, rows: Int32Array): LabelledPairs {
  return { image: image.take(rows), text: text.take(rows), labels: rows.map(i => labels[i]) };
}
