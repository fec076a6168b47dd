import { copyFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Dataset, loadDataset, makeSplit, type Split } from '../data/index.ts';
import { embedDataset } from './embedding.ts';
import { usableParts } from './parts.ts';
import { normalisePlan, type PlanInput, planSchema } from './plan.ts';

let folder = '';
let dataset: Dataset;
let split: Split;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-parts-'));
  dataset = await loadDataset({ adapter: 'sample', folder: join(folder, 'sample'), rows: 80 });
  split = makeSplit(dataset);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function hashOf(encode: PlanInput['encode'], of = dataset): Promise<string> {
  const plan = normalisePlan(
    planSchema.parse({
      name: 'parts',
      dataset: { adapter: 'sample', folder: join(folder, 'sample'), rows: 80 },
      store: join(folder, 'store'),
      encode: { workers: 1, ...encode },
    }),
  );
  return usableParts(of, split, await embedDataset(plan, of, split.train)).hash;
}

/** As if a cell of a training row had been corrected; the text that was made of it is the same. */
function withOtherAge(): Dataset {
  const [corrected] = split.train;
  const samples = dataset.samples.map((sample, i) =>
    i === corrected ? { ...sample, record: { ...sample.record, age: 99 } } : sample,
  );
  return { ...dataset, samples };
}

test('rows are others when a field changes, where vectors are made of the fields', async () => {
  expect(await hashOf({}, withOtherAge())).toBe(await hashOf({}));
  const tabular = { text: ['tabular' as const] };
  expect(await hashOf(tabular, withOtherAge())).not.toBe(await hashOf(tabular));
});

test('rows are the same with one encoder more, and others when a picture is another under its name', async () => {
  const before = await hashOf({});
  expect(await hashOf({ image: ['builtin', { model: 'builtin', name: 'again' }] })).toBe(before);
  const [one, other] = Array.from(split.test, i => dataset.samples[i].image ?? '');
  await copyFile(one, other);
  expect(await hashOf({})).not.toBe(before);
});
