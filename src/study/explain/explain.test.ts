import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeImage, loadDataset, loadSplit } from '../../data/index.ts';
import { openTabular, tabularSchema } from '../../encode/index.ts';
import type { StudyEvent } from '../events.ts';
import { normalisePlan, type Plan, type PlanInput, planSchema } from '../plan.ts';
import type { Results } from '../results.ts';
import { runStudy } from '../run.ts';
import type { Explanations } from '../schema/explanations.ts';
import { explainPlan } from './plan-schema.ts';
import { tabularShortener } from './shortened-texts.ts';

let folder: string;
let plan: Plan;
let results: Results;
let explained: Explanations;

function planOf(more: Partial<PlanInput> = {}): Plan {
  return normalisePlan(
    planSchema.parse({
      name: 'explained',
      dataset: { adapter: 'sample', folder: join(folder, 'sample'), rows: 120 },
      store: join(folder, 'store'),
      encode: { workers: 1 },
      align: ['center'],
      fuse: ['linear'],
      train: { seeds: 1, C: [1] },
      evaluate: { resamples: 100 },
      explain: { fields: true, cases: 'worst:2', occlusion: 2, nearest: 3 },
      report: join(folder, 'run'),
      ...more,
    }),
  );
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-explain-'));
  plan = planOf();
  results = await runStudy(plan);
  if (results.explanations === undefined) throw new Error('no explanations');
  explained = results.explanations;
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('explanations of a study', () => {
  test('contributions sum to the figure of the cell over that of no modality', () => {
    const cell = results.cells.find(({ id }) => id === explained.cell);
    for (const name of ['accuracy', 'auroc', 'logLoss'] as const) {
      const found = explained.modalities?.metrics[name];
      const [image, text] = [found?.shapley.image.estimate, found?.shapley.text.estimate];
      const gain = (found?.both ?? Number.NaN) - (found?.none ?? Number.NaN);
      expect((image ?? 0) + (text ?? 0)).toBeCloseTo(gain, 9);
      expect(found?.both).toBeCloseTo(cell?.test[name].estimate ?? Number.NaN, 9);
    }
    // Rows that are all the same cannot be ranked.
    expect(explained.modalities?.metrics.auroc.none).toBe(0.5);
  });

  test('contributions to scores are told for all rows and for each class, as their mean', () => {
    const [all, ...classes] = explained.modalities?.scores ?? [];
    expect(all.class).toBeNull();
    expect(classes.map(each => each.class)).toEqual(results.dataset.classes);
    const sum = classes.reduce((total, { rows, image }) => total + rows * (image.estimate ?? 0), 0);
    expect(sum / all.rows).toBeCloseTo(all.image.estimate ?? Number.NaN, 9);
  });

  test('every field is left out in turn, on all test rows', () => {
    const { fields, rows, of } = explained.fields ?? { fields: [], rows: 0, of: 1 };
    expect(fields.map(({ field }) => field)).toEqual(results.dataset.textFields);
    expect(rows).toBe(of);
    expect(Math.max(...fields.map(({ flipped }) => flipped.estimate ?? 0))).toBeGreaterThan(0);
    for (const { rowsChanged, flipped } of fields) {
      expect(rowsChanged).toBeLessThanOrEqual(rows);
      // Only a row whose text changed can change its class.
      expect((flipped.estimate ?? 0) * rows).toBeLessThanOrEqual(rowsChanged + 1e-9);
    }
  });

  test('asked cases are test rows that the cell gets wrong, the surest first', async () => {
    const dataset = await loadDataset(plan.dataset);
    const split = await loadSplit(join(plan.report.folder, 'split.json'), dataset);
    const tested = new Set(Array.from(split.test, i => dataset.samples[i].id));
    expect(explained.occlusion).toHaveLength(2);
    for (const { id, label, predicted } of explained.occlusion) {
      expect(tested).toContain(id);
      expect(predicted).not.toBe(label);
    }
    const [first, second] = explained.occlusion;
    expect(first.score).toBeGreaterThanOrEqual(second.score);
  });

  test('a map has a drop for each patch, no larger than the score, over the whole picture', async () => {
    const { samples } = await loadDataset(plan.dataset);
    for (const { id, drops, score, picture } of explained.occlusion) {
      expect(drops.map(row => row.length)).toEqual([2, 2]);
      for (const drop of drops.flat()) expect(drop).toBeLessThanOrEqual(score);
      const png = Buffer.from(picture.slice(picture.indexOf(',') + 1), 'base64');
      const { width, height, data } = await decodeImage(png);
      expect(Math.max(width, height)).toBeLessThanOrEqual(256);
      const own = await readFile(samples.find(sample => sample.id === id)?.image ?? '');
      expect(Buffer.compare(data, (await decodeImage(own)).data)).toBe(0);
    }
  });

  test('nearest cases are training rows, the most alike first', async () => {
    const dataset = await loadDataset(plan.dataset);
    const split = await loadSplit(join(plan.report.folder, 'split.json'), dataset);
    const trained = new Set(Array.from(split.train, i => dataset.samples[i].id));
    for (const { neighbours } of explained.nearest) {
      expect(neighbours).toHaveLength(3);
      const joint = neighbours.map(each => each.joint);
      expect(joint).toEqual([...joint].sort((a, b) => b - a));
      for (const { id, image, text, joint: mean } of neighbours) {
        expect(trained).toContain(id);
        expect(mean).toBeCloseTo((image + text) / 2, 9);
      }
    }
  });
});

describe('what a plan asks for', () => {
  test('nothing said shows no patient and encodes anew only what is quick', () => {
    expect(explainPlan(undefined)).toMatchObject({
      modalities: true,
      fields: 'quick',
      occlusion: 0,
      nearest: 0,
    });
    expect(explainPlan(true).fields).toBe('all');
  });

  test('how long texts take is not told where nothing tells it', async () => {
    const { folder: store } = plan.store;
    for (const name of await readdir(store)) {
      if (name.endsWith('.extraction.json')) await rm(join(store, name));
    }
    const { explanations } = await runStudy(planOf({ explain: undefined }));
    expect(explanations?.fields).toBeNull();
    expect(explanations?.notes).toEqual([expect.stringMatching(/encode anew, unknown time; /)]);
  });

  test('a case that is no test row is refused, by its name, before anything is trained', async () => {
    const other = planOf({ explain: { cases: ['nobody'], nearest: 1 } });
    const stages: string[] = [];
    const onEvent = (event: StudyEvent) => event.kind === 'stage' && stages.push(event.name);
    await expect(runStudy(other, { onEvent })).rejects.toMatchObject({
      code: 'E_PLAN',
      problem: { found: expect.stringContaining('"nobody"') },
    });
    expect(stages).not.toContain('Training heads');
  });

  test('false asks for nothing', () => {
    expect(explainPlan(false)).toMatchObject({ modalities: false, fields: 'none', nearest: 0 });
  });

  test('a tabular encoder loses a field as a missing value, in the rows asked for alone', async () => {
    const dataset = await loadDataset(plan.dataset);
    const split = await loadSplit(join(plan.report.folder, 'split.json'), dataset);
    const [field] = dataset.textFields;
    const of = (rows: Int32Array) =>
      tabularShortener(tabularSchema.parse({}), dataset, split.train, rows).shorten(field);
    const { vectors, changed } = await of(split.test);
    const records = dataset.samples.map(({ record }) => record);
    const whole = openTabular().encode({ records, train: split.train, fields: dataset.textFields });
    expect(changed).toBeGreaterThan(0);
    expect(vectors.data).not.toEqual(whole.vectors.take(split.test).data);
    expect(vectors.columns).toBe(whole.vectors.columns);
  });
});
