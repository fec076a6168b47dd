import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { encodeModel, Graph, gradients, type Loss } from '../graph/index.ts';
import { lossOf } from '../graph/loss.ts';
import { openLocalSession, openRuntime, type Runtime } from '../runtime/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import goldens from './golden/tasks.json' with { type: 'json' };
import {
  checkEstimator,
  classWeights,
  decodeHead,
  encodeHead,
  fitHead,
  fittedHead,
  headDesign,
  headModel,
  headSettings,
  type LabelledPairs,
  multilabelTask,
  openConvexTrainer,
  openTrainer,
  regressionTask,
  type Targets,
  type Task,
} from './index.ts';
import { validationLoss, validationMacroF1 } from './validation-loss.ts';

let runtime: Runtime;
beforeAll(() => {
  runtime = openRuntime();
});
afterAll(() => runtime.close());

const { linear } = goldens;
const pair = { text: Matrix.fromRows(linear.text), image: Matrix.fromRows(linear.image) };
const labels = Matrix.fromRows(linear.labels);
const numbers = Matrix.fromRows(linear.numbers.map(y => [y]));
const threeLabels = multilabelTask(['a', 'b', 'c']);
const near = (digits: number) => (x: number) => expect.closeTo(x, digits);

function lossNamed(kind: string): Loss {
  if (kind === 'multilabel' || kind === 'squared') return { kind };
  return { kind: 'huber', delta: 0.7 };
}

describe.each(goldens.losses)('the $kind loss of $columns columns', golden => {
  const { columns, weights, loss: expected } = golden;
  const rows = golden.logits.length / columns;
  const loss = lossNamed(golden.kind);

  test('is PyTorch’s on validation rows', () => {
    const task: Task =
      golden.kind === 'multilabel'
        ? { ...threeLabels, units: columns }
        : { ...regressionTask('y', numbers), loss };
    const found = validationLoss(
      task,
      Float32Array.from(golden.logits),
      new Matrix(rows, columns, Float32Array.from(golden.targets)),
      Float32Array.from(weights),
    );
    expect(Math.abs(found - expected) / expected).toBeLessThan(1e-6);
  });

  test('is PyTorch’s in training, and so are its slopes', async () => {
    const graph = new Graph();
    const input = (name: string) => graph.input(name, 'float32', [rows, columns]);
    const logits = input('logits');
    const w = graph.input('weights', 'float32', [columns]);
    const value = lossOf(loss, logits, input('targets'), w, columns);
    graph.output('loss', value);
    graph.output('slopes', gradients(value, [logits])[0]);
    const session = await openLocalSession(encodeModel(graph), { threads: 1 });
    const tensor = (data: readonly number[], shape: readonly number[]) =>
      ({ type: 'float32', shape, data: Float32Array.from(data) }) as const;
    const outputs = await session.run({
      logits: tensor(golden.logits, [rows, columns]),
      targets: tensor(golden.targets, [rows, columns]),
      weights: tensor(weights, [columns]),
    });
    await session.close();
    expect(Number(outputs.loss.data[0]) / expected).toBeCloseTo(1, 5);
    expect(Array.from(outputs.slopes.data, Number)).toEqual(golden.slopes.map(near(5)));
  });
});

async function convexFit(task: Task, targets: Targets, rule: 'balanced' | 'none') {
  const network = headDesign('linear').network(
    { image: pair.image.columns, text: pair.text.columns },
    task.units,
    headSettings('linear'),
  );
  const { penalty } = linear;
  const options = { penalty, classWeights: rule, tolerance: 1e-6, threads: 1 };
  const trainer = await openConvexTrainer(runtime, network, task, options);
  try {
    const rows = { ...pair, labels: targets };
    await trainer.load(rows, rows);
    return await trainer.fit({ seed: 0 });
  } finally {
    await trainer.close();
  }
}

