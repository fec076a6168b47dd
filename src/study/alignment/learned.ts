import {
  headSettings,
  type LearnedShiftSettings,
  openLearnedShift,
  type TrainOptions,
} from '../../fuse/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import type { RawParts } from '../training.ts';
import { type Outcomes, scores, type TaskContext, type TaskName } from './outcome.ts';
import { predictions, underTraining } from './supervised.ts';

/**
 * A λ that is learned belongs to a head that is trained by steps, so it is measured in the two tasks
 * that have one; every seed learns its own.
 */
export async function learnedOutcomes(
  name: TaskName,
  settings: LearnedShiftSettings,
  rows: RawParts,
  context: TaskContext,
): Promise<Outcomes> {
  const { train } = context.plan;
  switch (name) {
    case 'under-trained': {
      const options = { ...underTraining, classWeights: train.classWeights, beta: train.beta };
      const seeds = await learnedScores('linear', settings, options, rows, context);
      return new Map([['under-trained probe', scores(seeds)]]);
    }
    case 'mlp':
      return new Map([
        ['MLP head', scores(await learnedScores('early', settings, train, rows, context))],
      ]);
    default:
      return new Map();
  }
}

async function learnedScores(
  name: 'linear' | 'early',
  settings: LearnedShiftSettings,
  options: TrainOptions,
  rows: RawParts,
  context: TaskContext,
): Promise<Matrix[]> {
  const { plan, task, products, runtime, signal } = context;
  const training = { ...options, threads: 1, products };
  const head = headSettings(name);
  const trainer = await openLearnedShift(runtime, settings, head, task, rows, training);
  const found: Matrix[] = [];
  try {
    for (const seed of plan.train.seeds) {
      const fit = await trainer.fit({ seed, signal });
      const test = await fit.aligner.transform(rows.test, products);
      found.push(await predictions(fit.head, test, context));
    }
  } finally {
    await trainer.close();
  }
  return found;
}
