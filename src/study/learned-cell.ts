import type { Aligner } from '../align/index.ts';
import {
  type FittedHead,
  type LearnedShiftFit,
  type LearnedShiftSettings,
  openLearnedShift,
} from '../fuse/index.ts';
import type { Runtime } from '../runtime/index.ts';
import type { TrainedCell } from './cell-record.ts';
import { fitRecord, type HeadOutcome, headOutcome } from './cell-training.ts';
import type { CellDesign } from './grid.ts';
import { studyTask, type TargetedParts } from './task/index.ts';
import type { TrainingContext } from './training.ts';

/** Trains λ and the head of one cell together under every seed, each seed with a λ of its own. */
export async function trainLearnedCell(
  key: string,
  design: CellDesign,
  settings: LearnedShiftSettings,
  rows: TargetedParts,
  context: Pick<TrainingContext, 'plan' | 'dataset' | 'products' | 'signal'>,
  runtime: Runtime,
  onFit: () => void,
): Promise<{ cell: TrainedCell; head: FittedHead; aligner: Aligner }> {
  const { plan, dataset, products, signal } = context;
  const task = studyTask(dataset, rows.train.labels, plan.train);
  const options = { ...plan.train, threads: 1, products };
  const trainer = await openLearnedShift(runtime, settings, design.head, task, rows, options);
  const fits: (LearnedShiftFit & { outcome: HeadOutcome })[] = [];
  try {
    for (const seed of plan.train.seeds) {
      const found = await trainer.fit({ seed, signal });
      const outcome = await headOutcome(design, found.head, found.fit, runtime, {
        validation: await found.aligner.transform(rows.validation, products),
        test: await found.aligner.transform(rows.test, products),
      });
      fits.push({ ...found, outcome });
      onFit();
    }
  } finally {
    await trainer.close();
  }
  const [{ head, aligner }] = fits;
  const cell: TrainedCell = {
    key,
    parameters: head.parameters + 1,
    fits: fits.map(({ fit, outcome, lambda, lambdas }, i) => {
      const learned = { lambda, lambdas: [...lambdas] };
      return fitRecord(plan.train.seeds[i], fit, outcome, { convex: null, learned });
    }),
    validation: fits.map(({ outcome }) => outcome.validation),
    test: fits.map(({ outcome }) => outcome.test),
  };
  return { cell, head, aligner };
}
