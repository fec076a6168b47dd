import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Dataset } from '../../data/index.ts';
import { openProducts, openRuntime, type Runtime } from '../../runtime/index.ts';
import type { EmbeddedPart, EncodedDataset } from '../embedding.ts';
import type { StudyEvent } from '../events.ts';
import { normalisePlan, type Plan, type PlanInput, planSchema } from '../plan.ts';
import { prepareStudy } from '../prepared-study.ts';
import { type CrossValidation, crossValidationSchema } from '../schema/cross-validation.ts';
import { crossValidate } from './cross-validation.ts';
import { type CrossValidationContext, type Fold, plannedFolds } from './fold.ts';
import { foldProgress } from './fold-progress.ts';
import { innerFolds } from './inner-folds.ts';
import { nestedFold } from './nested.ts';
import { type CrossValidationPlan, crossValidationPlanSchema } from './plan-schema.ts';

let folder: string;
let runtime: Runtime;
let context: CrossValidationContext;
let repeated: CrossValidation;

function planOf(more: Partial<PlanInput> = {}): Plan {
  return normalisePlan(
    planSchema.parse({
      name: 'folds',
      dataset: { adapter: 'sample', folder: join(folder, 'sample'), rows: 100 },
      store: join(folder, 'store'),
      encode: { text: [{ tabular: {} }], workers: 1 },
      align: ['none', 'center'],
      fuse: ['text', 'linear'],
      train: { seeds: 1, C: [1] },
      report: join(folder, 'run'),
      ...more,
    }),
  );
}

const settingsOf = (given: Partial<CrossValidationPlan>) =>
  crossValidationPlanSchema.parse({ folds: 2, ...given });

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-folds-'));
  const plan = planOf();
  const { dataset, encoded } = await prepareStudy(plan, {}, () => {});
  runtime = openRuntime();
  const products = await openProducts(runtime);
  context = { plan, dataset, encoded, folder, runtimes: [runtime], products };
  repeated = crossValidationSchema.parse(await crossValidate(settingsOf({ repeats: 2 }), context));
});
afterAll(async () => {
  await runtime.close();
  await rm(folder, { recursive: true, force: true });
});

describe('repeated cross-validation', () => {
  test('tests every cell in every fold of every repeat, and is done with from what it kept', async () => {
    const settings = settingsOf({ repeats: 2 });
    const first = repeated;
    expect(first.parts.map(({ repeat, fold }) => `${repeat}.${fold}`)).toEqual([
      '0.0',
      '0.1',
      '1.0',
      '1.1',
    ]);
    expect(first.cells).toHaveLength(2 + 2);
    for (const { byFold, figures } of first.cells) {
      expect(byFold).toHaveLength(4);
      const mean = byFold.reduce((sum, values) => sum + (values.accuracy ?? 0), 0) / 4;
      expect(figures.accuracy.estimate).toBeCloseTo(mean, 12);
    }
    expect(first.fitsNow).toBe(4 * 4);
    const again = await crossValidate(settings, context);
    expect(again).toEqual({ ...first, fitsNow: 0 });
  });

  test('pairs differences by fold', () => {
    const { cells, comparisons } = repeated;
    expect(comparisons.map(({ question }) => question).sort()).toEqual(['alignment', 'fusion']);
    const [{ a, b, differences }] = comparisons;
    const of = (id: string) =>
      cells.find(cell => cell.id === id)?.figures.auroc.estimate ?? Number.NaN;
    expect(differences.auroc.estimate).toBeCloseTo(of(a) - of(b), 12);
  });

  test('an abort keeps the folds that are done, and tells all fits as one piece of work', async () => {
    const settings = settingsOf({ seed: 7 });
    const controller = new AbortController();
    const totals: number[] = [];
    const onEvent = (event: StudyEvent) => {
      if (event.kind === 'stage') totals.push(event.total);
      if (event.kind === 'progress' && event.done === 5) controller.abort();
    };
    const stopped = crossValidate(settings, { ...context, signal: controller.signal, onEvent });
    await expect(stopped).rejects.toMatchObject({ code: 'E_ABORTED' });
    expect(totals).toEqual([8]);
    const resumed = await crossValidate(settings, context);
    expect(resumed.fitsNow).toBeGreaterThan(0);
    expect(resumed.fitsNow).toBeLessThanOrEqual(8 - 4);
  });

  test('fits what learns from records on the training rows of each fold', () => {
    const folds = plannedFolds(settingsOf({}), context);
    const vectors = folds.map(({ encoded }) => encoded.texts[0].result.fingerprint);
    expect(new Set(vectors).size).toBe(2);
  });
});

