import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openRuntime, type Runtime } from '../runtime/index.ts';
import { Matrix, Random } from '../tensor/index.ts';
import goldens from './golden/stacking.json' with { type: 'json' };
import {
  classificationTask,
  fitHead,
  headSettings,
  type LabelledPairs,
  stackedFits,
} from './index.ts';
import { secondStage } from './stacking.ts';

let runtime: Runtime;
beforeAll(() => {
  runtime = openRuntime();
});
afterAll(() => runtime.close());

function taskOf(classes: number) {
  return classificationTask(Array.from({ length: classes }, (_, k) => `class ${k}`));
}

describe.each(goldens)('the second stage of $classes classes', golden => {
  test('is scikit-learn’s logistic regression under the penalty that suits held rows', async () => {
    const task = taskOf(golden.classes);
    const rows = (labels: number[], image: number[], text: number[]) => ({
      image: new Matrix(labels.length, task.units, Float32Array.from(image)),
      text: new Matrix(labels.length, task.units, Float32Array.from(text)),
      labels: Int32Array.from(labels),
    });
    const { variables, C } = await secondStage(
      runtime,
      task,
      rows(golden.labels, golden.image, golden.text),
      rows(golden.heldLabels, golden.heldImage, golden.heldText),
      { classWeights: 'none' },
    );
    expect(C).toBe(golden.C);
    const close = (numbers: number[]) => numbers.map(x => expect.closeTo(x, 3));
    expect([...(variables.get('stack.weight') ?? [])]).toEqual(close(golden.weight));
    // Softmax takes away what all biases share.
    const bias = centred([...(variables.get('stack.bias') ?? [])]);
    expect(bias).toEqual(close(centred(golden.bias)));
  });
});

function centred(numbers: number[]): number[] {
  if (numbers.length === 1) return numbers;
  const mean = numbers.reduce((sum, x) => sum + x, 0) / numbers.length;
  return numbers.map(x => x - mean);
}

/** The image tells the class; the text is noise, and every row of a group holds the same text. */
function samples(groups: number, seed: number): LabelledPairs & { groups: string[] } {
  const random = new Random(seed, 'samples');
  const labels = Int32Array.from({ length: groups * 2 }, (_, i) => (i >> 1) % 2);
  const image = Float32Array.from({ length: labels.length * 2 }, (_, k) =>
    k % 2 === 0 ? random.normal() + 2 * labels[k >> 1] : random.normal(),
  );
  const own = Float32Array.from({ length: groups * 30 }, () => random.normal());
  const text = Float32Array.from(
    { length: labels.length * 30 },
    (_, k) => own[(Math.floor(k / 30) >> 1) * 30 + (k % 30)],
  );
  return {
    image: new Matrix(labels.length, 2, image),
    text: new Matrix(labels.length, 30, text),
    labels,
    groups: Array.from(labels, (_, i) => `g${i >> 1}`),
  };
}

describe('a stack', () => {
  const [train, validation] = [samples(30, 1), samples(30, 2)];
  const settings = headSettings('stacked', { dropout: 0, folds: 3 });
  const options = { seed: 0, epochs: 20, patience: 20, rate: 0.05, threads: 1 };

  test('trusts the member that is right of rows unknown to it, and not the one that is not', async () => {
    const { fit } = await fitHead(runtime, settings, taskOf(2), train, validation, {
      ...options,
      groups: train.groups,
    });
    const [image, text] = fit.variables.get('stack.weight') ?? [];
    expect(image).toBeGreaterThan(0.3);
    expect(Math.abs(text)).toBeLessThan(image / 3);
  });

  test('trains its members without the rows that they score, groups whole', async () => {
    const seen: string[][] = [];
    const textOf = (row: Float32Array) => row.slice(0, 3).join(' ');
    const groupOf = new Map(train.groups.map((group, i) => [textOf(train.text.row(i)), group]));
    await stackedFits(
      runtime,
      settings,
      taskOf(2),
      { train, validation, groups: train.groups },
      async (member, own) => {
        seen.push(
          Array.from(
            { length: own.text.rows },
            (_, i) => groupOf.get(textOf(own.text.row(i))) ?? '',
          ),
        );
        const brief = { ...options, epochs: 1 };
        return [(await fitHead(runtime, member, taskOf(2), own, validation, brief)).fit];
      },
    );
    expect(seen.map(groups => groups.length)).toEqual([40, 40, 40, 40, 40, 40, 60, 60]);
    const all = new Set(train.groups);
    const left = seen.slice(0, 6).map(groups => {
      const inside = new Set(groups);
      return [...all].filter(group => !inside.has(group));
    });
    expect(left.map(groups => groups.length)).toEqual(Array(6).fill(10));
    expect(new Set(left.flat())).toEqual(all);
  });

  test('refuses a class of a single group', async () => {
    const groups = train.groups.map((group, i) => (train.labels[i] === 1 ? 'one' : group));
    const fitting = fitHead(runtime, settings, taskOf(2), train, validation, {
      ...options,
      groups,
    });
    await expect(fitting).rejects.toThrow(/"class 1".*one fold of stacked.*E_CLASS_EMPTY/);
  });

  test('refuses folds that are no folds, and folds of others', () => {
    expect(() => headSettings('stacked', { folds: 1 })).toThrow(/whole number from 2.*E_OPTION/);
    expect(() => headSettings('average', { folds: 5 })).toThrow(/folds of stacked.*E_OPTION/);
  });
});
