import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { StudyEvent } from '../events.ts';
import { normalisePlan, planSchema } from '../plan.ts';
import type { Results } from '../results.ts';
import { runStudy } from '../run.ts';

let folder: string;
let results: Results;
const events: StudyEvent[] = [];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-missing-'));
  const plan = normalisePlan(
    planSchema.parse({
      name: 'missing',
      dataset: { adapter: 'sample', folder: join(folder, 'sample'), rows: 150 },
      store: join(folder, 'store'),
      fuse: ['image', 'text', 'linear'],
      train: { seeds: 2, epochs: 3, C: 1, modalityDropout: 0.2 },
      evaluate: { resamples: 100 },
      report: join(folder, 'run'),
    }),
  );
  results = await runStudy(plan, { onEvent: event => events.push(event) });
});
afterAll(() => rm(folder, { recursive: true, force: true }));

test('the best fused head is asked without a modality, in every way there is', () => {
  const { missingness, best } = results;
  expect(missingness).toMatchObject({ cell: best.fused, seed: 0, modalityDropout: 0.2 });
  const ways = missingness?.patterns.map(({ missing, ways: each }) => [
    missing,
    ...each.map(({ by }) => by),
  ]);
  expect(ways).toEqual([
    ['none', 'nothing'],
    ['image', 'learned', 'mean', 'single'],
    ['text', 'learned', 'mean', 'single'],
  ]);
  for (const { ways: each } of missingness?.patterns ?? []) {
    for (const { test: figures } of each) {
      expect(figures.auroc.low).toBeLessThanOrEqual(figures.auroc.estimate ?? Number.NaN);
    }
  }
});

test('the head of the other modality answers as it does in the grid', () => {
  const pattern = results.missingness?.patterns.find(({ missing }) => missing === 'image');
  const way = pattern?.ways.find(({ by }) => by === 'single');
  const cell = results.cells.find(({ id }) => id === way?.cell);
  expect(cell).toMatchObject({ image: null, head: { name: 'text' } });
  expect(way?.test.auroc).toEqual(cell?.test.auroc);
});

test('that linear fusion goes by steps is said', () => {
  const cell = results.cells.find(({ head }) => head.name === 'linear');
  expect(cell).toMatchObject({ head: { modalityDropout: 0.2 }, fits: [{ convex: null }, {}] });
  const notes = events.flatMap(event => (event.kind === 'note' ? [event.message] : []));
  expect(notes.join('\n')).toMatch(/linear fusion is trained by steps/);
});

test('rows that really lack a picture are counted, and said to be left out', () => {
  const { dataset } = results;
  expect(dataset.incomplete).toEqual({ rows: 2, image: 2, text: 0, emptyRecords: 0 });
  expect(dataset.rowsRead - dataset.samples).toBe(2);
  const notes = events.flatMap(event => (event.kind === 'note' ? [event.message] : []));
  expect(notes.join('\n')).toMatch(/2 rows are left out for want of a picture.*stand-ins/);
});
