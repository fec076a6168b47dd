import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openLocalSession, openRuntime, type Runtime } from '../runtime/index.ts';
import { encodeSafetensors, Matrix, Random } from '../tensor/index.ts';
import {
  checkEstimator,
  classificationTask,
  decodeHead,
  encodeHead,
  type FittedHead,
  fitHead,
  type HeadName,
  headDesign,
  headModel,
  headNames,
  headSettings,
  type LabelledPairs,
  openTrainer,
  type TrainOptions,
} from './index.ts';
import { validationLoss } from './validation-loss.ts';

const [imageColumns, textColumns] = [6, 5];

/** Noise, and each class's own direction in both modalities, `signal` long. */
function samples(rows: number, classes: number, seed: number, signal = 3): LabelledPairs {
  const random = new Random(seed, 'samples');
  const labels = Int32Array.from({ length: rows }, (_, i) => i % classes);
  const matrix = (columns: number) =>
    new Matrix(
      rows,
      columns,
      Float32Array.from({ length: rows * columns }, (_, k) => {
        const [row, column] = [Math.floor(k / columns), k % columns];
        return random.normal() + (column === labels[row] ? signal : 0);
      }),
    );
  return { image: matrix(imageColumns), text: matrix(textColumns), labels };
}

function taskOf(classes: number) {
  return classificationTask(Array.from({ length: classes }, (_, k) => `class ${k}`));
}

const train = samples(130, 3, 1);
const validation = samples(40, 3, 2);
const brief: TrainOptions = { batch: 32, epochs: 3, rate: 0.01, threads: 1 };

let runtime: Runtime;
beforeAll(() => {
  runtime = openRuntime();
});
afterAll(() => runtime.close());

async function bytesOf(
  options: TrainOptions & { seed: number },
  name: HeadName = 'early',
  place = runtime,
) {
  const { head } = await fitHead(place, headSettings(name), taskOf(3), train, validation, options);
  return encodeHead(head);
}

async function probabilitiesOf(head: FittedHead, pair: { image: Matrix; text: Matrix }) {
  const predictor = await head.open(runtime, { threads: 1 });
  try {
    return await predictor.predictProbabilities(pair);
  } finally {
    await predictor.close();
  }
}

function accuracy(probabilities: Matrix, labels: Int32Array): number {
  let right = 0;
  labels.forEach((label, i) => {
    const row = probabilities.row(i);
    if (row.indexOf(Math.max(...row)) === label) right += 1;
  });
  return right / labels.length;
}

describe.each(headNames)('the head %s', name => {
  test.each([2, 3])('passes the battery of estimators with %i classes', async classes => {
    const [own, held] = [samples(70, classes, 3), samples(20, classes, 4)];
    const passed = await checkEstimator<FittedHead>({
      name,
      fit: async () => {
        const settings = headSettings(name);
        const options = { ...brief, seed: 0 };
        return (await fitHead(runtime, settings, taskOf(classes), own, held, options)).head;
      },
      data: [own.image, own.text, held.image, held.text],
      inputs: { image: held.image, text: held.text },
      apply: async (head, { image, text }) => ({
        probabilities: await probabilitiesOf(head, { image, text }),
      }),
      save: encodeHead,
      load: decodeHead,
      model: headModel,
      openModel: openLocalSession,
    });
    expect(passed).toContain('the ONNX form gives the same');
  });

  test.each([2, 3])('learns %i classes that can be told apart', async classes => {
    const [own, held] = [samples(150, classes, 5, 5), samples(60, classes, 6, 5)];
    const options = { ...brief, epochs: 15, seed: 0 };
    const { head, fit } = await fitHead(
      runtime,
      headSettings(name),
      taskOf(classes),
      own,
      held,
      options,
    );
    const probabilities = await probabilitiesOf(head, held);
    expect(accuracy(probabilities, held.labels)).toBeGreaterThan(0.93);
    for (let i = 0; i < probabilities.rows; i++) {
      expect(probabilities.row(i).reduce((a, b) => a + b, 0)).toBeCloseTo(1, 5);
    }
    if (headDesign(name).fitting !== undefined) return;
    expect(fit.history[fit.bestEpoch - 1].trainingLoss).toBeLessThan(fit.history[0].trainingLoss);
    expect(fit.steps).toBe(fit.history.length * 5);
  });
});