describe('nested cross-validation', () => {
  const groupsIn = (dataset: Dataset, rows: Int32Array) =>
    new Set(Array.from(rows, i => dataset.samples[i].group));

  test('tests each sample once a repeat, and no inner fold holds a group of the outer one', () => {
    const { dataset } = context;
    const settings = settingsOf({ kind: 'nested', inner: 2 });
    const folds = plannedFolds(settings, context);
    const tested = folds.flatMap(({ split }) => [...split.test]).sort((a, b) => a - b);
    expect(tested).toEqual(Array.from(dataset.samples.keys()));
    for (const outer of folds) {
      const groups = groupsIn(dataset, outer.split.test);
      for (const { parts } of innerFolds(outer, settings, context)) {
        for (const rows of [parts.train, parts.validation, parts.test]) {
          for (const group of groupsIn(dataset, rows)) expect(groups).not.toContain(group);
        }
      }
    }
  });

  /** The same vectors, but for other ones in the rows that the fold tests. */
  function spoiledVectors({ split }: Fold, { images, texts }: EncodedDataset): EncodedDataset {
    const tested = new Set(split.test);
    const part = ({ read, ...rest }: EmbeddedPart): EmbeddedPart => ({
      ...rest,
      async read(indices) {
        const rows = await read(indices);
        Array.from(indices).forEach((index, at) => {
          if (tested.has(index)) rows.row(at).fill(at % 3);
        });
        return rows;
      },
    });
    return { images: images.map(part), texts: texts.map(part) };
  }

  /** Another data set in the rows that the fold tests: other labels, other vectors. */
  function spoiled(outer: Fold, name: string): CrossValidationContext {
    const { dataset, encoded } = context;
    const tested = new Set(outer.split.test);
    const labels = dataset.labels.map((label, i) =>
      tested.has(i) ? (label + 1) % dataset.classes.length : label,
    );
    return {
      ...context,
      folder: join(folder, name),
      dataset: { ...dataset, labels },
      encoded: spoiledVectors(outer, encoded),
    };
  }

  test.each([1, 2])(
    'what is chosen with inner %i, and by what figure, does not depend on the tested rows',
    async inner => {
      const settings = settingsOf({ kind: 'nested', inner });
      const [outer] = plannedFolds(settings, context);
      const other = spoiled(outer, `spoiled-${inner}`);
      const progress = foldProgress(0, undefined);
      const clean = await nestedFold(outer, settings, context, progress);
      const same = { ...outer, encoded: spoiledVectors(outer, outer.encoded) };
      const spoilt = await nestedFold(same, settings, other, progress);
      for (const name of ['fused', 'single', 'any'] as const) {
        const [a, b] = [clean.tested.get(name), spoilt.tested.get(name)];
        expect(b?.cell).toBe(a?.cell);
        expect(b?.chosenBy).toBe(a?.chosenBy);
        expect(b?.test).not.toEqual(a?.test);
      }
    },
  );

  test('counts what was chosen, and compares fusing with not', async () => {
    const found = crossValidationSchema.parse(
      await crossValidate(settingsOf({ kind: 'nested' }), context),
    );
    expect(found.procedures.map(({ name }) => name)).toEqual(['fused', 'single', 'any']);
    for (const { chosen, byFold } of found.procedures) {
      expect(Object.values(chosen).reduce((sum, count) => sum + count, 0)).toBe(2);
      for (const { cell } of byFold) expect(chosen[cell]).toBeGreaterThan(0);
    }
    const [fused, single] = found.procedures;
    expect(found.comparisons[0].differences.auroc.estimate).toBeCloseTo(
      (fused.figures.auroc.estimate ?? 0) - (single.figures.auroc.estimate ?? 0),
      12,
    );
  });
});
