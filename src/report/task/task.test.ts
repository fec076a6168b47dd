import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { writeExampleDataset } from '../../data/index.ts';
import { decodeHead } from '../../fuse/index.ts';
import { labelsFile, parsePlan, type Results, runStudy } from '../../study/index.ts';
import { decodeSafetensors, Random } from '../../tensor/index.ts';
import { resultsTable, writeExports, writeReport } from '../index.ts';

let base = '';
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-task-'));
});
afterAll(() => rm(base, { recursive: true }));

const planOf = (name: string, parts: Readonly<Record<string, unknown>>) =>
  parsePlan(
    JSON.stringify({
      name,
      store: join(base, 'store'),
      report: join(base, name),
      evaluate: { resamples: 100 },
      ...parts,
    }),
  );

const allFiles = [
  'checklists.md',
  'model-card.md',
  'predictions.csv',
  'predictions.parquet',
  'report.md',
  'tables.tex',
];

/** What `minga report` writes beside the page, by name; texts alone have content. */
async function filesOf(run: string): Promise<Record<string, string>> {
  const files = await writeExports(join(base, run));
  const read = files.map(async ({ path }) => {
    const text = path.endsWith('.parquet') ? '' : await readFile(path, 'utf8');
    return [basename(path), text] as const;
  });
  return Object.fromEntries(await Promise.all(read));
}

/** Rows of predictions.csv; no cell of these runs needs quotes. */
async function predictionsOf(run: string) {
  const text = await readFile(join(base, run, 'predictions.csv'), 'utf8');
  const [head, ...rows] = text
    .trimEnd()
    .split('\r\n')
    .map(line => line.split(','));
  return { rows, column: (name: string) => head.indexOf(name) };
}

async function bytesOf(run: string, file: string) {
  return decodeSafetensors(await readFile(join(base, run, file)));
}

describe('a plan over samples of several labels', () => {
  let results: Results;
  let page = '';
  const plan = (parts: object = {}) =>
    planOf('labels', {
      dataset: { adapter: 'daquar', root: join(base, 'daquar') },
      fuse: ['image', 'text', 'linear', 'early'],
      align: ['none', 'center'],
      train: { seeds: 2, epochs: 3, C: 1 },
      ...parts,
    });

  beforeAll(async () => {
    await writeExampleDataset('daquar', join(base, 'daquar'), { size: 12 });
    results = await runStudy(plan());
    page = await readFile(await writeReport(join(base, 'labels'), { language: 'en' }), 'utf8');
  });

  test('trains heads and tells the figures of the task, with an interval each', () => {
    expect(results.task).toMatchObject({ kind: 'multilabel', target: null, scale: null });
    expect(results.evaluation.select).toBe('auroc');
    for (const { test: figures, validation, confusion } of results.cells) {
      expect(Object.keys(figures)).toEqual(results.task?.metrics);
      expect(Object.keys(validation)).toEqual(results.task?.metrics);
      expect(figures.logLoss.low).toBeLessThanOrEqual(figures.logLoss.high ?? 0);
      expect(confusion).toEqual([]);
    }
    expect(results.best.fused).not.toBeNull();
    expect(results.comparisons.map(({ question }) => question)).toContain('fusion');
  });

  test('keeps targets, predictions and heads of one column a label', async () => {
    const { classes } = results.dataset;
    const { tensors } = await bytesOf('labels', labelsFile);
    const shape = [results.split.test.rows, classes.length];
    expect(tensors.get('test')).toMatchObject({ dtype: 'F32', shape });
    const [cell] = results.cells;
    const predictions = await bytesOf('labels', cell.predictions);
    expect(predictions.tensors.get('test')?.shape).toEqual([2, ...shape]);
    const head = join(base, 'labels', 'fitted', `${cell.key.slice(0, 16)}-head.safetensors`);
    expect(decodeHead(await readFile(head)).task).toMatchObject({ kind: 'multilabel', classes });
  });

  test('counts each label of the best cells', () => {
    const { labels = [] } = results.task ?? {};
    expect(labels.map(({ cell }) => cell).sort()).toEqual(
      [results.best.single, results.best.fused].sort(),
    );
    for (const { label, tested, trained, counts } of labels.flatMap(({ figures }) => figures)) {
      expect(counts.hits + counts.missed).toBeCloseTo(tested, 9);
      expect(counts.falseAlarms + counts.rejected).toBeCloseTo(results.split.test.rows - tested, 9);
      expect(trained).toBe(results.split.train.classes[label]);
    }
  });

  test('has a page and a table of its own, without what is about classes', () => {
    expect(page).toContain('Label by label');
    expect(page).toContain('Hamming loss, lower is better');
    expect(page).not.toMatch(/NaN|undefined|Balanced accuracy|id="confusion"/);
    const table = resultsTable(results);
    expect(table).toContain('subset accuracy');
    expect(table).not.toMatch(/NaN|undefined|balanced/);
  });

  test('has all files of a run, each of labels', async () => {
    const files = await filesOf('labels');
    expect(Object.keys(files).sort()).toEqual(allFiles);
    const { rows, column } = await predictionsOf('labels');
    const own = rows.filter(
      row => row[column('part')] === 'test' && row[column('chosen')] === 'best fused',
    );
    const right = [0, 1].map(
      seed =>
        own.filter(row => row[column(`predicted seed ${seed}`)] === row[column('labels')]).length /
        own.length,
    );
    const best = results.cells.find(({ id }) => id === results.best.fused);
    expect((right[0] + right[1]) / 2).toBeCloseTo(
      best?.test.subsetAccuracy.estimate ?? Number.NaN,
      6,
    );
    for (const [name, text] of Object.entries(files)) {
      expect(text, name).not.toMatch(/NaN|undefined|balanced accuracy|permutation/i);
    }
    expect(files['report.md']).toMatch(/Label by label/);
    expect(files['tables.tex']).toMatch(/subset accuracy/i);
    expect(files['model-card.md']).toMatch(/saying which of \d+ labels a case has/);
  });

  test.each([
    [{ evaluate: { select: 'rmse' } }, /select is rmse.*multilabel.*E_PLAN/],
    [{ evaluate: { select: 'accuracy' } }, /select is accuracy.*E_PLAN/],
    [{ protocol: 'paper' }, /protocol: paper needs one class.*E_PLAN/],
    [{ fuse: ['text', 'knn-text'] }, /fuse: knn-text needs one class.*E_PLAN/],
    [{ train: { loss: 'focal' } }, /train.loss: focal needs one class.*E_PLAN/],
    [{ train: { labelSmoothing: 0.1 } }, /train.labelSmoothing needs one class.*E_PLAN/],
  ])('is refused with %j', async (parts, message) => {
    await expect(runStudy(plan(parts))).rejects.toThrow(message);
  });
});

