import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cast, type Network, reduceMean, relu } from '../graph/index.ts';
import { openRuntime, type Runtime } from '../runtime/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import { fitNetwork, networkModel } from './fitted-network.ts';
import { headDesign, headSettings } from './heads/index.ts';
import { classificationTask, type LabelledPairs } from './index.ts';
import type { TrainOptions } from './train-options.ts';
import type { Fit } from './trainer.ts';
import type { LabelledRows } from './training-rows.ts';

const task = classificationTask(['a', 'b', 'c']);
const network = headDesign('early').network({ image: 6, text: 5 }, 3, headSettings('early'));

function samples(rows: number, seed: number, noise = 1): LabelledPairs {
  const random = new Random(seed, 'training rows');
  const labels = Int32Array.from({ length: rows }, (_, i) => i % 3);
  const matrix = (columns: number) =>
    new Matrix(
      rows,
      columns,
      Float32Array.from(
        { length: rows * columns },
        (_, k) =>
          (labels[Math.floor(k / columns)] === k % columns ? 1 : 0) + noise * random.normal(),
      ),
    );
  return { image: matrix(6), text: matrix(5), labels };
}

let runtime: Runtime;
beforeAll(() => {
  runtime = openRuntime();
});
afterAll(() => runtime.close());

async function fitted(rows: LabelledRows, options: TrainOptions = {}) {
  const held = samples(60, 2);
  const all = { batch: 16, epochs: 4, seed: 3, ...options };
  return fitNetwork(runtime, network, task, rows, held, all);
}

/** To the last bit, but for running statistics: their sums over an epoch are rounded in parts. */
function expectSameParameters(found: Fit, expected: Fit): void {
  for (const [name, array] of expected.variables) {
    const own = found.variables.get(name) ?? new Float32Array();
    if (!name.includes('running')) expect(own).toEqual(array);
    else expect([...own]).toEqual(Array.from(array, value => expect.closeTo(value, 5)));
  }
  expect(found.bestEpoch).toBe(expected.bestEpoch);
  expect(found.history.map(({ trainingLoss }) => trainingLoss)).toEqual(
    expected.history.map(({ trainingLoss }) => trainingLoss),
  );
}

describe('rows that are read when they are needed', () => {
  const pairs = samples(150, 1);
  const reads: number[] = [];
  const source = {
    labels: pairs.labels,
    read: async (rows: Int32Array) => {
      reads.push(rows.length);
      return { image: pairs.image.take(rows), text: pairs.text.take(rows) };
    },
  };

  test('give the same bits as rows that are there at once', async () => {
    const { fit } = await fitted(pairs);
    expect((await fitted(source)).fit.variables).toEqual(fit.variables);
  });

  test('are read anew in every epoch, validation too, where they are to be', async () => {
    const { fit } = await fitted(pairs);
    reads.length = 0;
    const held = samples(60, 2);
    const heldReads: number[] = [];
    const heldSource = {
      labels: held.labels,
      read: (rows: Int32Array) => {
        heldReads.push(rows.length);
        return { image: held.image.take(rows), text: held.text.take(rows) };
      },
    };
    const options = { batch: 16, epochs: 4, seed: 3, rereads: true };
    const again = await fitNetwork(runtime, network, task, source, heldSource, options);
    expectSameParameters(again.fit, fit);
    expect(reads.reduce((a, b) => a + b, 0)).toBe(4 * 150);
    expect(heldReads.reduce((a, b) => a + b, 0)).toBe(4 * 60);
  });

  test.each([16, 40, 149])('give the same parameters in windows of %i rows', async window => {
    const { fit } = await fitted(pairs);
    reads.length = 0;
    const windowed = await fitted(source, { window });
    expectSameParameters(windowed.fit, fit);
    expect(Math.max(...reads)).toBeLessThanOrEqual(window);
    expect(reads.reduce((a, b) => a + b, 0)).toBe(4 * 150);
  });

  test('pass an error of theirs on', async () => {
    const broken = {
      labels: pairs.labels,
      read: () => {
        throw new Error('the disk is gone');
      },
    };
    await expect(fitted(broken)).rejects.toThrow('the disk is gone');
  });

  test('are refused in windows smaller than a batch', async () => {
    await expect(fitted(source, { window: 15 })).rejects.toThrow(/window 15.*E_OPTION/);
  });
});

