import * as fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRuntime, type Runtime } from '../runtime/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import type { ConvexOptions } from './convex-options.ts';
import { type ConvexFit, openConvexTrainer } from './convex-trainer.ts';
import goldens from './golden/linear-probe.json' with { type: 'json' };
import {
  classificationTask,
  classWeights,
  type HeadName,
  headDesign,
  headSettings,
  type LabelledPairs,
} from './index.ts';
import { validationLoss } from './validation-loss.ts';

let runtime: Runtime;
beforeAll(() => {
  runtime = openRuntime();
});
afterAll(() => runtime.close());

function taskOf(classes: number) {
  return classificationTask(Array.from({ length: classes }, (_, k) => `class ${k}`));
}

function opened(data: LabelledPairs, classes: number, options: ConvexOptions, head: HeadName) {
  const task = taskOf(classes);
  const dimensions = { image: data.image.columns, text: data.text.columns };
  const network = headDesign(head).network(dimensions, task.units, headSettings(head));
  return openConvexTrainer(runtime, network, task, { threads: 1, ...options });
}

async function fitted(
  data: LabelledPairs,
  classes: number,
  options: ConvexOptions = {},
  validation = data,
): Promise<ConvexFit> {
  const trainer = await opened(data, classes, options, 'linear');
  try {
    await trainer.load(data, validation);
    return await trainer.fit({ seed: 0 });
  } finally {
    await trainer.close();
  }
}

function numbersOf({ variables }: ConvexFit, name: string): number[] {
  return [...(variables.get(name) ?? [])];
}

function relative(found: number, expected: number): number {
  return Math.abs(found - expected) / Math.abs(expected);
}

/** Noise, and each class's own direction `signal` long. */
function samples(rows: number, classes: number, seed: number, options: Partial<typeof usual> = {}) {
  const { image, text, signal, offset } = { ...usual, ...options };
  const random = new Random(seed, 'samples');
  const labels = Int32Array.from({ length: rows }, (_, i) =>
    i < classes ? i : Math.min(random.below(classes), random.below(classes)),
  );
  const matrix = (columns: number) =>
    new Matrix(
      rows,
      columns,
      Float32Array.from({ length: rows * columns }, (_, k) => {
        const own = k % columns === labels[Math.floor(k / columns)] ? signal : 0;
        return random.normal() + own + offset;
      }),
    );
  return { image: matrix(image), text: matrix(text), labels };
}
const usual = { image: 4, text: 3, signal: 1, offset: 0 };

/** The objective in double precision, from the rows alone. */
function objectiveOf(
  data: LabelledPairs,
  classes: number,
  { penalty, classWeights: rule }: { penalty: number; classWeights: 'balanced' | 'none' },
  weight: ArrayLike<number>,
  bias: ArrayLike<number>,
): number {
  const task = taskOf(classes);
  const { units } = task;
  const weights = classWeights(task, data.labels, rule);
  let [total, mass] = [0, 0];
  data.labels.forEach((label, i) => {
    const row = [...data.text.row(i), ...data.image.row(i)];
    const logits = Array.from({ length: units }, (_, k) =>
      row.reduce((sum, x, j) => sum + x * weight[k * row.length + j], bias[k]),
    );
    const full = units === 1 ? [0, logits[0]] : logits;
    const top = Math.max(...full);
    const sum = full.reduce((partial, z) => partial + Math.exp(z - top), 0);
    const own = units > 1 ? weights[label] : label === 1 ? weights[0] : 1;
    total += own * (top + Math.log(sum) - full[label]);
    mass += units > 1 ? own : 1;
  });
  const squares = Array.from(weight).reduce((sum, w) => sum + w * w, 0);
  return total / mass + 0.5 * penalty * squares;
}

describe('a convex fit equals scikit-learn’s LogisticRegression', () => {
  const cases = goldens.problems.flatMap(problem =>
    problem.fits.map(golden => ({ problem, golden, ...golden, classes: problem.classes })),
  );
  test.each(cases)(
    'of $classes classes, C = $C, class weights $classWeights',
    async ({ problem, golden }) => {
      const rows = problem.labels.length;
      const data = {
        text: new Matrix(rows, goldens.textColumns, Float32Array.from(problem.text)),
        image: new Matrix(rows, goldens.imageColumns, Float32Array.from(problem.image)),
        labels: Int32Array.from(problem.labels),
      };
      const rule = golden.classWeights === 'balanced' ? 'balanced' : 'none';
      const options = { penalty: golden.penalty, classWeights: rule, tolerance: 1e-6 } as const;
      const fit = await fitted(data, problem.classes, options);
      expect(fit.converged).toBe(true);
      expect(relative(fit.objective, golden.objective)).toBeLessThan(1e-6);
      const near = (x: number) => expect.closeTo(x, 3);
      expect(numbersOf(fit, 'output.weight')).toEqual(golden.weight.map(near));
      // Softmax knows biases only up to a constant; both start where their sum is as good as any.
      const centred = (bias: readonly number[]) =>
        bias.map(b => b - bias.reduce((sum, other) => sum + other, 0) / bias.length);
      const own = numbersOf(fit, 'output.bias');
      const [found, expected] =
        own.length === 1 ? [own, golden.bias] : [centred(own), centred(golden.bias)];
      expect(found).toEqual(expected.map(b => expect.closeTo(b, 2)));
    },
  );
});

