import {
  fittedHead,
  headDesign,
  headSettings,
  type LabelledPairs,
  openConvexTrainer,
} from '../../fuse/index.ts';
import { type Matrix, Random } from '../../tensor/index.ts';
import { bestFit } from '../convex-fit.ts';
import { type AlignmentTask, dimensionsOf, type Outcome, scores } from './outcome.ts';
import { predictions } from './supervised.ts';

/**
 * A linear head from a few labelled rows of each class, several draws of each number. The aligner
 * has seen all training rows, for it needs no label. The penalty is chosen on the validation rows,
 * as for a head of all rows: with one that is given, an aligner that only makes rows longer would
 * seem to help.
 */
export const fewShot: AlignmentTask = async (rows, context) => {
  const { task, runtime, shots, draws } = context;
  const settings = headSettings('linear');
  const dimensions = dimensionsOf(rows.train);
  const network = headDesign(settings.name).network(dimensions, task.units, settings);
  const options = { classWeights: 'balanced', threads: 1 } as const;
  const trainer = await openConvexTrainer(runtime, network, task, options);
  const outcomes = new Map<string, Outcome>();
  try {
    for (const count of shots) {
      const found: Matrix[] = [];
      for (let draw = 0; draw < draws; draw++) {
        const chosen = drawShots(rows.train.labels, count, draw);
        const { C } = context.plan.train;
        const job = { train: takePairs(rows.train, chosen), validation: rows.validation, C };
        const { fit } = await bestFit(trainer, { ...job, signal: context.signal });
        const head = fittedHead(settings, task, dimensions, fit.variables);
        found.push(await predictions(head, rows.test, context));
      }
      outcomes.set(`${count} a class`, scores(found));
    }
  } finally {
    await trainer.close();
  }
  return outcomes;
};

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
