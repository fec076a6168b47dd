import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openProducts, openRuntime, type Runtime } from '../../runtime/index.ts';
import { Matrix, Random } from '../../tensor/index.ts';
import type { StudyEvent } from '../events.ts';
import { normalisePlan, type Plan, type PlanInput, planSchema } from '../plan.ts';
import { prepareStudy } from '../prepared-study.ts';
import type { Search } from '../schema/search.ts';
import type { TrainingContext } from '../training.ts';
import { correctedChoice } from './optimism.ts';
import { type SearchPlan, searchPlanSchema } from './plan-schema.ts';
import { rungPlan } from './rungs.ts';
import { searchSettings } from './search.ts';
import { studySearch } from './study.ts';
import { trialSettings } from './trial-settings.ts';

let folder: string;
let found: Search;
let runtime: Runtime;
let context: TrainingContext;

function planOf(search: PlanInput['search']): Plan {
  return normalisePlan(
    planSchema.parse({
      name: 'searched',
      dataset: { adapter: 'sample', folder: join(folder, 'sample'), rows: 100 },
      store: join(folder, 'store'),
      encode: { text: [{ tabular: {} }], workers: 1 },
      train: { seeds: 1, epochs: 3 },
      evaluate: { resamples: 100 },
      search,
      report: join(folder, 'whole'),
    }),
  );
}

const four = { budget: { trials: 4 }, hidden: [4, 16] } satisfies PlanInput['search'];

/** What depends on the seed alone. */
const timeless = ({ trials, trialsNow: _, ...rest }: Search) => ({
  ...rest,
  trials: trials.map(({ seconds: __, ...trial }) => trial),
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-search-'));
  const plan = planOf(four);
  found = await studySearch(plan);
  const { dataset, encoded, parts } = await prepareStudy(plan, {}, () => {});
  runtime = openRuntime();
  const products = await openProducts(runtime);
  context = { plan, dataset, encoded, parts, folder, runtimes: [runtime], products };
});
afterAll(async () => {
  await runtime.close();
  await rm(folder, { recursive: true, force: true });
});

/** On the rows that the whole study had, with trials of its own where `name` is another. */
function searched(name: string, search: SearchPlan, more: Partial<TrainingContext> = {}) {
  return searchSettings(search, { ...context, folder: join(folder, name), ...more });
}

describe('a search', () => {
  test('takes the best of its trials by validation rows, and tells all of them', async () => {
    expect(found.trials.map(({ trial }) => trial)).toEqual([0, 1, 2, 3]);
    const figures = found.trials.map(({ validation }) => validation ?? 0);
    const best = found.trials[found.best.trial];
    expect(best.validation).toBe(Math.max(...figures));
    expect(found.optimism.best).toBe(best.validation);
    expect(found.best.settings).toMatchObject({ hidden: best.hidden, rate: best.rate });
    const lines = (await readFile(join(folder, 'whole', 'search', 'trials.jsonl'), 'utf8')).trim();
    expect(lines.split('\n').map(line => JSON.parse(line))).toEqual(found.trials);
  });

  test('sets the best beside the usual settings, on the same test rows', () => {
    const { best, difference, default: usual } = found;
    expect(usual.settings).toMatchObject({ head: 'early', rate: 0.001 });
    expect(difference.auroc.estimate).toBeCloseTo(
      (best.test.auroc.estimate ?? 0) - (usual.test.auroc.estimate ?? 0),
      12,
    );
  });

  test('that was interrupted comes to what an uninterrupted one does', async () => {
    const search = searchPlanSchema.parse(four);
    const controller = new AbortController();
    let searching = false;
    const onEvent = (event: StudyEvent) => {
      if (event.kind === 'stage') searching = event.name === 'Searching settings';
      if (event.kind === 'progress' && searching && event.done === 2) controller.abort();
    };
    const stopped = searched('interrupted', search, { signal: controller.signal, onEvent });
    await expect(stopped).rejects.toMatchObject({ code: 'E_ABORTED' });
    const resumed = await searched('interrupted', search);
    expect(resumed.trialsNow).toBeLessThanOrEqual(2);
    expect(timeless(resumed)).toEqual(timeless(found));
  });

  test('by halving trains the best third for three times as many epochs', async () => {
    const halving = searchPlanSchema.parse({ ...four, method: 'halving' });
    const { trials } = await searched('whole', halving);
    expect(trials.map(({ rung, epochs }) => [rung, epochs])).toEqual([
      [0, 1],
      [0, 1],
      [0, 1],
      [0, 1],
      [1, 3],
    ]);
    const first = trials.slice(0, 4);
    const best = Math.max(...first.map(({ validation }) => validation ?? 0));
    expect(first[trials[4].trial].validation).toBe(best);
  });
});

describe('trials', () => {
  test('depend on the seed and their number alone, and keep within their ranges', () => {
    const plan = searchPlanSchema.parse({ head: ['early', 'late'], seed: 3 });
    for (let trial = 0; trial < 50; trial++) {
      const { head, rate, weightDecay } = trialSettings(plan, trial);
      expect(trialSettings(plan, trial)).toEqual({ head, rate, weightDecay });
      expect(head.hidden).toBeGreaterThanOrEqual(32);
      expect(head.hidden).toBeLessThanOrEqual(512);
      expect(rate).toBeGreaterThanOrEqual(1e-4);
      expect(rate).toBeLessThanOrEqual(1e-2);
      expect(weightDecay).toBeLessThanOrEqual(0.3);
      expect(head.dropout).toBeLessThanOrEqual(0.6);
    }
    const other = searchPlanSchema.parse({ head: ['early', 'late'], seed: 4 });
    expect(trialSettings(other, 0)).not.toEqual(trialSettings(plan, 0));
  });

  test('go through rungs of thirds', () => {
    expect(rungPlan(27, 54)).toEqual([
      { trials: 27, epochs: 2 },
      { trials: 9, epochs: 6 },
      { trials: 3, epochs: 18 },
      { trials: 1, epochs: 54 },
    ]);
  });

  test('a plan that searches a head without a hidden block is refused', () => {
    expect(searchPlanSchema.safeParse({ head: 'linear' }).success).toBe(false);
    expect(searchPlanSchema.safeParse({ method: 'halving', budget: { minutes: 1 } }).success).toBe(
      false,
    );
  });
});

test('a choice that is always right stays right once it is corrected, though a class is rare', () => {
  const labels = Int32Array.from({ length: 40 }, (_, i) => (i < 2 ? 2 : i % 2));
  const right = Matrix.fromRows(Array.from(labels, label => [0, 1, 2].map(c => +(c === label))));
  const rows = { labels, groups: Array.from(labels, (_, i) => `g${i}`) };
  const { corrected, resamples } = correctedChoice([right, right], rows, 'macroF1', 0);
  expect(corrected).toBe(1);
  // About half of the resamples hold one of the two rare rows and leave the other out.
  expect(resamples).toBeGreaterThan(50);
});

test('the best of many random guesses is worth no more than a guess once it is corrected', () => {
  const random = new Random(0, 'guesses');
  const labels = Int32Array.from({ length: 120 }, (_, i) => i % 2);
  const guess = () => {
    const rows = Array.from(labels, () => random.uniform());
    return Matrix.fromRows(rows.map(p => [1 - p, p]));
  };
  const rows = { labels, groups: Array.from(labels, (_, i) => `g${i}`) };
  const { corrected } = correctedChoice(Array.from({ length: 12 }, guess), rows, 'auroc', 0);
  expect(corrected).toBeGreaterThan(0.44);
  expect(corrected).toBeLessThan(0.56);
});
