import { MingaError } from '../errors/index.ts';
import { groupFolds } from '../evaluate/index.ts';
import { buildPrediction } from '../graph/index.ts';
import type { Runtime } from '../runtime/index.ts';
import { Matrix } from '../tensor/index.ts';
import type { ClassWeightRule } from './class-weights.ts';
import { openConvexTrainer } from './convex-trainer.ts';
import { joinedFit, memberSettings } from './ensemble.ts';
import { floats } from './epoch-runner.ts';
import { variableFeeds } from './fitted-network.ts';
import { headNetwork } from './head-network.ts';
import type { HeadSettings } from './heads/index.ts';
import { scoringNetwork, stackingNetwork } from './heads/stacked.ts';
import type { LabelledPairs } from './labelled-pairs.ts';
import { type HeadPair, modalityFeeds } from './modalities.ts';
import { checkTargets, classIndices, type Targets, takeTargets } from './targets.ts';
import type { Task } from './task.ts';
import type { Fit } from './trainer.ts';

/** Inverse penalties of the second stage that are tried. */
export const stackingPenalties = [0.01, 0.1, 1, 10, 100] as const;

/**
 * Trains a member on some rows, stopped on the validation rows: one fit for each seed, or one alone
 * where no seed has a say in it; as many each time.
 */
export type FitMember = (
  member: HeadSettings,
  train: LabelledPairs<Targets>,
) => Promise<readonly Fit[]>;

/** What a stack is fitted on. */
export interface StackingRows {
  readonly train: LabelledPairs<Targets>;
  readonly validation: LabelledPairs<Targets>;
  /** Of each training row: no group is in two folds. Each row is its own by default. */
  readonly groups?: readonly string[];
}

/** How the second stage is fitted. */
export interface StackingOptions {
  readonly classWeights?: ClassWeightRule;
  readonly beta?: number;
  readonly signal?: AbortSignal;
}

/** Pairs of scores, [n, units] of the image head and of the text head. */
type Scores = Pick<HeadPair, 'image' | 'text'>;

/**
 * Fits `stacked`, once for each fit of its members. The training rows are dealt into `folds` (by class
 * and group, the same for every seed); the image head and the text head are trained without each fold
 * and score it; on these scores of all training rows the second stage is fitted, a logistic regression to its
 * minimum. Its penalty is the one of C = 0.01, 0.1, 1, 10, 100 with the lowest loss on the validation
 * rows, as scored by heads that were trained on all training rows: those are the members that are
 * kept. Validation rows thus choose what they choose for any linear head (where to stop, the
 * penalty), and no weight is fitted on them.
 *
 * @throws E_HEAD_INPUT for a task that is not one class of several; E_CLASS_EMPTY where a class has
 *   all its training rows in one group; E_ABORTED where the signal aborts
 */
export async function stackedFits(
  runtime: Runtime,
  settings: HeadSettings,
  task: Task,
  rows: StackingRows,
  fitMember: FitMember,
  options: StackingOptions = {},
): Promise<Fit[]> {
  const { train, validation } = rows;
  checkTargets('training', train.labels, task, 2);
  const labels = classIndices(train.labels);
  const groups = rows.groups ?? Array.from(labels, (_, i) => `${i}`);
  const folds = groupFolds(labels, groups, settings.folds ?? 5, 0);
  requireSpread(task, labels, folds.of);
  const members = memberSettings(settings);
  const score = (k: number, fit: Fit, pair: HeadPair) =>
    scoresOf(runtime, members[k], task, fit, pair);

  const held = new Map<number, HeldOut>();
  for (let fold = 0; fold < folds.count; fold++) {
    const inner = taken(
      train,
      where(folds.of, own => own !== fold),
    );
    const outerRows = where(folds.of, own => own === fold);
    const outer = taken(train, outerRows);
    for (const k of members.keys()) {
      const fits = await fitMember(members[k], inner);
      for (const [seed, fit] of fits.entries()) {
        const told = held.get(seed) ?? nothingHeldOut(labels.length, task);
        held.set(seed, told);
        const own = await score(k, fit, outer);
        outerRows.forEach((row, i) => {
          told.scores[k].row(row).set(own.row(i));
        });
        told.seconds += fit.seconds;
        told.steps += fit.steps;
      }
    }
  }
  const whole: (readonly Fit[])[] = [];
  for (const member of members) whole.push(await fitMember(member, train));

  const found: Fit[] = [];
  for (const [seed, { scores, seconds, steps }] of held) {
    const [image, text] = scores;
    const own = whole.map(fits => fits[seed]);
    const stage = await secondStage(
      runtime,
      task,
      { image, text, labels: train.labels },
      {
        image: await score(0, own[0], validation),
        text: await score(1, own[1], validation),
        labels: validation.labels,
      },
      options,
    );
    const fit = await joinedFit(runtime, settings, task, validation, own, stage.variables);
    found.push({ ...fit, seconds: fit.seconds + seconds, steps: fit.steps + steps });
  }
  return found;
}

