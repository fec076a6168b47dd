import { type MetricName, metrics } from '../../evaluate/index.ts';
import type { CellDesign } from '../grid.ts';
import type { TrainingContext } from '../training.ts';
import type { SearchPlan } from './plan-schema.ts';
import { trialSettings } from './trial-settings.ts';
import { type EndedTrial, runTrials } from './trials.ts';

/** Of every rung so many times fewer trials go on, for so many times more epochs. */
const factor = 3;

/** All trials, and those among them that were trained to the end. */
export interface Rungs {
  readonly all: readonly EndedTrial[];
  readonly last: readonly EndedTrial[];
}

/** Every trial to its end: as many as the budget allows. */
export async function randomSearch(
  search: SearchPlan,
  base: CellDesign,
  context: TrainingContext,
): Promise<Rungs> {
  const { budget } = search;
  const { epochs } = context.plan.train;
  let trial = 0;
  const within = (ended: readonly EndedTrial[]) =>
    'trials' in budget
      ? trial < budget.trials
      : ended.reduce((sum, { told }) => sum + told.seconds, 0) < budget.minutes * 60;
  const all = await runTrials(base, context, [], ended => {
    if (!within(ended)) return null;
    const settings = trialSettings(search, trial);
    return { trial: trial++, rung: 0, epochs, settings };
  });
  return { all, last: all };
}

/**
 * Successive halving (Jamieson and Talwalkar 2016): all trials for few epochs, then the best third of
 * them anew for three times as many, up to the plan's own.
 */
export async function successiveHalving(
  search: SearchPlan,
  base: CellDesign,
  context: TrainingContext,
): Promise<Rungs> {
  const { train, evaluate } = context.plan;
  const plan = rungPlan('trials' in search.budget ? search.budget.trials : factor, train.epochs);
  const all: EndedTrial[] = [];
  let last: EndedTrial[] = [];
  for (const [rung, { trials, epochs }] of plan.entries()) {
    const going =
      rung === 0
        ? Array.from({ length: trials }, (_, trial) => trial)
        : ranked(last, evaluate.select)
            .slice(0, trials)
            .map(({ told }) => told.trial);
    let place = 0;
    last = await runTrials(base, context, all, () => {
      if (place === going.length) return null;
      const trial = going[place++];
      return { trial, rung, epochs, settings: trialSettings(search, trial) };
    });
    all.push(...last);
  }
  return { all, last };
}

/** How many trials go through each rung, and for how many epochs at most. */
export function rungPlan(trials: number, epochs: number) {
  const rungs = 1 + Math.floor(Math.log(trials) / Math.log(factor) + 1e-9);
  return Array.from({ length: rungs }, (_, rung) => ({
    trials: Math.max(1, Math.floor(trials / factor ** rung)),
    epochs: Math.ceil(epochs / factor ** (rungs - 1 - rung)),
  }));
}

/** The best first; of equal ones the earlier trial. */
export function ranked(trials: readonly EndedTrial[], select: MetricName): EndedTrial[] {
  const sign = metrics[select].direction === 'higher' ? 1 : -1;
  const value = ({ told }: EndedTrial) =>
    told.validation === null ? Number.NEGATIVE_INFINITY : sign * told.validation;
  const difference = (a: EndedTrial, b: EndedTrial) =>
    value(a) === value(b) ? 0 : value(b) - value(a);
  return [...trials].sort((a, b) => difference(a, b) || a.told.trial - b.told.trial);
}
