import { join } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import { bootstrap, metricNames } from '../../evaluate/index.ts';
import { type HeadSettings, headSettings } from '../../fuse/index.ts';
import type { EmbeddedPart, EncodedDataset } from '../embedding.ts';
import { intervalFigure, type LabelledRows, seedMatrices } from '../figures.ts';
import type { CellDesign } from '../grid.ts';
import { labelledRows } from '../labelled-rows.ts';
import { alignerLabel, sharedRule, withRule } from '../planned-aligner.ts';
import type { Search } from '../schema/search.ts';
import { requireClasses } from '../task/index.ts';
import { type TrainingContext, trainCells } from '../training.ts';
import { correctedChoice } from './optimism.ts';
import type { SearchPlan } from './plan-schema.ts';
import { randomSearch, ranked, rungPlan, successiveHalving } from './rungs.ts';
import type { TrialSettings } from './trial-settings.ts';
import { designOf, trialPlan } from './trials.ts';

/** Where the trials lie within the run's folder. */
export const searchFolder = 'search';

/**
 * Searches settings of a fused head by validation rows, trial by trial; then trains the best, and the
 * same head with its usual settings, under every seed of the plan, and reads the test rows of both
 * once. Trials are kept as they end: the same call goes on from there, to the same outcome.
 *
 * @param context of the study; its folder is the run's
 * @throws E_PLAN where an encoder is not in the plan, or samples have several labels or a number;
 *   E_ABORTED where the signal aborts
 */
export async function searchSettings(search: SearchPlan, given: TrainingContext): Promise<Search> {
  const context = { ...given, folder: join(given.folder, searchFolder) };
  const { plan, dataset, parts, onEvent } = context;
  const { select } = plan.evaluate;
  requireClasses(dataset, 'search');
  const base = baseDesign(search, context);
  onEvent?.({
    kind: 'stage',
    name: 'Searching settings',
    unit: 'trial',
    total: trialCount(search, plan.train.epochs),
  });
  const method = search.method === 'halving' ? successiveHalving : randomSearch;
  const { all, last } = await method(search, base, context);
  const [best] = ranked(last, select);
  const rows = {
    validation: labelledRows(dataset, parts.validation),
    test: labelledRows(dataset, parts.test),
  };
  const usual: TrialSettings = {
    head: headSettings(best.settings.head.name),
    rate: plan.train.rate,
    weightDecay: plan.train.weightDecay,
  };
  const found = await contenders(base, best.settings, usual, rows, context);
  const corrected = correctedChoice(
    last.map(({ validation }) => validation),
    rows.validation,
    select,
    search.seed,
  );
  return {
    method: search.method,
    seed: search.seed,
    image: base.image?.id ?? '',
    text: base.text?.id ?? '',
    aligner: alignerLabel(base.aligner),
    select,
    budget: {
      trials: 'trials' in search.budget ? search.budget.trials : null,
      minutes: 'minutes' in search.budget ? search.budget.minutes : null,
    },
    trials: all.map(({ told }) => told),
    best: { trial: best.told.trial, ...found.best },
    default: found.usual,
    difference: found.difference,
    optimism: { best: best.told.validation, ...corrected },
    trialsNow: all.filter(({ now }) => now).length,
  };
}

/** 0 where minutes decide. */
function trialCount({ method, budget }: SearchPlan, epochs: number): number {
  if (!('trials' in budget)) return 0;
  if (method === 'random') return budget.trials;
  return rungPlan(budget.trials, epochs).reduce((sum, { trials }) => sum + trials, 0);
}

function baseDesign(search: SearchPlan, { plan, encoded }: TrainingContext): CellDesign {
  const { image, text } = searchedEncoders(search, encoded);
  const rule = image.dimension === text.dimension ? 'keep' : sharedRule(plan.align);
  const aligner = withRule(plan.align[0], rule);
  const id = `search/${image.name}+${text.name}/${alignerLabel(aligner)}`;
  return { id, image, text, aligner, head: headSettings(search.head[0]) };
}

/** @throws E_PLAN where an encoder is not in the plan */
export function searchedEncoders(search: SearchPlan, { images, texts }: EncodedDataset) {
  return {
    image: chosenEncoder('image', images, search.image),
    text: chosenEncoder('text', texts, search.text),
  };
}

function chosenEncoder(
  modality: string,
  all: readonly EmbeddedPart[],
  wanted: string | undefined,
): EmbeddedPart['result'] {
  const found = wanted === undefined ? all[0] : all.find(({ result }) => result.name === wanted);
  if (found !== undefined) return found.result;
  throw new MingaError('E_PLAN', {
    found: `search: ${wanted === undefined ? `no ${modality} encoder` : `no ${modality} encoder called ${wanted}`}`,
    expected: all.map(({ result }) => result.name).join(', ') || 'pictures and records',
  });
}

/** Both under every seed of the plan, on validation and on test rows. */
async function contenders(
  base: CellDesign,
  best: TrialSettings,
  usual: TrialSettings,
  rows: Readonly<Record<'validation' | 'test', LabelledRows>>,
  context: TrainingContext,
) {
  const { resamples, level } = context.plan.evaluate;
  const trained = async (settings: TrialSettings) => {
    const plan = trialPlan(context.plan, settings);
    const designs = [designOf(base, settings)];
    const { cells } = await trainCells(designs, { ...context, plan, keep: 'predictions' });
    return cells[0].trained;
  };
  const found = { best: await trained(best), usual: await trained(usual) };
  const figures = (part: 'validation' | 'test') =>
    bootstrap(
      {
        ...rows[part],
        systems: { best: seedMatrices(found.best, part), usual: seedMatrices(found.usual, part) },
      },
      { resamples, level, pairs: [['best', 'usual']] },
    );
  const [validation, test] = [figures('validation'), figures('test')];
  const told = (name: 'best' | 'usual', settings: TrialSettings) => ({
    settings: describeSettings(settings.head, settings),
    validation: intervalsOf(validation.systems[name]),
    test: intervalsOf(test.systems[name]),
  });
  return {
    best: told('best', best),
    usual: told('usual', usual),
    difference: intervalsOf(test.pairs[0].differences),
  };
}

function describeSettings(
  { name, hidden, dropout }: HeadSettings,
  { rate, weightDecay }: TrialSettings,
) {
  return { head: name, hidden, dropout, rate, weightDecay };
}

function intervalsOf(
  intervals: Readonly<Record<(typeof metricNames)[number], Parameters<typeof intervalFigure>[0]>>,
) {
  return Object.fromEntries(metricNames.map(name => [name, intervalFigure(intervals[name])]));
}