describe('a convex fit', () => {
  test.each(linear.multilabel)(
    'of several labels is scikit-learn’s of each, class weights $classWeights',
    async golden => {
      const rule = golden.classWeights === 'balanced' ? 'balanced' : 'none';
      expect([...classWeights(threeLabels, labels, rule)]).toEqual(golden.positive.map(near(5)));
      const fit = await convexFit(threeLabels, labels, rule);
      expect(fit.converged).toBe(true);
      expect([...(fit.variables.get('output.weight') ?? [])]).toEqual(golden.weight.map(near(3)));
      expect([...(fit.variables.get('output.bias') ?? [])]).toEqual(golden.bias.map(near(2)));
      const { trainingLoss, validationLoss: held } = fit.history[fit.history.length - 1];
      expect(trainingLoss).toBeCloseTo(held, 5);
    },
  );

  test.each(linear.regression)(
    'of numbers under $transform is scikit-learn’s ridge, told in their own unit',
    async golden => {
      const transform = golden.transform === 'log1p' ? 'log1p' : 'none';
      const task = regressionTask('y', numbers, { transform });
      expect(task.scale.mean).toBeCloseTo(golden.mean, 5);
      expect(task.scale.deviation).toBeCloseTo(golden.deviation, 5);
      const fit = await convexFit(task, numbers, 'balanced');
      expect(fit.converged).toBe(true);
      expect([...(fit.variables.get('output.weight') ?? [])]).toEqual(golden.weight.map(near(4)));
      const dimensions = { image: pair.image.columns, text: pair.text.columns };
      const head = fittedHead(headSettings('linear'), task, dimensions, fit.variables);
      const predictor = await head.open(runtime, { threads: 1 });
      const { data } = await predictor.predict(pair);
      await expect(predictor.predictProbabilities(pair)).rejects.toThrow(/predict.*E_HEAD_INPUT/);
      await predictor.close();
      // Relative to the numbers, which span three orders of magnitude.
      data.forEach((y, i) => {
        expect((y - golden.predictions[i]) / (1 + golden.predictions[i])).toBeCloseTo(0, 3);
      });
    },
  );
});

const drawn = (rows: number, seed: number) => {
  const random = new Random(seed, 'rows');
  const matrix = (columns: number) =>
    new Matrix(
      rows,
      columns,
      Float32Array.from({ length: rows * columns }, () => random.normal()),
    );
  return { image: matrix(4), text: matrix(3) };
};

/** Labels and counts that can be learnt from the first columns. */
const learnable: Readonly<Record<string, (image: Matrix) => { task: Task; targets: Targets }>> = {
  multilabel: image => ({
    task: multilabelTask(['first', 'second']),
    targets: new Matrix(
      image.rows,
      2,
      Float32Array.from({ length: image.rows * 2 }, (_, k) =>
        image.row(Math.floor(k / 2))[k % 2] > 0.3 ? 1 : 0,
      ),
    ),
  }),
  regression: image => {
    const counts = new Matrix(
      image.rows,
      1,
      Float32Array.from({ length: image.rows }, (_, i) =>
        Math.round(Math.exp(2 + image.row(i)[0])),
      ),
    );
    const options = { loss: 'huber', transform: 'log1p' } as const;
    return { task: regressionTask('cases', counts, options), targets: counts };
  },
};

describe.each(Object.entries(learnable))('an early head of a %s task', (name, learn) => {
  const train = drawn(96, 1);
  const held = drawn(32, 2);
  const { task, targets } = learn(train.image);
  const validation: LabelledPairs<Targets> = { ...held, labels: learn(held.image).targets };
  const settings = headSettings('early', { hidden: 8, dropout: 0 });
  const trained = () =>
    fitHead(runtime, settings, task, { ...train, labels: targets }, validation, {
      seed: 0,
      epochs: 8,
      batch: 16,
      rate: 0.02,
      threads: 1,
    });

  test('keeps the contract of an estimator', async () => {
    const data = [train.image, train.text, ...(targets instanceof Matrix ? [targets] : [])];
    const passed = await checkEstimator({
      name,
      data,
      inputs: { image: held.image, text: held.text },
      fit: async () => (await trained()).head,
      apply: async (head, { image, text }) => {
        const predictor = await head.open(runtime, { threads: 1 });
        try {
          const told = await predictor.predict({ image, text });
          return { [task.kind === 'regression' ? 'predictions' : 'probabilities']: told };
        } finally {
          await predictor.close();
        }
      },
      save: encodeHead,
      load: decodeHead,
      model: headModel,
      openModel: openLocalSession,
      // Of counts in the hundreds.
      tolerance: task.kind === 'regression' ? 1e-3 : 1e-5,
    });
    expect(passed).toContain('the ONNX form gives the same');
  });

  test('learns', async () => {
    const { history, bestEpoch } = (await trained()).fit;
    expect(history[bestEpoch - 1].validationLoss).toBeLessThan(0.8 * history[0].validationLoss);
    const figure = history[bestEpoch - 1].validationMacroF1;
    if (task.kind === 'regression') expect(figure).toBeNull();
    else expect(figure).toBeGreaterThan(0.6);
  });

  test('learns the same from windows of rows', async () => {
    const network = headDesign('early').network({ image: 4, text: 3 }, task.units, settings);
    const fits = [];
    for (const window of [Number.POSITIVE_INFINITY, 32]) {
      const options = { epochs: 2, batch: 16, window, threads: 1 };
      const trainer = await openTrainer(runtime, network, task, options);
      await trainer.load({ ...train, labels: targets }, validation);
      fits.push(await trainer.fit({ seed: 0 }));
      await trainer.close();
    }
    expect(fits[1].variables.get('output.weight')).toEqual(fits[0].variables.get('output.weight'));
  });
});

