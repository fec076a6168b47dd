import { createHash } from 'node:crypto';
import { readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decodeAligner } from '../align/index.ts';
import { loadDataset, loadSplit } from '../data/index.ts';
import { decodeHead } from '../fuse/index.ts';
import { decodeSafetensors } from '../tensor/index.ts';
import { casesFile, casesSchema } from './cases/index.ts';
import type { StudyEvent } from './events.ts';
import { normalisePlan, type Plan, planSchema } from './plan.ts';
import { type Cell, type Results, resultsSchema } from './results.ts';
import { runStudy } from './run.ts';

let folder: string;
let plan: Plan;
let results: Results;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-study-'));
  plan = normalisePlan(
    planSchema.parse({
      name: 'small',
      dataset: { adapter: 'sample', folder: join(folder, 'sample'), rows: 200 },
      store: join(folder, 'store'),
      align: ['none', { shift: { lambda: [0, 0.5] } }, { shift: { lambda: 'learned' } }, 'center'],
      fuse: ['image', 'text', 'linear', 'early'],
      train: { seeds: 2, epochs: 4, C: [1, 10] },
      evaluate: { resamples: 100 },
      protocol: 'paper',
      report: join(folder, 'run'),
    }),
  );
  results = await runStudy(plan);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function cellOf(end: string): Cell {
  const found = results.cells.find(({ id }) => id.endsWith(end));
  if (found === undefined) throw new Error(`no cell ${end}`);
  return found;
}

const fileOf = (name: string) => readFileSync(join(plan.report.folder, name));
const hashOf = (name: string) => createHash('sha256').update(fileOf(name)).digest('hex');