describe('float16 rows', () => {
  test('train nearly what float32 ones do, whole or in windows', async () => {
    const pairs = samples(150, 1);
    const [single, half, windowed] = await Promise.all([
      fitted(pairs),
      fitted(pairs, { rows: 'float16' }),
      fitted(pairs, { rows: 'float16', window: 32 }),
    ]);
    expectSameParameters(windowed.fit, half.fit);
    expect(half.fit.variables).not.toEqual(single.fit.variables);
    half.fit.history.forEach(({ validationLoss }, i) => {
      expect(validationLoss).toBeCloseTo(single.fit.history[i].validationLoss, 2);
    });
  });
});

describe('the best epoch', () => {
  test('is that with the highest macro F1 where that is monitored', async () => {
    const noisy = samples(90, 5, 3);
    const { fit } = await fitted(noisy, {
      monitor: 'macroF1',
      epochs: 12,
      patience: 12,
      rate: 0.01,
    });
    const scores = fit.history.map(({ validationMacroF1 }) => validationMacroF1 ?? 0);
    expect(scores[fit.bestEpoch - 1]).toBe(Math.max(...scores));
    expect(fit.bestEpoch).toBe(scores.indexOf(Math.max(...scores)) + 1);
  });
});

describe('a network that reads tensors', () => {
  // A picture is of class k where its channel k is bright.
  const pictures = (rows: number, seed: number) => {
    const random = new Random(seed, 'pictures');
    const labels = Int32Array.from({ length: rows }, (_, i) => i % 3);
    const data = Uint8Array.from(
      { length: rows * 3 * 16 },
      (_, k) =>
        random.below(100) + (Math.floor(k / 16) % 3 === labels[Math.floor(k / 48)] ? 100 : 0),
    );
    return { inputs: { pixels: { type: 'uint8', shape: [rows, 3, 16], data } as const }, labels };
  };
  const own: Network = {
    inputs: { pixels: { type: 'uint8', shape: [3, 16] } },
    forward: (layers, { pixels }) => {
      const means = reduceMean(cast(pixels, 'float32'), [2]);
      return layers.linear('output', relu(layers.linear('hidden', means, 8)), 3);
    },
  };
  const options = { batch: 16, epochs: 40, patience: 40, rate: 0.02, seed: 0 };

  test('learns from bytes, predicts, and becomes a model', async () => {
    const [train, validation] = [pictures(120, 1), pictures(30, 2)];
    const { fitted: trained } = await fitNetwork(runtime, own, task, train, validation, options);
    const predictor = await trained.open(runtime);
    const probabilities = await predictor.predictProbabilities(validation.inputs);
    await predictor.close();
    const right = validation.labels.filter((label, i) => {
      const row = probabilities.row(i);
      return row[label] === Math.max(...row);
    });
    expect(right.length).toBe(30);
    const session = await runtime.open(networkModel(trained));
    const { probabilities: written } = await session.run(validation.inputs);
    await session.close();
    Array.from(written.data, Number).forEach((value, k) => {
      expect(value).toBeCloseTo(probabilities.data[k], 5);
    });
  });

  test('is judged and predicts a block at a time as it does at once, to rounding', async () => {
    const [train, validation] = [pictures(120, 1), pictures(31, 2)];
    const few = { ...options, epochs: 3 };
    const whole = await fitNetwork(runtime, own, task, train, validation, few);
    const parts = await fitNetwork(runtime, own, task, train, validation, { ...few, judged: 7 });
    expectSameParameters(parts.fit, whole.fit);
    parts.fit.history.forEach(({ validationLoss }, i) => {
      expect(validationLoss).toBeCloseTo(whole.fit.history[i].validationLoss, 6);
    });
    const [one, cut] = await Promise.all([
      whole.fitted.open(runtime),
      parts.fitted.open(runtime, { block: 7 }),
    ]);
    const all = await one.predictProbabilities(validation.inputs);
    const blocks = await cut.predictProbabilities(validation.inputs);
    await Promise.all([one.close(), cut.close()]);
    expect(blocks.rows).toBe(31);
    blocks.data.forEach((value, k) => {
      expect(value).toBeCloseTo(all.data[k], 6);
    });
  });

  test.each([
    ['another shape', { shape: [120, 3, 8], data: new Uint8Array(120 * 24) }, /uint8 \[n, 3, 16\]/],
    [
      'fewer rows',
      { shape: [7, 3, 16], data: new Uint8Array(7 * 48) },
      /120 training labels for 7/,
    ],
  ])('refuses %s', async (_, wrong, message) => {
    const train = pictures(120, 1);
    const inputs = { pixels: { type: 'uint8', ...wrong } as const };
    const fit = fitNetwork(runtime, own, task, { ...train, inputs }, pictures(30, 2), options);
    await expect(fit).rejects.toThrow(message);
  });
});
