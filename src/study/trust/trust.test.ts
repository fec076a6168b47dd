import { rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { loadDataset } from '../../data/index.ts';
import { decodeCalibrator } from '../../evaluate/index.ts';
import { normalisePlan, type PlanInput, planSchema } from '../plan.ts';
import type { Results } from '../results.ts';
import { runStudy } from '../run.ts';
import { checkSubgroups } from './index.ts';

let folder: string;
let results: Results;

const small = (evaluate: PlanInput['evaluate']) =>
  normalisePlan(
    planSchema.parse({
      name: 'trust',
      dataset: { adapter: 'sample', folder: join(folder, 'sample'), rows: 160 },
      store: join(folder, 'store'),
      fuse: ['image', 'linear'],
      train: { seeds: 2, epochs: 2, C: 1, linear: 'steps' },
      evaluate: { resamples: 100, ...evaluate },
      report: join(folder, 'run'),
    }),
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-trust-'));
  results = await runStudy(small({ calibration: 'platt', threshold: { sensitivity: 0.8 } }));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe('the chapter of calibration', () => {
  test('tells of the best fused and the best single cell, calibrated as the plan asks', () => {
    const cells = results.calibration?.cells ?? [];
    expect(cells.map(({ role, cell }) => [role, cell])).toEqual([
      ['fused', results.best.fused],
      ['single', results.best.single],
    ]);
    for (const { method, tried, before, after, change, cell } of cells) {
      expect([method, tried]).toEqual(['platt', []]);
      const figures = results.cells.find(({ id }) => id === cell)?.test;
      expect(before.logLoss.estimate).toBeCloseTo(figures?.logLoss.estimate ?? Number.NaN, 9);
      expect(before.accuracy.low).toBeCloseTo(figures?.accuracy.low ?? Number.NaN, 9);
      const moved = (after.logLoss.estimate ?? 0) - (before.logLoss.estimate ?? 0);
      expect(change.logLoss.estimate).toBeCloseTo(moved, 9);
    }
  });

  test('counts every test row once in the bins of its diagrams', () => {
    for (const { reliability } of results.calibration?.cells ?? []) {
      for (const bins of [reliability.before, reliability.after]) {
        const rows = bins.reduce((sum, bin) => sum + bin.rows, 0);
        expect(rows).toBeCloseTo(results.evaluation.testRows, 9);
      }
    }
  });

  test('keeps the calibrator of the first seed beside head and aligner', async () => {
    const [{ calibrator }] = results.calibration?.cells ?? [];
    const bytes = await readFile(join(folder, 'run', calibrator ?? ''));
    expect(decodeCalibrator(bytes)).toMatchObject({
      method: 'platt',
      classes: results.dataset.classes.length,
    });
  });
});

describe('the chapters of cuts and curves', () => {
  test('keep to the rule on the validation rows that chose, and tell of test rows', () => {
    const { rule, classes, calibration } = results.thresholds ?? { classes: [] };
    expect([rule, calibration]).toEqual([{ rule: 'sensitivity', atLeast: 0.8 }, 'platt']);
    expect(classes.map(each => each.class)).toEqual(results.dataset.classes);
    for (const { reached, validation, sensitivity, cases, thresholds } of classes) {
      expect(thresholds).toHaveLength(2);
      if (cases.validation > 0)
        expect(validation.sensitivity).toBeGreaterThanOrEqual(reached ? 0.8 : 0);
      expect(sensitivity.low).toBeLessThanOrEqual(sensitivity.high ?? Number.NaN);
    }
  });

  test('run over all classes, and acting on everyone is worth the prevalence at no cost', () => {
    for (const { prevalence, decision, precisionRecall } of results.curves?.classes ?? []) {
      const [{ threshold, all }] = decision;
      const odds = threshold / (1 - threshold);
      expect(all).toBeCloseTo(prevalence - (1 - prevalence) * odds, 9);
      expect(precisionRecall[precisionRecall.length - 1]?.recall).toBe(1);
    }
    expect(results.curves?.classes).toHaveLength(results.dataset.classes.length);
  });
});

describe('the chapter of subgroups', () => {
  test('puts every test row into one group of each field, missing values too', () => {
    const { fields = [], leftOut = [] } = results.subgroups ?? {};
    expect(fields.length).toBeGreaterThan(1);
    for (const { groups } of fields) {
      expect(groups.reduce((sum, { rows }) => sum + rows, 0)).toBe(results.evaluation.testRows);
      for (const { cases, small, classes } of groups) {
        const few = Object.values(classes).some(count => count > 0 && count < 5);
        if (cases < 30 || few) expect(small).toBe(true);
      }
    }
    expect(leftOut.map(({ field }) => field)).not.toContain(fields[0]?.field);
  });

  test('is refused where no record has the field', async () => {
    const plan = small({ subgroups: ['shoe size'] });
    const dataset = await loadDataset(plan.dataset);
    expect(() => checkSubgroups(plan, dataset)).toThrow(/shoe size.*E_COLUMN_MISSING/);
  });
});

test('rows far from training rows are counted for each modality of the cell', () => {
  const { modalities = [] } = results.outOfDistribution ?? {};
  expect(modalities.map(({ modality }) => modality)).toEqual(['image', 'text']);
  for (const { above, inside, outside } of modalities) {
    expect(inside.rows + outside.rows).toBe(results.evaluation.testRows);
    expect(above.estimate).toBeCloseTo(outside.rows / results.evaluation.testRows, 9);
  }
});
