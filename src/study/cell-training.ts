import type { EmbeddingPair } from '../align/index.ts';
import { MingaError } from '../errors/index.ts';
import {
  type Fit,
  type FittedHead,
  fitRows,
  fittedHead,
  type HeadSettings,
  headDesign,
  headNetwork,
  joinedFit,
  memberSettings,
  openTrainer,
  stackedFits,
  type Task,
  trainingMeans,
} from '../fuse/index.ts';
import type { Network } from '../graph/index.ts';
import type { Runtime } from '../runtime/index.ts';
import type { Matrix } from '../tensor/index.ts';
import type { TrainedCell } from './cell-record.ts';
import { bestConvexFit } from './convex-fit.ts';
import type { CellDesign } from './grid.ts';
import { groupsOf } from './parts.ts';
import type { Plan } from './plan.ts';
import type { FitResult } from './results.ts';
import { studyTask, type TargetedParts } from './task/index.ts';
import type { TrainingContext } from './training.ts';

/** A fit and, where it went to the minimum of a convex loss, how that was. */
interface CellFit {
  readonly fit: Fit;
  readonly convex: FitResult['convex'];
}

/** What the fits of a cell are made from. */
interface FitParts {
  readonly runtime: Runtime;
  readonly task: Task;
  readonly train: Plan['train'];
  readonly rows: TargetedParts;
  /** Of each training row. */
  readonly groups: readonly string[];
  readonly signal: AbortSignal | undefined;
  readonly onFit: () => void;
}

/** Trains one cell under every seed of the plan and predicts its validation and test rows. */
export async function trainCell(
  key: string,
  design: CellDesign,
  rows: TargetedParts,
  {
    plan,
    dataset,
    parts: split,
    signal,
  }: Pick<TrainingContext, 'plan' | 'dataset' | 'parts' | 'signal'>,
  runtime: Runtime,
  onFit: () => void,
): Promise<{ cell: TrainedCell; head: FittedHead }> {
  const task = studyTask(dataset, rows.train.labels, plan.train);
  const dimensions = { image: rows.train.image.columns, text: rows.train.text.columns };
  const groups = groupsOf(dataset, split.train);
  const parts = { runtime, task, train: plan.train, rows, groups, signal, onFit };
  const fits = await fitsOf(design.head, parts);
  const heads = fits.map(({ fit }) => fittedHead(design.head, task, dimensions, fit.variables));
  const outcomes: HeadOutcome[] = [];
  for (const [i, { fit }] of fits.entries()) {
    outcomes.push(await headOutcome(design, heads[i], fit, runtime, rows));
  }
  const [head] = heads;
  const cell: TrainedCell = {
    key,
    parameters: head.parameters,
    fits: fits.map(({ fit, convex: minimum }, i) =>
      fitRecord(plan.train.seeds[i], fit, outcomes[i], { convex: minimum, learned: null }),
    ),
    validation: outcomes.map(outcome => outcome.validation),
    test: outcomes.map(outcome => outcome.test),
  };
  return { cell, head };
}

/** One fit a seed. */
async function fitsOf(head: HeadSettings, parts: FitParts): Promise<CellFit[]> {
  const { train, onFit } = parts;
  const found = await distinctFits(head, parts);
  return train.seeds.map((_, i) => {
    if (i < found.length) return found[i];
    onFit();
    return found[0];
  });
}

/**
 * One fit a seed, by whatever way the head comes to its variables, or a single one where no seed has
 * a say in it. Each is told as it ends.
 */
async function distinctFits(head: HeadSettings, parts: FitParts): Promise<CellFit[]> {
  const { runtime, task, train, rows, onFit } = parts;
  switch (headDesign(head.name).fitting) {
    case 'rows': {
      const fit = await fitRows(runtime, head, task, rows.train, rows.validation, train);
      onFit();
      return [{ fit, convex: null }];
    }
    case 'members':
      return memberFits(head, parts);
    case 'stacked':
      return stackFits(head, parts);
    default: {
      const dimensions = { image: rows.train.image.columns, text: rows.train.text.columns };
      const start = trainingMeans(rows.train);
      const network = headNetwork(head, dimensions, task.units, { start });
      return goesToMinimum(train, head)
        ? [await convexFit(network, parts)]
        : seededFits(network, parts);
    }
  }
}