const anyProblem = fc.record({
  seed: fc.nat(1000),
  rows: fc.integer({ min: 12, max: 40 }),
  classes: fc.integer({ min: 2, max: 4 }),
  image: fc.integer({ min: 1, max: 5 }),
  text: fc.integer({ min: 1, max: 5 }),
  offset: fc.constantFrom(0, 3),
  penalty: fc.constantFrom(1e-1, 1e-2, 1e-3),
  classWeights: fc.constantFrom('balanced' as const, 'none' as const),
});
const [runs, tolerance] = [12, 1e-5];

describe('a convex fit', () => {
  test('ends at the minimum, whatever the problem', async () => {
    const property = fc.asyncProperty(anyProblem, async problem => {
      const { rows, classes, seed, penalty } = problem;
      const data = samples(rows, classes, seed, problem);
      const { classWeights: rule } = problem;
      const fit = await fitted(data, classes, { penalty, classWeights: rule, tolerance });
      expect(fit.converged).toBe(true);
      expect(fit.slope).toBeLessThanOrEqual(tolerance);
      const [weight, bias] = ['output.weight', 'output.bias'].map(name => numbersOf(fit, name));
      const minimum = objectiveOf(data, classes, problem, weight, bias);
      expect(relative(fit.objective, minimum)).toBeLessThan(1e-5);
      // Double-precision slopes by differences: nothing that float32 could have hidden.
      const step = 1e-4;
      for (const array of [weight, bias]) {
        array.forEach((own, i) => {
          const at = (value: number) => {
            array[i] = value;
            const objective = objectiveOf(data, classes, problem, weight, bias);
            array[i] = own;
            return objective;
          };
          const slope = (at(own + step) - at(own - step)) / (2 * step);
          expect(Math.abs(slope)).toBeLessThan(2 * tolerance);
        });
      }
    });
    await fc.assert(property, { numRuns: runs });
  });

  test('does not depend on the order of rows, nor on each being there twice', async () => {
    const property = fc.asyncProperty(anyProblem, async problem => {
      const { rows, classes, seed, penalty, classWeights: rule } = problem;
      const data = samples(rows, classes, seed, problem);
      const options = { penalty, classWeights: rule, tolerance: 1e-6 };
      const taken = (order: Int32Array) => ({
        image: data.image.take(order),
        text: data.text.take(order),
        labels: Int32Array.from(order, i => data.labels[i]),
      });
      const order = new Random(seed, 'order').permutation(rows);
      const first = await fitted(data, classes, options);
      for (const other of [taken(order), taken(Int32Array.from([...order, ...order]))]) {
        const again = await fitted(other, classes, options);
        expect(relative(again.objective, first.objective)).toBeLessThan(1e-5);
        const near = numbersOf(first, 'output.weight').map(w => expect.closeTo(w, 2));
        expect(numbersOf(again, 'output.weight')).toEqual(near);
      }
    });
    await fc.assert(property, { numRuns: runs });
  });

  test.each([2, 4])('of %i separable classes stays finite under a penalty', async classes => {
    const data = samples(60, classes, 1, { signal: 50 });
    const fit = await fitted(data, classes, { penalty: 1e-6 });
    expect(fit.converged).toBe(true);
    expect(fit.history.at(-1)?.trainingLoss).toBeLessThan(1e-3);
    expect(numbersOf(fit, 'output.weight').every(Number.isFinite)).toBe(true);
  });

  test('shares the weight among equal columns, and gives none to constant ones', async () => {
    const { image, labels } = samples(80, 3, 2);
    const text = Matrix.zeros(80, 5);
    for (let i = 0; i < 80; i++) {
      text.row(i).set([...image.row(i)]);
      text.row(i)[4] = 7;
    }
    const fit = await fitted({ image, text, labels }, 3, { tolerance: 1e-6 });
    expect(fit.converged).toBe(true);
    const weight = numbersOf(fit, 'output.weight');
    for (let k = 0; k < 3; k++) {
      const own = weight.slice(9 * k, 9 * k + 9);
      expect(own.slice(0, 4)).toEqual(own.slice(5).map(w => expect.closeTo(w, 2)));
      expect(own[4]).toBeCloseTo(0, 2);
    }
  });

  test('converges without a penalty where classes overlap, and on more columns than rows', async () => {
    expect((await fitted(samples(200, 3, 3), 3, { penalty: 0 })).converged).toBe(true);
    const wide = samples(40, 3, 4, { image: 90, text: 70 });
    expect((await fitted(wide, 3)).converged).toBe(true);
  });

  test('takes 1/n for the penalty where none is given', async () => {
    const data = samples(50, 3, 5);
    const [own, given] = [await fitted(data, 3), await fitted(data, 3, { penalty: 1 / 50 })];
    expect(own.variables).toEqual(given.variables);
  });

  test('gives the same bits with one thread and with two, whatever the seed', async () => {
    for (const [classes, image, text] of [
      [7, 160, 96],
      [2, 96, 40],
      [30, 12, 8],
    ]) {
      const data = samples(1501, classes, 6, { image, text, offset: 1 });
      const task = taskOf(classes);
      const network = headDesign('linear').network(
        { image, text },
        task.units,
        headSettings('linear'),
      );
      const fits: ConvexFit[] = [];
      for (const threads of [1, 2]) {
        const trainer = await openConvexTrainer(runtime, network, task, { threads });
        await trainer.load(data, data);
        fits.push(await trainer.fit({ seed: threads }));
        await trainer.close();
      }
      expect(fits[0].variables).toEqual(fits[1].variables);
      expect(fits[0].history).toEqual(fits[1].history);
    }
  });

  test('tells each iteration, the losses falling to those of the head that it gives', async () => {
    const [data, validation] = [samples(90, 3, 7), samples(30, 3, 8)];
    const told: number[] = [];
    const trainer = await opened(data, 3, {}, 'image');
    await trainer.load(data, validation);
    const fit = await trainer.fit({ seed: 0, onEpoch: ({ epoch }) => told.push(epoch) });
    await trainer.close();
    expect(told).toEqual(fit.history.map((_, i) => i + 1));
    expect(fit.bestEpoch).toBe(told.length);
    expect(fit.steps).toBeGreaterThanOrEqual(told.length);
    expect(fit.seconds).toBeGreaterThan(0);
    const [weight, bias] = ['output.weight', 'output.bias'].map(name => numbersOf(fit, name));
    const logits = Array.from(validation.labels, (_, i) => [...validation.image.row(i)]).flatMap(
      row => bias.map((b, k) => row.reduce((sum, x, j) => sum + x * weight[k * row.length + j], b)),
    );
    const task = taskOf(3);
    const weights = classWeights(task, data.labels, 'balanced');
    const loss = validationLoss(task, Float32Array.from(logits), validation.labels, weights);
    expect(fit.history.at(-1)?.validationLoss).toBeCloseTo(loss, 5);
    // The start is the classes' shares alone; balanced, each class has the same.
    expect(fit.history[0].trainingLoss).toBeCloseTo(Math.log(3), 5);
  });

  test('says that it has not converged where iterations run out', async () => {
    const fit = await fitted(samples(90, 3, 9), 3, { iterations: 2 });
    expect(fit.converged).toBe(false);
    expect(fit.slope).toBeGreaterThan(1e-5);
    expect(fit.history).toHaveLength(3);
  });

  test('stops between iterations when it is told to', async () => {
    const data = samples(90, 3, 10);
    const trainer = await opened(data, 3, {}, 'linear');
    await trainer.load(data, data);
    const controller = new AbortController();
    const { signal } = controller;
    const fit = trainer.fit({ seed: 0, signal, onEpoch: () => controller.abort() });
    await expect(fit).rejects.toThrow(/interrupted.*E_ABORTED/);
    expect((await trainer.fit({ seed: 0 })).converged).toBe(true);
    await trainer.close();
  });
});

