import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { makeSplit, saveSplit } from '../data/index.ts';
import { madeDataset } from '../data/split/fixture/made-cases.ts';
import { normalisePlan, type PlanInput, planSchema } from './plan.ts';
import { studySplit } from './study-split.ts';

const folder = mkdtempSync(join(tmpdir(), 'minga-study-split-'));
afterAll(() => rmSync(folder, { recursive: true }));

const cases = Array.from({ length: 60 }, (_, i) => ({
  labels: [i % 2 === 0 ? 'a' : 'b'],
  group: `p${i >> 1}`,
  part: (['train', 'validation', 'test'] as const)[i % 3],
}));
const dataset = madeDataset(cases);

function planOf(split: PlanInput['split'] = {}) {
  const settings = { adapter: 'sample', folder: join(folder, 'sample') } as const;
  return normalisePlan(planSchema.parse({ name: 'x', dataset: settings, split, report: folder }));
}

async function notesOf(split: PlanInput['split'], data = dataset): Promise<string[]> {
  const notes: string[] = [];
  await studySplit(planOf(split), data, event => {
    if (event.kind === 'note') notes.push(event.message);
  });
  return notes;
}

describe('the split of a study', () => {
  it('is the one that an earlier run has kept, though this Minga would divide otherwise', async () => {
    const own = makeSplit(dataset, { seed: 1 });
    const kept = { ...makeSplit(dataset, { seed: 8 }), settings: own.settings };
    await saveSplit(join(folder, 'split.json'), dataset, kept);
    expect((await studySplit(planOf({ seed: 1 }), dataset)).hash).toBe(kept.hash);
    expect((await studySplit(planOf({ seed: 2 }), dataset)).hash).toBe(
      makeSplit(dataset, { seed: 2 }).hash,
    );
  });

  it('is made anew where the data have changed, and says so', async () => {
    const fewer = madeDataset(cases.slice(0, 50));
    await saveSplit(join(folder, 'split.json'), fewer, makeSplit(fewer, { seed: 1 }));
    const [note] = await notesOf({ seed: 1 });
    expect(note).toMatch(/split.json of an earlier run .*made anew: 10 samples are new and 0/);
    expect((await studySplit(planOf({ seed: 1 }), dataset)).test.length).toBeGreaterThan(10);
  });

  it('tells its warnings, and that repeats are not all run', async () => {
    expect(await notesOf({ method: 'given' })).toEqual([
      expect.stringMatching(/^split: 30 groups by patient in more than one part/),
    ]);
    expect(await notesOf({ seed: 4, repeats: 3 })).toEqual([
      'split.repeats is 3: a study uses the first, of seed 4',
    ]);
  });

  it('divides a data set of several labels at once, every sample in one part', async () => {
    const several = madeDataset(
      cases.map((one, i) => ({ ...one, labels: i % 3 === 0 ? ['a', 'b'] : one.labels })),
      { multilabel: true },
    );
    const { train, validation, test } = await studySplit(planOf(), several);
    const rows = [...train, ...validation, ...test].sort((a, b) => a - b);
    expect(rows).toEqual(several.samples.map((_, i) => i));
  });

  it('stops before anything is encoded where a class would be tested and not trained', async () => {
    const late = madeDataset(
      cases.map((one, i) => ({ ...one, labels: i % 6 === 2 ? ['late'] : one.labels })),
    );
    await expect(studySplit(planOf({ method: 'given' }), late)).rejects.toThrow(
      /no training row of cases has the class "late".*E_SPLIT/,
    );
  });
});
