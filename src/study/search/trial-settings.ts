import { type HeadSettings, headSettings } from '../../fuse/index.ts';
import { Random } from '../../tensor/index.ts';
import type { SearchPlan } from './plan-schema.ts';

/** What a trial is trained with. */
export interface TrialSettings {
  readonly head: HeadSettings;
  readonly rate: number;
  readonly weightDecay: number;
}

/** The settings of one trial; they depend on the seed, the ranges and its number alone. */
export function trialSettings(plan: SearchPlan, trial: number): TrialSettings {
  const random = new Random(plan.seed, 'search trial', trial);
  const name = plan.head[random.below(plan.head.length)];
  const hidden = Math.round(byOrder(plan.hidden, random.uniform()));
  const rate = rounded(byOrder(plan.rate, random.uniform()));
  const weightDecay = rounded(byOrder(plan.weightDecay, random.uniform()));
  const [least, most] = plan.dropout;
  const dropout = rounded(least + (most - least) * random.uniform());
  return { head: headSettings(name, { hidden, dropout }), rate, weightDecay };
}

/** Between two numbers above 0, evenly by their logarithm. */
function byOrder([from, to]: readonly [number, number], share: number): number {
  return from * (to / from) ** share;
}

/** Two figures can be copied into a plan. */
function rounded(value: number): number {
  return Number(value.toPrecision(2));
}