describe('a fit', () => {
  test('with the same seed gives the same bytes with one thread and with two', async () => {
    const one = await bytesOf({ ...brief, seed: 7 });
    expect(await bytesOf({ ...brief, seed: 7, threads: 2 })).toEqual(one);
    expect(await bytesOf({ ...brief, seed: 8 })).not.toEqual(one);
  });

  // Wide enough for the runtime to split its products and passes between threads.
  test.each([7, 2])('of %i classes does not depend on its threads', async classes => {
    const wide = (rows: number, seed: number): LabelledPairs => {
      const random = new Random(seed, 'wide');
      const matrix = () =>
        new Matrix(
          rows,
          384,
          Float32Array.from({ length: rows * 384 }, () => random.normal()),
        );
      const labels = Int32Array.from({ length: rows }, (_, i) => i % classes);
      return { image: matrix(), text: matrix(), labels };
    };
    const [own, held] = [wide(302, 1), wide(51, 2)];
    const fitted = await Promise.all(
      [1, 2].map(async threads => {
        const options = { ...brief, batch: 64, threads, seed: 0 };
        const settings = headSettings('early');
        return encodeHead(
          (await fitHead(runtime, settings, taskOf(classes), own, held, options)).head,
        );
      }),
    );
    expect(Buffer.compare(fitted[0], fitted[1])).toBe(0);
  });

  test('gives the same bytes in another runtime and in another process', async () => {
    const here = await bytesOf({ ...brief, seed: 7 }, 'late');
    const other = openRuntime();
    expect(await bytesOf({ ...brief, seed: 7 }, 'late', other)).toEqual(here);
    await other.close();
    const digest = createHash('sha256').update(here).digest('hex');
    expect(await digestInAnotherProcess({ ...brief, seed: 7 }, 'late')).toBe(digest);
  });

  test('can be repeated by one trainer, whatever it fitted in between', async () => {
    const task = taskOf(3);
    const dimensions = { image: imageColumns, text: textColumns };
    const network = headDesign('early').network(dimensions, 3, headSettings('early'));
    const trainer = await openTrainer(runtime, network, task, brief);
    await trainer.load(train, validation);
    const first = await trainer.fit({ seed: 1 });
    const other = await trainer.fit({ seed: 2 });
    const again = await trainer.fit({ seed: 1 });
    expect(again.variables).toEqual(first.variables);
    expect(again.history).toEqual(first.history);
    expect(other.history).not.toEqual(first.history);
    await trainer.close();
  });

  test('keeps the epoch with the lowest validation loss and stops after its patience', async () => {
    // Hardly any signal and a high rate: it overfits within a few epochs.
    const [own, held] = [samples(60, 3, 8, 0.5), samples(60, 3, 9, 0.5)];
    const options = { ...brief, epochs: 60, patience: 4, rate: 0.02, seed: 0 };
    const settings = headSettings('early');
    const { head, fit } = await fitHead(runtime, settings, taskOf(3), own, held, options);
    const losses = fit.history.map(record => record.validationLoss);
    expect(fit.history.map(({ epoch }) => epoch)).toEqual(losses.map((_, i) => i + 1));
    expect(losses[fit.bestEpoch - 1]).toBe(Math.min(...losses));
    expect(fit.history.length).toBe(fit.bestEpoch + 4);
    expect(fit.history.length).toBeLessThan(60);

    // The head is that of the best epoch, not of the last: training only so far gives the same.
    const shorter = { ...options, epochs: fit.bestEpoch };
    const upToBest = await fitHead(runtime, settings, taskOf(3), own, held, shorter);
    expect(encodeHead(upToBest.head)).toEqual(encodeHead(head));
    const probabilities = await probabilitiesOf(head, held);
    const weights = Float32Array.of(1, 1, 1);
    const loss = validationLoss(taskOf(3), probabilities.data.map(Math.log), held.labels, weights);
    expect(loss).toBeCloseTo(losses[fit.bestEpoch - 1], 5);
  });

  test('tells of each epoch as it ends', async () => {
    const told: number[] = [];
    await fitHead(runtime, headSettings('early'), taskOf(3), train, validation, {
      ...brief,
      seed: 0,
      onEpoch: ({ epoch }) => told.push(epoch),
    });
    expect(told).toEqual([1, 2, 3]);
  });

  test('says that it diverges', async () => {
    await expect(bytesOf({ ...brief, rate: 1e30, seed: 0 }, 'linear')).rejects.toThrow(
      /epoch \d has a training loss of .*lower train.rate, now 1e\+30 \[E_NOT_FINITE\]/,
    );
  });

  test('is aborted before it starts and between epochs', async () => {
    const training = (signal: AbortSignal, onEpoch?: () => void) =>
      fitHead(runtime, headSettings('early'), taskOf(3), train, validation, {
        ...brief,
        epochs: 50,
        seed: 0,
        signal,
        ...(onEpoch === undefined ? {} : { onEpoch }),
      });
    await expect(training(AbortSignal.abort())).rejects.toThrow(/E_ABORTED/);
    const controller = new AbortController();
    let epochs = 0;
    const aborted = training(controller.signal, () => {
      epochs += 1;
      if (epochs === 2) controller.abort();
    });
    await expect(aborted).rejects.toThrow(/E_ABORTED/);
    expect(epochs).toBe(2);
  });

  test.each<[string, TrainOptions]>([
    ['a batch of one', { batch: 1 }],
    ['half a batch', { batch: 2.5 }],
    ['no epochs', { epochs: 0 }],
    ['no patience', { patience: 0 }],
    ['a negative rate', { rate: -1 }],
    ['no threads', { threads: 0 }],
  ])('refuses %s', async (_, options) => {
    await expect(bytesOf({ ...brief, ...options, seed: 0 })).rejects.toThrow(/E_OPTION/);
  });

  test.each<[string, LabelledPairs, LabelledPairs, RegExp]>([
    [
      'labels for other rows',
      { ...train, labels: train.labels.slice(1) },
      validation,
      /129 training labels for 130 rows.*E_SHAPE/,
    ],
    [
      'rows that do not match',
      { ...train, text: train.text.take([0, 1]) },
      validation,
      /130 image rows and 2 text rows.*E_SHAPE/,
    ],
    ['a single training row', first(train, 1), validation, /1 training rows.*E_HEAD_INPUT/],
    ['no validation row', train, first(validation, 0), /0 validation rows.*E_HEAD_INPUT/],
    [
      'a label that is no class',
      { ...train, labels: train.labels.with(4, 3) },
      validation,
      /training label 3 at row 4, expected a class index 0–2.*E_HEAD_INPUT/,
    ],
    [
      'a negative label',
      train,
      { ...validation, labels: validation.labels.with(0, -1) },
      /validation label -1 at row 0.*E_HEAD_INPUT/,
    ],
    [
      'a class without a training row',
      { ...train, labels: train.labels.map(label => label % 2) },
      validation,
      /class "class 2" has no training row.*E_CLASS_EMPTY/,
    ],
    [
      'validation rows of other dimensions',
      train,
      { ...validation, image: validation.text },
      /image embeddings of 5 dimensions, expected 6.*E_HEAD_INPUT/,
    ],
    [
      'a NaN in the training rows',
      { ...train, text: spoiled(train.text) },
      validation,
      /text embeddings row 1 column 2 is NaN.*E_NOT_FINITE/,
    ],
  ])('refuses %s', async (_, own, held, message) => {
    const fit = fitHead(runtime, headSettings('early'), taskOf(3), own, held, {
      ...brief,
      seed: 0,
    });
    await expect(fit).rejects.toThrow(message);
  });

  test('is refused before its data is loaded', async () => {
    const dimensions = { image: imageColumns, text: textColumns };
    const network = headDesign('early').network(dimensions, 3, headSettings('early'));
    const trainer = await openTrainer(runtime, network, taskOf(3), brief);
    await expect(trainer.fit({ seed: 0 })).rejects.toThrow(/before its data.*E_HEAD_INPUT/);
    await trainer.close();
  });

  test('does not need both modalities where its head reads one', async () => {
    const spoilt = { ...train, text: spoiled(train.text) };
    const fitted = await fitHead(runtime, headSettings('image'), taskOf(3), spoilt, validation, {
      ...brief,
      seed: 0,
    });
    expect(fitted.head.parameters).toBe(imageColumns * 3 + 3);
  });
});

