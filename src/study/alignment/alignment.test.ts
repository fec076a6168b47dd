import { mkdtemp, readdir, rm, truncate } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { alignerKinds } from '../../align/index.ts';
import type { StudyEvent } from '../events.ts';
import { normalisePlan, type Plan, planSchema } from '../plan.ts';
import { studyAlignment } from './study.ts';
import type { AlignmentStudy, StudiedAligner } from './study-schema.ts';

const few = { shots: [2], draws: 1 };

let folder: string;
let plan: Plan;
let study: AlignmentStudy;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-alignment-'));
  plan = normalisePlan(
    planSchema.parse({
      name: 'small',
      dataset: { adapter: 'sample', folder: join(folder, 'sample'), rows: 150 },
      store: join(folder, 'store'),
      align: ['none', { whiten: { method: 'pca', components: 8 } }],
      prompts: { alder: ['a grey spot', 'an alder leaf'] },
      train: { seeds: 1, epochs: 2, C: 10 },
      evaluate: { resamples: 100 },
      report: join(folder, 'run'),
    }),
  );
  study = await studyAlignment(plan, few);
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function alignerOf(label: string): StudiedAligner {
  const found = study.pairs[0].aligners.find(each => each.label === label);
  if (found === undefined) throw new Error(`no aligner ${label}`);
  return found;
}

function measureOf(label: string, name: string) {
  return alignerOf(label).measures.find(each => each.name === name);
}

describe('a study of alignment', () => {
  test('measures every kind of aligner, and what the plan names besides, none first', () => {
    const [{ aligners }] = study.pairs;
    const kinds = new Set(aligners.map(({ aligner }) => aligner.kind));
    for (const kind of [...alignerKinds, 'learned-shift'] as const) expect(kinds).toContain(kind);
    expect(aligners[0].label).toBe('none');
    expect(aligners.map(({ label }) => label)).toContain('whiten(method=pca, components=8)');
  });

  test('compares every other aligner with none on the same rows', () => {
    for (const { label, measures } of study.pairs[0].aligners) {
      for (const { figures, differences, name } of measures) {
        if (label === 'none') {
          expect(differences).toBeNull();
          continue;
        }
        const none = measureOf('none', name);
        for (const [metric, difference] of Object.entries(differences ?? {})) {
          const expected =
            (figures[metric].estimate ?? Number.NaN) -
            (none?.figures[metric].estimate ?? Number.NaN);
          expect(difference.estimate).toBeCloseTo(expected, 9);
        }
      }
    }
  });

  test('has every task for an aligner of its own, and the trained ones for a learned λ', () => {
    expect(new Set(alignerOf('center').measures.map(({ task }) => task)).size).toBe(7);
    expect(alignerOf('learned-shift').measures.map(({ task }) => task)).toEqual([
      'under-trained',
      'mlp',
    ]);
  });

  test('names a class as the plan does, else by its name', () => {
    expect(study.prompts).toMatchObject({
      alder: ['a grey spot', 'an alder leaf'],
      birch: ['birch'],
    });
  });

  test('counts the differences that it holds, and a recall is a share', () => {
    const recall = measureOf('none', 'record of an image, recall@10')?.figures.recall;
    expect(recall?.estimate).toBeGreaterThanOrEqual(0);
    expect(recall?.estimate).toBeLessThanOrEqual(1);
    expect(study.evaluation.comparisons).toBe(
      study.pairs[0].aligners.slice(1).reduce((sum, { measures }) => sum + measures.length, 0),
    );
  });
});

describe('the same study again', () => {
  test('measures nothing anew and finds the same figures', async () => {
    const again = await studyAlignment(plan, few);
    expect(again.costs.measuredNow).toBe(0);
    expect(again.pairs).toEqual(study.pairs);
  });

  test('measures a torn file anew, to the same figures', async () => {
    const outcomes = join(folder, 'run', 'alignment', 'outcomes');
    const [first] = await readdir(outcomes);
    await truncate(join(outcomes, first), 40);
    const again = await studyAlignment(plan, few);
    expect(again.costs.measuredNow).toBe(1);
    const figures = ({ pairs }: AlignmentStudy) =>
      pairs[0].aligners.map(({ label, measures }) => [label, measures]);
    expect(figures(again)).toEqual(figures(study));
  });

  test('an interrupted one goes on where it stopped', async () => {
    const other = { ...plan, train: { ...plan.train, seeds: [9] } };
    const controller = new AbortController();
    let measuring = false;
    const onEvent = (event: StudyEvent) => {
      if (event.kind === 'stage') measuring = event.name === 'Measuring alignment';
      if (event.kind === 'progress' && measuring && event.done >= 12) controller.abort();
    };
    const quick = { tasks: ['neighbours', 'zero-shot', 'retrieval'] } as const;
    const stopped = studyAlignment(other, { ...quick, signal: controller.signal, onEvent });
    await expect(stopped).rejects.toMatchObject({ code: 'E_ABORTED' });
    const resumed = await studyAlignment(other, quick);
    const all = study.pairs[0].aligners.length * 3;
    expect(resumed.costs.measuredNow).toBeLessThanOrEqual(all - 12);
    expect(resumed.costs.measuredNow).toBeGreaterThan(0);
  });
});
