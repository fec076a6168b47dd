import { join } from 'node:path';
import { score } from '../../evaluate/index.ts';
import type { Runtime } from '../../runtime/index.ts';
import type { Matrix } from '../../tensor/index.ts';
import { type CellDesign, headLabel } from '../grid.ts';
import { labelsOf } from '../parts.ts';
import type { Plan } from '../plan.ts';
import { writeWhole } from '../run-folder.ts';
import type { SearchTrial } from '../schema/search.ts';
import { type TrainingContext, trainCells } from '../training.ts';
import type { TrialSettings } from './trial-settings.ts';

/** A trial that has ended. */
export interface EndedTrial {
  readonly told: SearchTrial;
  readonly settings: TrialSettings;
  /** Probabilities of the validation rows. */
  readonly validation: Matrix;
  /** Trained by this run, rather than found. */
  readonly now: boolean;
}

/** What is to be tried. */
export interface TrialJob {
  readonly trial: number;
  readonly rung: number;
  readonly epochs: number;
  readonly settings: TrialSettings;
}

/** Where the trials are told as they end, one JSON object a line. */
export const trialsFile = 'trials.jsonl';

/**
 * Runs trials side by side, as many as there are runtimes, until there are no more; each is kept as
 * it ends. The test rows are not read: trials are given the validation rows in their place.
 *
 * @param next the next trial, or null where there is none; `ended` are those so far, in any order
 */
export async function runTrials(
  base: CellDesign,
  context: TrainingContext,
  before: readonly EndedTrial[],
  next: (ended: readonly EndedTrial[]) => TrialJob | null,
): Promise<EndedTrial[]> {
  const ended: EndedTrial[] = [];
  let told = Promise.resolve();
  async function lane(runtime: Runtime): Promise<void> {
    for (let job = next(ended); job !== null; job = next(ended)) {
      ended.push(await runTrial(base, job, context, runtime));
      context.onEvent?.({ kind: 'progress', done: before.length + ended.length });
      // Two lanes must not write the file at once.
      told = told.then(() => tellTrials([...before, ...ended], context.folder));
      await told;
    }
  }
  await Promise.all(context.runtimes.map(lane));
  return ended.sort((a, b) => a.told.trial - b.told.trial);
}

async function runTrial(
  base: CellDesign,
  { trial, rung, epochs, settings }: TrialJob,
  context: TrainingContext,
  runtime: Runtime,
): Promise<EndedTrial> {
  const { plan, dataset, parts } = context;
  const { select } = plan.evaluate;
  const { cells, trainedNow } = await trainCells([designOf(base, settings)], {
    ...context,
    plan: trialPlan(plan, settings, { epochs, seeds: plan.train.seeds.slice(0, 1) }),
    parts: { ...parts, test: parts.validation, hash: `${parts.hash} without its test rows` },
    runtimes: [runtime],
    keep: 'predictions',
    onEvent: undefined,
  });
  const [{ trained }] = cells;
  const [fit] = trained.fits;
  const [validation] = trained.validation;
  const scores: Readonly<Record<string, number>> = score(
    labelsOf(dataset, parts.validation),
    validation,
  );
  const figure = scores[select];
  const { head, rate, weightDecay } = settings;
  const told: SearchTrial = {
    trial,
    rung,
    epochs,
    head: head.name,
    hidden: head.hidden,
    dropout: head.dropout,
    rate,
    weightDecay,
    validation: Number.isFinite(figure) ? figure : null,
    bestEpoch: fit.bestEpoch,
    seconds: fit.trainingSeconds,
  };
  return { told, settings, validation, now: trainedNow > 0 };
}

/** The cell of some settings; it shares encoders and alignment with the others. */
export function designOf(base: CellDesign, { head }: Pick<TrialSettings, 'head'>): CellDesign {
  return { ...base, head, id: `${base.id}/${headLabel(head)}` };
}

/** The plan that trains as a trial says. */
export function trialPlan(
  plan: Plan,
  { rate, weightDecay }: Pick<TrialSettings, 'rate' | 'weightDecay'>,
  more: Partial<Plan['train']> = {},
): Plan {
  return { ...plan, train: { ...plan.train, rate, weightDecay, ...more } };
}

async function tellTrials(trials: readonly EndedTrial[], folder: string): Promise<void> {
  const lines = [...trials]
    .sort((a, b) => a.told.rung - b.told.rung || a.told.trial - b.told.trial)
    .map(({ told }) => `${JSON.stringify(told)}\n`);
  await writeWhole(join(folder, trialsFile), lines.join(''));
}