describe('a convex trainer refuses', () => {
  test.each(['early', 'late'] as const)('the head %s, which is not linear', async head => {
    await expect(opened(samples(20, 3, 0), 3, {}, head)).rejects.toThrow(
      /more than one linear layer.*set hidden to 0.*E_GRAPH/,
    );
  });

  test.each([
    { penalty: -1 },
    { penalty: Number.NaN },
    { tolerance: 0 },
    { iterations: 0 },
    { iterations: 1.5 },
    { memory: 0 },
  ])('%o', async options => {
    await expect(opened(samples(20, 3, 0), 3, options, 'linear')).rejects.toThrow(/E_OPTION/);
  });

  test('a fit before its data, numbers that are not finite, and those that overflow', async () => {
    const data = samples(20, 3, 0);
    const trainer = await opened(data, 3, {}, 'linear');
    await expect(trainer.fit({ seed: 0 })).rejects.toThrow(/before its data.*E_HEAD_INPUT/);
    const broken = new Matrix(20, 4, data.image.data.with(5, Number.NaN));
    await expect(trainer.load({ ...data, image: broken }, data)).rejects.toThrow(/E_NOT_FINITE/);
    const huge = new Matrix(
      20,
      4,
      data.image.data.map(x => x * 3e38),
    );
    const rows = { ...data, image: huge };
    const hopeless = trainer.load(rows, rows).then(() => trainer.fit({ seed: 0 }));
    await expect(hopeless).rejects.toThrow(/E_NOT_FINITE/);
    await trainer.close();
  });
});
