import { readdirSync, readFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeSafetensors } from '../../tensor/index.ts';
import { checkChapters } from '../chapters.ts';
import { normalisePlan, type Plan, planSchema } from '../plan.ts';
import { prepareStudy } from '../prepared-study.ts';
import { type BaselinesResult, baselinesResultSchema } from '../schema/baselines.ts';
import { searchPlanSchema } from '../search/plan-schema.ts';
import { chosenEncoders } from './chosen-encoders.ts';
import { fitBaseline } from './fit.ts';
import { uncachedWay } from './frozen-way.ts';
import { type BaselineJob, jobKey } from './job.ts';
import { type BaselineSubject, runBaselines } from './study.ts';

let folder: string;
let plan: Plan;
let subject: BaselineSubject;
let results: BaselinesResult;
const stages: string[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-baselines-'));
  plan = normalisePlan(
    planSchema.parse({
      name: 'small',
      dataset: { adapter: 'sample', folder: join(folder, 'sample'), rows: 120 },
      store: join(folder, 'store'),
      encode: { workers: 1 },
      train: { epochs: 2, batch: 16 },
      evaluate: { resamples: 100 },
      baselines: {
        ways: [
          'frozen-uncached',
          'frozen-cached',
          { 'fine-tuned': { picture: 16, patch: 8, width: 8, depth: 1, heads: 2, words: 12 } },
        ],
        cases: 10,
      },
      report: join(folder, 'run'),
    }),
  );
  subject = { plan, ...(await prepareStudy(plan, {}, () => undefined)) };
  results = await run();
}, 240_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function run(options: object = {}): Promise<BaselinesResult> {
  if (plan.baselines === undefined) throw new Error('no baselines');
  return runBaselines({ ...plan.baselines, ...options }, subject, {
    apart: false,
    onEvent: event => event.kind === 'stage' && stages.push(event.name),
  });
}

const wayNamed = (name: string) => {
  const found = results.ways.find(({ way }) => way === name);
  if (found === undefined) throw new Error(`no ${name}`);
  return found;
};

const wayOf = (name: string) => wayNamed(name).fits[0].costs;

/** The training of the cached way, under a plan that departs from the one that was run. */
function jobOf(part: Partial<Plan> = {}): BaselineJob {
  const { baselines } = plan;
  if (baselines === undefined) throw new Error('no baselines');
  return {
    plan: { ...plan, ...part },
    baselines,
    way: { kind: 'frozen-cached' },
    seed: 0,
    encoders: chosenEncoders(plan, baselines, subject.encoded),
    parts: subject.parts,
    datasetHash: subject.dataset.hash,
    given: null,
    key: 'of a test',
  };
}

describe('baselines', () => {
  test('fit their schema, each way with its figures', () => {
    expect(baselinesResultSchema.parse(results)).toEqual(results);
    for (const { test: figures } of results.ways) {
      const { estimate, low, high } = figures.accuracy;
      expect(low).toBeLessThanOrEqual(Number(estimate));
      expect(high).toBeGreaterThanOrEqual(Number(estimate));
    }
    expect(results.differences.map(({ a, b }) => [a, b])).toEqual([
      ['fine-tuned', 'frozen-cached'],
    ]);
  });

  test('encoders that run again in every epoch give the predictions of stored vectors', () => {
    expect(results.agreement?.largestDifference).toBeLessThan(1e-5);
    expect(results.agreement?.otherClass).toBe(0);
  });

  test('the cost of running them is spent where each way spends it', () => {
    expect(wayOf('frozen-uncached').encodingSeconds).toBeGreaterThan(0);
    expect(wayOf('frozen-uncached').bytesOnDisk.vectors).toBe(0);
    expect(wayOf('frozen-cached').encodingSeconds).toBe(0);
    expect(wayOf('frozen-cached').bytesOnDisk.vectors).toBeGreaterThan(0);
    expect(wayOf('fine-tuned').parameters.all).toBe(wayOf('fine-tuned').parameters.trained);
    expect(results.ratios.map(({ raw }) => raw)).toEqual(['frozen-uncached', 'fine-tuned']);
  });

  test('test rows that are encoded are no cost of the training', async () => {
    const way = await uncachedWay(jobOf(), subject.dataset, { onStage() {}, onRows() {} });
    try {
      await way.inputs(subject.parts.test.subarray(0, 2));
      expect(way.encodingSeconds()).toBe(0);
    } finally {
      await way.close();
    }
  });

  test('are trained under the loss of the plan', async () => {
    const train = { ...plan.train, loss: 'focal' as const };
    const key = jobKey(jobOf({ train }));
    expect(key).not.toBe(jobKey(jobOf()));
    const { test: shaped } = await fitBaseline({ ...jobOf({ train }), key });
    const [predictions] = wayNamed('frozen-cached').predictions;
    const { tensors } = decodeSafetensors(readFileSync(join(plan.report.folder, predictions)));
    expect(shaped.data).not.toEqual(tensors.get('test')?.data);
  });

  test('a key changes with what a way comes from or costs, with nothing else', () => {
    const key = jobKey(jobOf());
    const { store, encode } = plan;
    const changed = [
      { store: { ...store, precision: 'float16' as const } },
      { encode: { ...encode, threads: 1 } },
      { encode: { ...encode, workers: 2 } },
    ];
    for (const part of changed) expect(jobKey(jobOf(part))).not.toBe(key);
    expect(jobKey(jobOf({ name: 'other', store: { ...store, folder: 'elsewhere' } }))).toBe(key);
  });

  test('leave no vectors behind', () => {
    expect(
      readdirSync(join(plan.report.folder, 'baselines')).every(name => name.endsWith('.json')),
    ).toBe(true);
  });

  test('what was trained is not trained again', async () => {
    const before = stages.length;
    expect(before).toBe(4);
    expect(await run()).toEqual(results);
    expect(stages).toHaveLength(before);
  });

  test('name the encoders that there are where the plan names another', async () => {
    await expect(run({ image: 'resnet' })).rejects.toThrow('one of builtin');
  });

  test('are refused with the other chapters, before the grid is trained', () => {
    const { baselines } = plan;
    if (baselines === undefined) throw new Error('no baselines');
    const search = searchPlanSchema.parse({ budget: { trials: 2 }, text: 'other' });
    const refused = {
      baselines: { ...plan, baselines: { ...baselines, text: 'other' } },
      search: { ...plan, search },
    };
    for (const [key, asked] of Object.entries(refused)) {
      const message = `${key}: no text encoder called other`;
      expect(() => checkChapters(asked, subject)).toThrow(message);
    }
    expect(() => checkChapters(plan, subject)).not.toThrow();
  });
});