describe('a study', () => {
  test('writes results that fit their own schema, with every cell of the grid', () => {
    const written = resultsSchema.parse(JSON.parse(fileOf('results.json').toString()));
    expect(written).toEqual(results);
    expect(results.cells).toHaveLength(2 * 2 + 5 * 2);
    expect(new Set(results.cells.map(({ id }) => id)).size).toBe(14);
    expect(results.plan).toMatchObject({ evaluate: { select: 'auroc', level: 0.95 } });
    expect(results.plan).not.toHaveProperty('evaluate.asked');
  });

  test('keeps the course of a learned λ, and the shift by it', () => {
    const cell = cellOf('/learned-shift/early');
    for (const { learned, epochs } of cell.fits) {
      expect(learned?.lambdas).toHaveLength(epochs + 1);
      expect(learned?.lambdas[0]).toBe(0);
      expect(learned?.lambdas).toContain(learned?.lambda);
    }
    const stem = cell.key.slice(0, 16);
    const aligner = decodeAligner(fileOf(join('fitted', `${stem}-aligner.safetensors`)));
    expect(aligner.settings).toMatchObject({ kind: 'shift', lambda: cell.fits[0].learned?.lambda });
  });

  test('lists what it left out and goes on: a missing picture, and one that is a text file', () => {
    const codes = results.dataset.skipped.map(({ code }) => code);
    expect(codes).toContain('E_FILE_MISSING');
    expect(codes).toContain('E_IMAGE');
    const { rowsRead, samples, skipped } = results.dataset;
    expect(samples + skipped.length).toBe(rowsRead);
  });

  test('no group is on two sides of the saved split', async () => {
    const dataset = await loadDataset(plan.dataset);
    const split = await loadSplit(join(plan.report.folder, 'split.json'), dataset);
    const groups = [split.train, split.validation, split.test].map(
      rows => new Set(Array.from(rows, i => dataset.samples[i].group)),
    );
    const all = groups.flatMap(set => [...set]);
    expect(new Set(all).size).toBe(all.length);
  });

  test('shift with λ = 0 gives the predictions of none, bit for bit', () => {
    for (const head of ['linear', 'early']) {
      const none = decodeSafetensors(fileOf(cellOf(`/none/${head}`).predictions));
      const shift = decodeSafetensors(fileOf(cellOf(`/shift(0)/${head}`).predictions));
      expect(shift.tensors).toEqual(none.tensors);
      expect(cellOf(`/shift(0)/${head}`).test).toEqual(cellOf(`/none/${head}`).test);
    }
  });

  test('all fused cells of a pair follow one dimension rule; single ones are left as they are', () => {
    expect(cellOf('/none/early').aligner.dimensions).toBe('interpolate');
    expect(cellOf('/center/early').aligner.dimensions).toBe('interpolate');
    expect(cellOf('/none/image').aligner.dimensions).toBe('keep');
  });

  test('predictions are probabilities of the rows that the labels file names', () => {
    const labels = decodeSafetensors(fileOf(join('predictions', 'labels.safetensors')));
    const { tensors } = decodeSafetensors(fileOf(cellOf('/center/early').predictions));
    const test = tensors.get('test');
    const classes = results.dataset.classes.length;
    expect(test?.shape).toEqual([2, labels.tensors.get('test')?.shape[0], classes]);
    const data = test?.dtype === 'F32' ? test.data : new Float32Array();
    for (let row = 0; row < data.length / classes; row++) {
      const sum = data.subarray(row * classes, (row + 1) * classes).reduce((a, b) => a + b, 0);
      expect(sum).toBeCloseTo(1, 5);
    }
  });

  test('keeps which sample and group every row of the predictions is of, for its owner alone', async () => {
    const { test: cases, validation } = casesSchema.parse(JSON.parse(fileOf(casesFile).toString()));
    const dataset = await loadDataset(plan.dataset);
    const sampleOf = new Map(dataset.samples.map((sample, i) => [sample.id, i]));
    const rows = cases.ids.map(id => sampleOf.get(id) ?? -1);
    const labels = decodeSafetensors(fileOf(join('predictions', 'labels.safetensors')));
    expect(rows.map(i => dataset.labels[i])).toEqual([...(labels.tensors.get('test')?.data ?? [])]);
    expect(rows.map(i => dataset.samples[i].group)).toEqual(cases.groups);
    expect(validation.ids).toHaveLength(results.split.validation.rows);
    expect(statSync(join(plan.report.folder, casesFile)).mode & 0o777).toBe(0o600);
  });

  test('intervals hold their estimates, and costs were measured', () => {
    for (const { validation, test: figures, fits } of results.cells) {
      for (const { estimate, low, high } of [
        ...Object.values(validation),
        ...Object.values(figures),
      ]) {
        expect(low).toBeLessThanOrEqual(estimate ?? Number.NaN);
        expect(high).toBeGreaterThanOrEqual(estimate ?? Number.NaN);
      }
      for (const fit of fits) expect(fit.trainingSeconds).toBeGreaterThan(0);
    }
    for (const encoder of results.encoders) {
      expect(encoder.extraction.vectors).toBe(encoder.distinct);
      expect(encoder.extraction.perSecond).toBeGreaterThan(0);
      expect(encoder.latency?.median).toBeGreaterThan(0);
    }
    expect(results.costs.peakResidentBytes).toBeGreaterThan(50e6);
    expect(results.costs.headLatency?.p95).toBeGreaterThan(0);
  });

  test('tests every comparison, and asks whether fusion beats each modality alone', () => {
    const { comparisons, jointSignal, best } = results;
    for (const { tests } of comparisons) {
      expect(tests?.metric).toBe(results.evaluation.select);
      expect(tests?.holm).toBeGreaterThanOrEqual(tests?.permutation ?? Number.NaN);
      expect(tests?.delong === null).toBe(results.evaluation.select !== 'auroc');
    }
    expect(jointSignal).toMatchObject({ fused: best.fused, single: best.single });
    expect(jointSignal?.against.map(({ cell }) => cell)).toContain(best.single);
    const larger = Math.max(...(jointSignal?.against.map(each => each.permutation ?? 2) ?? []));
    expect(jointSignal?.p).toBe(larger);
  });

  test('says what the paper’s protocol would claim, apart and marked', () => {
    expect(results.paper.map(({ head }) => head)).toEqual(['linear', 'early']);
    for (const { points, lambda, gain, optimistic } of results.paper) {
      expect(optimistic).toBe(true);
      expect(points.map(point => point.lambda)).toEqual([0, 0.5]);
      const best = Math.max(...points.map(({ macroF1 }) => macroF1));
      expect(points.find(point => point.lambda === lambda)?.macroF1).toBe(best);
      // Chosen on the rows that it is judged by, it cannot lose.
      expect(gain.macroF1).toBeGreaterThanOrEqual(0);
    }
  });

  test('what was fitted is kept and can be loaded', () => {
    const stem = cellOf('/shift(0.5)/early').key.slice(0, 16);
    const aligner = decodeAligner(fileOf(join('fitted', `${stem}-aligner.safetensors`)));
    const head = decodeHead(fileOf(join('fitted', `${stem}-head.safetensors`)));
    expect(aligner.settings).toMatchObject({ kind: 'shift', lambda: 0.5 });
    expect(head.parameters).toBe(cellOf('/shift(0.5)/early').parameters);
  });
});