describe('a plan over a number', () => {
  let results: Results;
  let page = '';
  const plan = (parts: object = {}) =>
    planOf('number', {
      dataset: {
        adapter: 'table',
        table: join(base, 'visits.csv'),
        columns: { label: { number: 'cost' }, group: 'patient' },
      },
      encode: { text: ['tabular'] },
      fuse: ['text', { text: { hidden: 8 } }],
      train: { seeds: 2, epochs: 3, C: 1, number: { loss: 'huber', transform: 'log1p' } },
      ...parts,
    });

  beforeAll(async () => {
    const random = new Random(0, 'visits');
    const rows = Array.from({ length: 150 }, (_, i) => {
      const [age, days] = [random.below(60) + 20, random.below(9) + 1];
      const cost = Math.round(Math.exp(1 + age / 30 + days / 4 + 0.3 * random.normal()));
      return `p${i % 75},${age},${days},${cost}`;
    });
    await writeFile(join(base, 'visits.csv'), ['patient,age,days,cost', ...rows].join('\n'));
    results = await runStudy(plan());
    page = await readFile(await writeReport(join(base, 'number'), { language: 'es' }), 'utf8');
  });

  test('trains heads that tell the number in its own unit', async () => {
    expect(results.task).toMatchObject({
      kind: 'regression',
      target: 'cost',
      metrics: ['mae', 'rmse', 'r2', 'smape', 'medianAbsoluteError'],
      scale: { transform: 'log1p', loss: 'huber' },
    });
    expect(results.evaluation.select).toBe('rmse');
    const cell = results.cells.find(({ id }) => id === results.best.single);
    expect(cell?.test.r2.estimate).toBeGreaterThan(0.3);
    const { tensors } = await bytesOf('number', cell?.predictions ?? '');
    expect(tensors.get('test')?.shape).toEqual([2, results.split.test.rows, 1]);
    const { test: own } = results.split;
    const { tensors: targets } = await bytesOf('number', labelsFile);
    expect(targets.get('test')?.shape).toEqual([own.rows, 1]);
  });

  test('draws predicted against true numbers, in the language asked for', () => {
    expect(page).toContain('Predicho frente a verdadero');
    expect(page).toContain('id="numbers-0-title"');
    expect(page).not.toMatch(/NaN|undefined|id="confusion"|id="curves"/);
    expect(resultsTable(results)).toMatch(/root mean squared error +\d/);
  });

  test('has all files of a run, each of the number', async () => {
    const files = await filesOf('number');
    expect(Object.keys(files).sort()).toEqual(allFiles);
    const { rows, column } = await predictionsOf('number');
    const own = rows.filter(row => row[column('part')] === 'test');
    const mean = (values: readonly number[]) =>
      values.reduce((sum, y) => sum + y, 0) / values.length;
    const errors = [0, 1].map(seed =>
      mean(
        own.map(row =>
          Math.abs(
            Number(row[column(`predicted seed ${seed}`)]) - Number(row[column('true cost')]),
          ),
        ),
      ),
    );
    const best = results.cells.find(({ id }) => id === results.best.single);
    expect(mean(errors)).toBeCloseTo(best?.test.mae.estimate ?? Number.NaN, 3);
    for (const [name, text] of Object.entries(files)) {
      expect(text, name).not.toMatch(/NaN|undefined|accuracy|AUROC|summing to 1/i);
    }
    expect(files['model-card.md']).toMatch(/a number in the unit of cost/);
  });

  test.each([
    [{ evaluate: { select: 'auroc' } }, /select is auroc.*regression.*E_PLAN/],
    [{ train: { monitor: 'macroF1' } }, /monitor is macroF1.*E_PLAN/],
    [{ evaluate: { threshold: 'f1' } }, /evaluate.threshold needs one class a sample.*E_PLAN/],
    [{ evaluate: { calibration: 'platt' } }, /evaluate.calibration needs one class.*E_PLAN/],
    [{ evaluate: { subgroups: ['site'] } }, /evaluate.subgroups needs one class.*E_PLAN/],
  ])('is refused with %j', async (parts, message) => {
    await expect(runStudy(plan(parts))).rejects.toThrow(message);
  });
});