test('macro F1 of several labels counts each from a probability of a half', () => {
  const targets = Matrix.fromRows([
    [1, 0],
    [1, 0],
    [0, 0],
  ]);
  const figure = validationMacroF1(
    multilabelTask(['a', 'b']),
    Float32Array.of(2, -1, -1, -1, 3, -1),
    targets,
  );
  // 2·1 / (2 + 2) of the first; the second is neither present nor predicted.
  expect(figure).toBe(0.25);
});

describe('what cannot be learnt is refused', () => {
  const rows = drawn(4, 3);
  const column = (values: readonly number[]) => Matrix.fromRows(values.map(y => [y]));
  const loaded = async (task: Task, targets: Targets) => {
    const network = headDesign('linear').network({ image: 4, text: 3 }, task.units, settings);
    const trainer = await openTrainer(runtime, network, task, { threads: 1 });
    try {
      await trainer.load({ ...rows, labels: targets }, { ...rows, labels: targets });
    } finally {
      await trainer.close();
    }
  };
  const settings = headSettings('linear');

  test('a label that all or no training rows have weighs 1', () => {
    const targets = Matrix.fromRows([
      [1, 0, 1],
      [1, 0, 0],
      [1, 0, 0],
    ]);
    expect([...classWeights(threeLabels, targets, 'balanced')]).toEqual([1, 1, 2]);
  });

  test.each([
    [
      'a sign that is neither 0 nor 1',
      multilabelTask(['a']),
      column([0, 1, 2, 0]),
      /target 2 at row 2/,
    ],
    ['another number of labels', multilabelTask(['a', 'b']), column([0, 1, 1, 0]), /1 columns/],
    ['class indices for labels', multilabelTask(['a']), Int32Array.of(0, 1, 0, 1), /class indices/],
    ['a number that is none', regressionTask('y', numbers), column([1, 2, Number.NaN, 0]), /NaN/],
  ])('%s', async (_, task, targets, message) => {
    await expect(loaded(task, targets)).rejects.toThrow(message);
  });

  test('numbers without a scale', () => {
    expect(() => regressionTask('y', column([3, 3]))).toThrow(/all 2 training rows.*E_HEAD_INPUT/);
    expect(() => regressionTask('y', column([3]))).toThrow(/E_HEAD_INPUT/);
    // The mean of three ln 6 is not ln 6.
    expect(() => regressionTask('y', column([5, 5, 5]), { transform: 'log1p' })).toThrow(
      /5 in all 3 training rows/,
    );
    expect(() => regressionTask('y', column([3, -1]), { transform: 'log1p' })).toThrow(
      /at least 0/,
    );
    expect(() => regressionTask('y', numbers, { loss: 'huber', delta: 0 })).toThrow(/E_OPTION/);
  });

  test('a regression that is watched by macro F1', async () => {
    const task = regressionTask('y', numbers);
    const network = headDesign('linear').network({ image: 4, text: 3 }, 1, settings);
    await expect(openTrainer(runtime, network, task, { monitor: 'macroF1' })).rejects.toThrow(
      /macroF1.*E_OPTION/,
    );
  });

  test('a saved head whose task is unknown', () => {
    const task = multilabelTask(['a', 'b']);
    const saved = encodeHead(
      fittedHead(
        settings,
        task,
        { image: 1, text: 1 },
        new Map([
          ['output.weight', new Float32Array(4)],
          ['output.bias', new Float32Array(2)],
        ]),
      ),
    );
    expect(decodeHead(saved).task).toEqual(task);
    const spoiled = Buffer.from(
      Buffer.from(saved).toString('latin1').replace('multilabel', 'multifable'),
      'latin1',
    );
    expect(() => decodeHead(spoiled)).toThrow(/E_HEAD_INPUT/);
  });
});
