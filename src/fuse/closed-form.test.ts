import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRuntime, type Runtime } from '../runtime/index.ts';
import { Matrix } from '../tensor/index.ts';
import goldens from './golden/neighbours.json' with { type: 'json' };
import {
  classificationTask,
  fitHead,
  type HeadPair,
  type HeadSettings,
  headNames,
  headSettings,
  type LabelledPairs,
} from './index.ts';

const task = classificationTask(['a', 'b', 'c']);

function pairs(labels: number[], image: number[], text: number[]): LabelledPairs {
  return {
    image: new Matrix(labels.length, 4, Float32Array.from(image)),
    text: new Matrix(labels.length, 3, Float32Array.from(text)),
    labels: Int32Array.from(labels),
  };
}

const train = pairs(goldens.labels, goldens.image, goldens.text);
const held = pairs(goldens.heldLabels, goldens.heldImage, goldens.heldText);

let runtime: Runtime;
beforeAll(() => {
  runtime = openRuntime();
});
afterAll(() => runtime.close());

async function told(settings: HeadSettings) {
  const { head, fit } = await fitHead(runtime, settings, task, train, held, { seed: 0 });
  const predictor = await head.open(runtime, { threads: 1 });
  try {
    return { head, fit, probabilities: await predictor.predictProbabilities(held) };
  } finally {
    await predictor.close();
  }
}

const metrics = ['euclidean', 'cosine'] as const;

describe.each(metrics)('under the metric %s', metric => {
  const golden = goldens.cases.find(each => each.metric === metric);

  test('neighbours vote as scikit-learn’s, with a third of a vote before', async () => {
    const { probabilities } = await told(headSettings('knn', { k: 5, metric }));
    const expected = golden?.votes.map(votes => expect.closeTo((votes + 1 / 3) / 6, 5));
    expect([...probabilities.data]).toEqual(expected);
  });

  test('prototypes are scikit-learn’s centroids, under the best temperature', async () => {
    const { head, fit } = await told(headSettings('prototype', { metric }));
    const rows = head.variables.get('prototypes.rows') ?? [];
    expect([...rows]).toEqual(golden?.centroids.map(x => expect.closeTo(x, 5)));
    const [{ validationLoss }] = fit.history;
    const scale = head.variables.get('prototypes.scale')?.[0] ?? Number.NaN;
    expect(scale).toBeGreaterThan(0);
    expect(validationLoss).toBeLessThan(Math.log(3));
  });
});

test.each(['knn', 'prototype'] as const)('%s refuses training rows that do not fit', async name => {
  const first = (matrix: Matrix, value: number) => {
    const data = matrix.data.slice();
    data[0] = value;
    return new Matrix(matrix.rows, matrix.columns, data);
  };
  const some = Int32Array.of(0, 1, 2);
  const ones = new Matrix(
    train.labels.length,
    2,
    new Float32Array(2 * train.labels.length).fill(1),
  );
  const wrong: [Partial<HeadPair>, RegExp][] = [
    [{ image: first(train.image, Number.NaN) }, /row 0 column 0.*E_NOT_FINITE/],
    [{ text: train.text.take(some) }, /3 text rows.*E_SHAPE/],
    [{ image: train.image.take(some), text: train.text.take(some) }, /for 3 rows.*E_SHAPE/],
    [{ presence: first(ones, 0) }, /no stand-in.*E_HEAD_INPUT/],
  ];
  for (const [part, said] of wrong) {
    const rows = { ...train, ...part };
    const fitted = fitHead(runtime, headSettings(name), task, rows, held, { seed: 0 });
    await expect(fitted).rejects.toThrow(said);
  }
});

test('an average is the mean of what its heads say', async () => {
  const options = { hidden: 0, dropout: 0 };
  const found = await Promise.all([
    told(headSettings('average', options)),
    told(headSettings('image', options)),
    told(headSettings('text', options)),
  ]);
  const [average, image, text] = found.map(({ probabilities }) => probabilities.data);
  const mean = Array.from(image, (p, i) => expect.closeTo((p + text[i]) / 2, 5));
  expect([...average]).toEqual(mean);
});

test('options of other heads are refused', () => {
  expect(() => headSettings('early', { k: 3 })).toThrow(/k is of knn.*E_OPTION/);
  expect(() => headSettings('knn', { k: 0 })).toThrow(/whole number from 1.*E_OPTION/);
  expect(() => headSettings('knn', { hidden: 8 })).toThrow(/no hidden units.*E_OPTION/);
  expect(() => headSettings('average', { modalityDropout: 0.1 })).toThrow(/E_OPTION/);
  expect(headNames).toContain('prototype-text');
});