/**
 * A logistic regression of scores, to its minimum under the penalty with the lowest loss on the
 * validation rows. C is scikit-learn's, as `openConvexTrainer` has it.
 */
export async function secondStage(
  runtime: Runtime,
  task: Task,
  train: Scores & { readonly labels: Targets },
  validation: Scores & { readonly labels: Targets },
  { classWeights, beta, signal, C = stackingPenalties }: SecondStageOptions = {},
): Promise<{ readonly variables: ReadonlyMap<string, Float32Array>; readonly C: number }> {
  const network = stackingNetwork(task.units);
  const rule = {
    threads: 1,
    ...(classWeights === undefined ? {} : { classWeights }),
    ...(beta === undefined ? {} : { beta }),
  };
  const trainer = await openConvexTrainer(runtime, network, task, rule);
  try {
    await trainer.load(train, validation);
    let best = { variables: new Map<string, Float32Array>(), C: Number.NaN, loss: Infinity };
    for (const each of C) {
      const penalty = 1 / (each * train.image.rows);
      const fit = await trainer.fit({ seed: 0, signal, penalty });
      const loss = fit.history[fit.bestEpoch - 1].validationLoss;
      if (loss < best.loss) best = { variables: new Map(fit.variables), C: each, loss };
    }
    return best;
  } finally {
    await trainer.close();
  }
}

export interface SecondStageOptions extends StackingOptions {
  /** Inverse penalties; all of `stackingPenalties` by default. */
  readonly C?: readonly number[];
}

/** What a fitted member says of some rows, as the second stage reads it. */
async function scoresOf(
  runtime: Runtime,
  member: HeadSettings,
  { units }: Task,
  { variables }: Fit,
  pair: HeadPair,
): Promise<Matrix> {
  const dimensions = { image: pair.image.columns, text: pair.text.columns };
  const network = scoringNetwork(headNetwork(member, dimensions, units), units);
  const output = 'predictions';
  const { model, shape } = buildPrediction(network, { output, of: scores => scores });
  const session = await runtime.open(model, { threads: 1 });
  try {
    const feeds = {
      ...variableFeeds(variables, shape.declarations),
      ...modalityFeeds(network, pair),
    };
    return new Matrix(pair.image.rows, units, floats(await session.run(feeds), output));
  } finally {
    await session.close();
  }
}

function requireSpread(task: Task, labels: Int32Array, foldOf: Int32Array): void {
  const folds = new Map<number, Set<number>>();
  labels.forEach((label, i) => {
    folds.set(label, (folds.get(label) ?? new Set()).add(foldOf[i]));
  });
  for (const [label, own] of folds) {
    if (own.size > 1) continue;
    const name = task.kind === 'regression' ? task.target : task.classes[label];
    throw new MingaError('E_CLASS_EMPTY', {
      found: `class "${name}" has all its training rows in one fold of stacked: heads that are trained without it know nothing of the class`,
      expected: 'training rows of two groups or more of each class',
      fix: 'leave stacked out, take average, or leave the class out',
    });
  }
}

/** What members that were trained without them say of training rows, and what training them took. */
interface HeldOut {
  /** Of the image head and of the text head. */
  readonly scores: readonly [Matrix, Matrix];
  seconds: number;
  steps: number;
}

function nothingHeldOut(rows: number, { units }: Task): HeldOut {
  return { scores: [Matrix.zeros(rows, units), Matrix.zeros(rows, units)], seconds: 0, steps: 0 };
}

function where(foldOf: Int32Array, keep: (fold: number) => boolean): Int32Array {
  return Int32Array.from(foldOf, (_, i) => i).filter(i => keep(foldOf[i]));
}

function taken(
  { image, text, presence, labels }: LabelledPairs<Targets>,
  rows: Int32Array,
): LabelledPairs<Targets> {
  return {
    image: image.take(rows),
    text: text.take(rows),
    labels: takeTargets(labels, rows),
    ...(presence === undefined ? {} : { presence: presence.take(rows) }),
  };
}