/** The image head and the text head, each trained by itself, as one. */
async function memberFits(head: HeadSettings, parts: FitParts): Promise<CellFit[]> {
  const { runtime, task, rows, onFit } = parts;
  const members: CellFit[][] = [];
  for (const member of memberSettings(head)) {
    members.push(await distinctFits(member, { ...parts, onFit: () => undefined }));
  }
  const fits: CellFit[] = [];
  for (const i of members[0].keys()) {
    const own = members.map(each => each[i].fit);
    fits.push({ fit: await joinedFit(runtime, head, task, rows.validation, own), convex: null });
    onFit();
  }
  return fits;
}

/** The image head and the text head, and what is learnt of what they say of rows unknown to them. */
async function stackFits(head: HeadSettings, parts: FitParts): Promise<CellFit[]> {
  const { runtime, task, train, rows, onFit } = parts;
  const fits = await stackedFits(
    runtime,
    head,
    task,
    { ...rows, groups: parts.groups },
    async (member, own) => {
      const inner = { ...parts, rows: { ...rows, train: own }, onFit: () => undefined };
      return (await distinctFits(member, inner)).map(({ fit }) => fit);
    },
    { classWeights: train.classWeights, beta: train.beta, signal: parts.signal },
  );
  return fits.map(fit => {
    onFit();
    return { fit, convex: null };
  });
}

/** Whether a trained head goes to the minimum; one whose rows are drawn anew has none. */
function goesToMinimum({ linear }: Plan['train'], { hidden, modalityDropout }: HeadSettings) {
  return linear === 'lbfgs' && hidden === 0 && modalityDropout === undefined;
}

/** One fit a seed, by steps on batches. */
async function seededFits(network: Network, parts: FitParts): Promise<CellFit[]> {
  const { runtime, task, train, rows, signal, onFit } = parts;
  const trainer = await openTrainer(runtime, network, task, { ...train, threads: 1 });
  try {
    await trainer.load(rows.train, rows.validation);
    const fits: CellFit[] = [];
    for (const seed of train.seeds) {
      fits.push({ fit: await trainer.fit({ seed, signal }), convex: null });
      onFit();
    }
    return fits;
  } finally {
    await trainer.close();
  }
}

/**
 * One fit for each strength of the penalty, to the minimum, of which the one with the lowest
 * validation loss is kept.
 */
async function convexFit(network: Network, parts: FitParts): Promise<CellFit> {
  const { runtime, task, train, rows, signal, onFit } = parts;
  const { C: penalties, classWeights, beta } = train;
  const job = { network, task, C: penalties, classWeights, beta, signal };
  const { fit, C } = await bestConvexFit(runtime, {
    ...job,
    train: rows.train,
    validation: rows.validation,
  });
  onFit();
  return { fit, convex: { C, converged: fit.converged } };
}

/** A fit as results tell of it. */
export function fitRecord(
  seed: number,
  fit: Fit,
  { inferenceSeconds }: HeadOutcome,
  how: Pick<FitResult, 'convex' | 'learned'>,
): FitResult {
  return {
    seed,
    epochs: fit.history.length,
    bestEpoch: fit.bestEpoch,
    steps: fit.steps,
    validationLoss: fit.history[fit.bestEpoch - 1].validationLoss,
    trainingSeconds: fit.seconds,
    inferenceSeconds,
    ...how,
  };
}

/** What a head says of the rows that it was not trained on. */
export interface HeadOutcome {
  readonly validation: Matrix;
  readonly test: Matrix;
  /** All test rows at once. */
  readonly inferenceSeconds: number;
}

/** @throws E_NOT_FINITE where no epoch of the fit had a finite validation loss */
export async function headOutcome(
  design: CellDesign,
  head: FittedHead,
  fit: Fit,
  runtime: Runtime,
  rows: { readonly validation: EmbeddingPair; readonly test: EmbeddingPair },
): Promise<HeadOutcome> {
  if (fit.bestEpoch === 0) {
    throw new MingaError('E_NOT_FINITE', {
      found: `${design.id}: no epoch has a finite validation loss`,
      expected: 'a finite number',
      fix: 'lower train.rate',
    });
  }
  const predictor = await head.open(runtime, { threads: 1 });
  try {
    const validation = await predictor.predict(rows.validation);
    const started = performance.now();
    const test = await predictor.predict(rows.test);
    return { validation, test, inferenceSeconds: (performance.now() - started) / 1000 };
  } finally {
    await predictor.close();
  }
}
