import { rmSync } from 'node:fs';
import { mkdtemp, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeCalibrator } from '../../evaluate/index.ts';
import { normalisePlan, type PlanInput, planSchema } from '../plan.ts';
import type { Results } from '../results.ts';
import { runStudy } from '../run.ts';

let folder: string;
let results: Results;

const small = (evaluate: PlanInput['evaluate']) =>
  normalisePlan(
    planSchema.parse({
      name: 'trust',
      dataset: { adapter: 'sample', folder: join(folder, 'sample'), rows: 200 },
      store: join(folder, 'store'),
      fuse: ['image', 'linear'],
      train: { seeds: 2, epochs: 3, C: 1, linear: 'steps' },
      evaluate: { resamples: 100, ...evaluate },
      report: join(folder, 'run'),
    }),
  );

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-trust-'));
  results = await runStudy(small({ calibration: 'platt' }));
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
