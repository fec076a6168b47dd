import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { none, retrievalChances, unitRows } from '../../align/index.ts';
import { auroc } from '../../evaluate/index.ts';
import {
  classificationTask,
  fittedHead,
  headDesign,
  headSettings,
  type LabelledPairs,
} from '../../fuse/index.ts';
import { plainProducts } from '../../linear-algebra/index.ts';
import { openRuntime, type Runtime } from '../../runtime/index.ts';
import { Matrix, Random } from '../../tensor/index.ts';
import { bestConvexFit } from '../convex-fit.ts';
import { normalisePlan, planSchema } from '../plan.ts';
import type { AlignedParts } from '../training.ts';
import { drawShots, fewShot } from './few-shot.ts';
import { voteShares } from './neighbours.ts';
import type { Outcome, TaskContext } from './outcome.ts';
import { predictions, probe } from './supervised.ts';
import { zeroShot } from './zero-shot.ts';

/** Pairs whose image and record each lie about their class's own axis, near one another. */
function samples(rows: number, seed: number): LabelledPairs {
  const random = new Random(seed, 'alignment tasks');
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 3);
  const own = Matrix.zeros(rows, 6);
  labels.forEach((label, i) => {
    const row = own.row(i);
    for (let j = 0; j < 6; j++) row[j] = random.normal() / 4;
    row[label] += 1;
  });
  const near = new Matrix(
    rows,
    6,
    own.data.map(x => x + random.normal() / 50),
  );
  return { image: unitRows(own), text: unitRows(near), labels };
}

let runtime: Runtime;
let rows: AlignedParts;
let context: TaskContext;
beforeAll(async () => {
  runtime = openRuntime();
  const train = samples(60, 1);
  rows = {
    aligner: await none().fit(train),
    fitSeconds: 0,
    train,
    validation: samples(30, 2),
    test: samples(45, 3),
  };
  context = {
    plan: normalisePlan(
      planSchema.parse({
        name: 'tasks',
        dataset: { adapter: 'sample', folder: 'x' },
        train: { C: [1, 10] },
      }),
    ),
    task: classificationTask(['a', 'b', 'c']),
    prompts: {
      vectors: Matrix.fromRows([
        [1, 0, 0, 0, 0, 0],
        [0, 1, 0, 0, 0, 0],
        [0, 0, 1, 0, 0, 0],
        [0, 0.1, 2, 0, 0, 0],
      ]),
      classes: Int32Array.of(0, 1, 2, 2),
    },
    shots: [1],
    draws: 1,
    products: plainProducts,
    runtime,
  };
});
afterAll(() => runtime.close());

function areaOf(outcome: Outcome | undefined): number {
  if (outcome?.kind !== 'scores') throw new Error('no scores');
  return auroc(rows.test.labels, outcome.seeds[0]);
}

test('zero-shot tells classes apart where images lie near the prompts, and only there', async () => {
  const outcomes = await zeroShot(rows, context);
  expect(areaOf(outcomes.get('zero-shot'))).toBeGreaterThan(0.95);
  const swapped = {
    ...context,
    prompts: context.prompts && { ...context.prompts, classes: Int32Array.of(1, 2, 0, 0) },
  };
  expect(areaOf((await zeroShot(rows, swapped)).get('zero-shot'))).toBeLessThan(0.6);
  expect((await zeroShot(rows, { ...context, prompts: null })).size).toBe(0);
});

test('a missing record filled from a near image serves, the training mean serves less', async () => {
  const outcomes = await probe(rows, context);
  const whole = areaOf(outcomes.get('converged probe'));
  const filled = areaOf(outcomes.get('record missing, filled from the image'));
  expect(whole).toBeGreaterThan(0.95);
  expect(filled).toBeGreaterThan(0.95);
  expect([...outcomes.keys()]).toHaveLength(5);
});

test('where dimensions differ nothing can be filled from the other modality', async () => {
  const narrow = (pairs: LabelledPairs): LabelledPairs => ({
    ...pairs,
    text: Matrix.fromRows(
      Array.from({ length: pairs.text.rows }, (_, i) => pairs.text.row(i).slice(0, 4)),
    ),
  });
  const parts = {
    ...rows,
    train: narrow(rows.train),
    validation: narrow(rows.validation),
    test: narrow(rows.test),
  };
  const outcomes = await probe(parts, context);
  expect([...outcomes.keys()].filter(name => name.includes('filled'))).toEqual([]);
});

describe('votes of the nearest', () => {
  test('are those of a search through all rows', async () => {
    const shares = await voteShares(rows.train, rows.test, 3, plainProducts);
    const dot = (a: Float32Array, b: Float32Array) => a.reduce((sum, x, j) => sum + x * b[j], 0);
    for (let i = 0; i < rows.test.image.rows; i++) {
      const similar = Array.from({ length: 60 }, (_, j) => ({
        j,
        cosine:
          dot(rows.test.image.row(i), rows.train.image.row(j)) +
          dot(rows.test.text.row(i), rows.train.text.row(j)),
      })).sort((a, b) => b.cosine - a.cosine);
      const votes = [0, 0, 0];
      for (const { j } of similar.slice(0, 5)) votes[rows.train.labels[j]] += 1;
      // The training shares, a third each, vote once.
      votes.forEach((count, c) => {
        expect(shares[0].row(i)[c]).toBeCloseTo((count + 1 / 3) / 6, 6);
      });
    }
  });
});

test('a draw has as many rows of each class as there are, up to its number, and is repeatable', () => {
  const labels = Int32Array.of(0, 0, 0, 1, 1, 2);
  const drawn = drawShots(labels, 2, 4);
  expect(Array.from(drawn, i => labels[i]).sort()).toEqual([0, 0, 1, 1, 2]);
  expect(drawShots(labels, 2, 4)).toEqual(drawn);
  expect(new Set(drawn).size).toBe(5);
});

test('a counterpart that is one of m equal rows has its share of the places', () => {
  const cosines = Matrix.fromRows([
    [0.9, 0.9, 0.1],
    [0.9, 0.9, 0.1],
    [0.2, 0.2, 0.8],
  ]);
  const { imageToText, textToImage } = retrievalChances(cosines)(1);
  expect([...imageToText]).toEqual([0.5, 0.5, 1]);
  expect([...textToImage]).toEqual([0.5, 0.5, 1]);
  expect([...retrievalChances(cosines)(2).imageToText]).toEqual([1, 1, 1]);
});

test('a head of few rows is the head of all columns: its weights lie in what the rows span', async () => {
  const { task } = context;
  const plan = { ...context.plan, train: { ...context.plan.train, C: [10] } };
  const few = { ...context, plan, shots: [4], draws: 1 };
  const found = (await fewShot(rows, few)).get('4 a class');
  const chosen = drawShots(rows.train.labels, 4, 0);
  const { image, text, labels } = rows.train;
  const settings = headSettings('linear');
  const dimensions = { image: 6, text: 6 };
  const { fit } = await bestConvexFit(runtime, {
    network: headDesign('linear').network(dimensions, task.units, settings),
    task,
    train: {
      image: image.take(chosen),
      text: text.take(chosen),
      labels: chosen.map(i => labels[i]),
    },
    validation: rows.validation,
    C: [10],
    classWeights: 'balanced',
  });
  const head = fittedHead(settings, task, dimensions, fit.variables);
  const expected = await predictions(head, rows.test, context);
  if (found?.kind !== 'scores') throw new Error('no scores');
  found.seeds[0].data.forEach((p, i) => {
    expect(p).toBeCloseTo(expected.data[i], 3);
  });
});
