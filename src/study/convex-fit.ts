import type { ClassWeightRule, LabelledPairs, Targets } from '../fuse/index.ts';
import { type ConvexFit, type ConvexTrainer, openConvexTrainer, type Task } from '../fuse/index.ts';
import type { Network } from '../graph/index.ts';
import type { Runtime } from '../runtime/index.ts';

/** What a linear head is trained on, and how. */
export interface ConvexJob {
  readonly network: Network;
  readonly task: Task;
  readonly train: LabelledPairs<Targets>;
  /** The penalty is chosen by the loss on these rows. */
  readonly validation: LabelledPairs<Targets>;
  /** scikit-learn's inverse penalties, at least one. */
  readonly C: readonly number[];
  readonly classWeights: ClassWeightRule;
  readonly beta?: number;
  readonly signal?: AbortSignal;
}

/** The fit under the best penalty. */
export interface BestConvexFit {
  readonly fit: ConvexFit;
  readonly C: number;
}

/** The weakest penalty that is tried: beyond it float32 has little to tell the minima apart by. */
const largestC = 1e6;

/** Between two inverse penalties. */
const step = 10;

/**
 * Trains a linear head to the minimum of its loss under each penalty, and keeps the fit with the
 * lowest loss on the validation rows. Where the weakest penalty of several is the best, weaker ones
 * are tried until none is better: rows that lie close together need large weights, and a grid that
 * ends too soon makes whatever spreads them out look useful.
 *
 * @throws E_CLASS_EMPTY where a class has no training row; E_ABORTED where the signal aborts
 */
export async function bestConvexFit(runtime: Runtime, job: ConvexJob): Promise<BestConvexFit> {
  const { network, task, classWeights, beta } = job;
  const options = { classWeights, beta, threads: 1 };
  const trainer = await openConvexTrainer(runtime, network, task, options);
  try {
    return await bestFit(trainer, job);
  } finally {
    await trainer.close();
  }
}

async function bestFit(
  trainer: ConvexTrainer,
  {
    train,
    validation,
    C: penalties,
    signal,
  }: Pick<ConvexJob, 'train' | 'validation' | 'C' | 'signal'>,
): Promise<BestConvexFit> {
  await trainer.load(train, validation);
  const fitWith = async (C: number) => {
    // No seed has a say in the minimum.
    const fit = await trainer.fit({ seed: 0, signal, penalty: 1 / (C * train.image.rows) });
    return { C, fit, loss: fit.history[fit.bestEpoch - 1].validationLoss };
  };
  const ascending = [...penalties].sort((a, b) => a - b);
  let best = await fitWith(ascending[0]);
  for (const C of ascending.slice(1)) {
    const next = await fitWith(C);
    if (next.loss < best.loss) best = next;
  }
  const weakest = ascending[ascending.length - 1];
  if (ascending.length === 1 || best.C !== weakest) return best;
  for (let C = weakest * step; C <= largestC; C *= step) {
    const next = await fitWith(C);
    if (next.loss >= best.loss) break;
    best = next;
  }
  return best;
}