function first(pairs: LabelledPairs, rows: number): LabelledPairs {
  const indices = Array.from({ length: rows }, (_, i) => i);
  return {
    image: pairs.image.take(indices),
    text: pairs.text.take(indices),
    labels: pairs.labels.slice(0, rows),
  };
}

function spoiled(matrix: Matrix): Matrix {
  const data = matrix.data.slice();
  data[matrix.columns + 2] = Number.NaN;
  return new Matrix(matrix.rows, matrix.columns, data);
}

/** The same fit by a program of its own, its data handed over in a file. */
async function digestInAnotherProcess(options: TrainOptions & { seed: number }, name: HeadName) {
  const folder = await mkdtemp(join(tmpdir(), 'minga-fit-'));
  const file = join(folder, 'pairs.safetensors');
  const tensors = (prefix: string, { image, text, labels }: LabelledPairs) =>
    [
      [`${prefix}.image`, { dtype: 'F32', shape: [image.rows, image.columns], data: image.data }],
      [`${prefix}.text`, { dtype: 'F32', shape: [text.rows, text.columns], data: text.data }],
      [`${prefix}.labels`, { dtype: 'I32', shape: [labels.length], data: labels }],
    ] as const;
  await writeFile(
    file,
    encodeSafetensors([...tensors('train', train), ...tensors('validation', validation)]),
  );
  const program = `
    import { createHash } from 'node:crypto';
    import { readFileSync } from 'node:fs';
    import { classificationTask, encodeHead, fitHead, headSettings } from './src/fuse/index.ts';
    import { openRuntime } from './src/runtime/index.ts';
    import { decodeSafetensors, Matrix } from './src/tensor/index.ts';
    const { tensors } = decodeSafetensors(readFileSync(${JSON.stringify(file)}));
    const matrix = name => {
      const { shape, data } = tensors.get(name);
      return new Matrix(shape[0], shape[1], data);
    };
    const pairs = name => ({
      image: matrix(name + '.image'),
      text: matrix(name + '.text'),
      labels: tensors.get(name + '.labels').data,
    });
    const { head } = await fitHead(openRuntime(), headSettings('${name}'),
      classificationTask(['class 0', 'class 1', 'class 2']), pairs('train'), pairs('validation'),
      ${JSON.stringify(options)});
    console.log(createHash('sha256').update(encodeHead(head)).digest('hex'));
  `;
  try {
    const { stdout } = await promisify(execFile)(
      process.execPath,
      ['--import', 'tsx', '--input-type=module', '--eval', program],
      { cwd: fileURLToPath(new URL('../..', import.meta.url)) },
    );
    return stdout.trim();
  } finally {
    await rm(folder, { recursive: true });
  }
}