describe('a second run', () => {
  test('encodes nothing, trains nothing and finds the same figures', async () => {
    const again = await runStudy(plan);
    expect(again.encoders.map(({ encodedNow }) => encodedNow)).toEqual([0, 0]);
    expect(again.costs.cellsTrainedNow).toBe(0);
    expect(again.cells).toEqual(results.cells);
    expect(again.comparisons).toEqual(results.comparisons);
  });

  test('trains a cell again whose files are damaged, to the same bytes', async () => {
    const { predictions, key } = cellOf('/center/linear');
    const before = hashOf(predictions);
    truncateSync(join(plan.report.folder, predictions), 100);
    writeFileSync(
      join(plan.report.folder, 'cells', `${cellOf('/none/early').key.slice(0, 16)}.json`),
      '{',
    );
    const again = await runStudy(plan);
    expect(again.costs.cellsTrainedNow).toBe(2);
    expect(hashOf(predictions)).toBe(before);
    expect(again.cells.find(cell => cell.key === key)?.test).toEqual(cellOf('/center/linear').test);
  });

  test('trains anew what another seed or rate changes, and keeps the vectors', async () => {
    const [none] = plan.align;
    const other = {
      ...plan,
      protocol: 'honest' as const,
      align: [none],
      train: { ...plan.train, seeds: [5] },
    };
    const again = await runStudy({
      ...other,
      report: { ...plan.report, folder: join(folder, 'other') },
    });
    expect(again.costs.cellsTrainedNow).toBe(4);
    expect(again.encoders.map(({ encodedNow }) => encodedNow)).toEqual([0, 0]);
  });

  test('an abort while heads are trained keeps the finished ones', async () => {
    const interrupted = {
      ...plan,
      protocol: 'honest' as const,
      align: plan.align.filter(({ kind }) => kind === 'none' || kind === 'center'),
      report: { ...plan.report, folder: join(folder, 'interrupted') },
    };
    const controller = new AbortController();
    let training = false;
    const onEvent = (event: StudyEvent) => {
      if (event.kind === 'stage') training = event.name === 'Training heads';
      if (event.kind === 'progress' && training && event.done === 7) controller.abort();
    };
    const stopped = runStudy(interrupted, { signal: controller.signal, onEvent });
    await expect(stopped).rejects.toMatchObject({ code: 'E_ABORTED' });
    const resumed = await runStudy(interrupted);
    expect(resumed.costs.cellsTrainedNow).toBeLessThan(8);
    expect(resumed.costs.cellsTrainedNow).toBeGreaterThan(0);
    // The dimension rule of the fused cells is another one without the shift; single ones are the same.
    const singles = ({ cells }: Results) =>
      cells.filter(({ head }) => /image|text/.test(head.name));
    expect(resumed.cells).toHaveLength(8);
    expect(singles(resumed).map(({ test: figures }) => figures)).toEqual(
      singles(results).map(({ test: figures }) => figures),
    );
  });
});
