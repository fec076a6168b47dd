import { describe, expect, test } from 'vitest';
import { headDesign } from '../fuse/index.ts';
import { openLocalSession, type RuntimeTensor } from '../runtime/index.ts';
import goldens from './golden/training.json' with { type: 'json' };
import type { Declaration } from './layers.ts';
import type { Network } from './network.ts';
import { adamWSchedule } from './optimiser.ts';
import { buildEpoch, epochNames, type Loss } from './training.ts';

// The formulae of golden/make_golden.py: PyTorch trained on the same data, from the same weights,
// in the same order, under the same masks.
const [rows, validationRows, image, text, batch, epochs] = [90, 12, 10, 6, 32, 5];
const optimiser = { rate: 0.01, weightDecay: 0.05 };
const dropout = 0.2;

function wave(k: number, phase: number): number {
  return Math.sin(12.9898 * k + 78.233 * phase);
}

function labelOf(i: number, classes: number): number {
  return Math.min(classes - 1, Math.floor(classes * (((i * 37) % 90) / 90) ** 2));
}

function labelsOf(classes: number): number[] {
  return Array.from({ length: rows }, (_, i) => labelOf(i, classes));
}

function matrix(n: number, columns: number, phase: number, classes: number, first: number) {
  const data = Float32Array.from({ length: n * columns }, (_, k) => {
    const [i, j] = [Math.floor(k / columns), k % columns];
    const signal = (j + phase) % classes === labelOf(first + i, classes) ? 0.8 : 0;
    return wave(k, phase) + signal;
  });
  return floats(data, [n, columns]);
}

function mask(epoch: number, features: number, layer: number): RuntimeTensor {
  const data = Uint8Array.from({ length: rows * features }, (_, k) => {
    const [i, j] = [Math.floor(k / features), k % features];
    return (31 * i + 17 * j + 13 * epoch + 5 * layer) % 10 >= 2 ? 1 : 0;
  });
  return { type: 'uint8', shape: [rows, features], data };
}

function initialArrays(declarations: readonly Declaration[]): Map<string, Float32Array> {
  let phase = 10;
  return new Map(
    declarations.map(({ name, shape, initial }) => {
      const length = shape.reduce((a, b) => a * b, 1);
      if (initial.kind === 'constant') return [name, new Float32Array(length).fill(initial.value)];
      const own = phase++;
      const bound = 1 / Math.sqrt(initial.fanIn);
      return [name, Float32Array.from({ length }, (_, k) => bound * wave(k, own))];
    }),
  );
}

function weightsOf(labels: readonly number[], classes: number): number[] {
  const counts = Array.from(
    { length: classes },
    (_, k) => labels.filter(label => label === k).length,
  );
  if (classes === 2) return [counts[0] / counts[1]];
  return counts.map(count => labels.length / (classes * count));
}

function floats(data: ArrayLike<number>, shape: readonly number[] = [data.length]): RuntimeTensor {
  return { type: 'float32', shape, data: Float32Array.from(data) };
}

function integers(
  data: readonly number[],
  shape: readonly number[] = [data.length],
): RuntimeTensor {
  return { type: 'int64', shape, data: BigInt64Array.from(data, BigInt) };
}

interface Run {
  readonly network: Network;
  readonly loss: Loss;
  readonly classes: number;
  readonly hidden: number;
}

async function train({ network, loss, classes, hidden }: Run) {
  const { model, shape, carry } = buildEpoch(network, { batch, loss, optimiser });
  const session = await openLocalSession(model, { threads: 1 });
  const labels = labelsOf(classes);
  await session.hold({
    'train.text': matrix(rows, text, 1, classes, 0),
    'train.image': matrix(rows, image, 2, classes, 0),
    'validation.text': matrix(validationRows, text, 3, classes, rows),
    'validation.image': matrix(validationRows, image, 4, classes, rows),
    labels: integers(labels),
    weights: floats(weightsOf(labels, classes)),
  });
  const initial = initialArrays(shape.declarations);
  for (const { name, shape: size, role } of shape.declarations) {
    await session.hold({ [epochNames.variable(name)]: floats(initial.get(name) ?? [], size) });
    if (role === 'statistic') continue;
    const zeros = new Float32Array(size.reduce((a, b) => a * b, 1));
    await session.hold({
      [epochNames.first(name)]: floats(zeros, size),
      [epochNames.second(name)]: floats(zeros, size),
    });
  }
  const steps = Math.ceil(rows / batch);
  const losses: number[][] = [];
  let logits: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const schedule = adamWSchedule(optimiser, (epoch - 1) * steps + 1, steps);
    const outputs = await session.run(
      {
        order: integers(Array.from({ length: rows }, (_, i) => (7 * i + 11 * epoch) % rows)),
        steps: integers([steps], []),
        stepSize: floats(schedule.stepSize),
        epsilon: floats(schedule.epsilon),
        decay: floats(schedule.decay),
        ...Object.fromEntries(
          shape.thinnings.map(({ name }, layer) => [
            epochNames.mask(name),
            mask(epoch, hidden, layer),
          ]),
        ),
      },
      { carry },
    );
    losses.push(Array.from(outputs.losses.data, Number));
    logits = Array.from(outputs.logits.data, Number);
  }
  const held = await session.held(shape.declarations.map(({ name }) => epochNames.variable(name)));
  await session.close();
  const variables = new Map(
    shape.declarations.map(({ name }) => [
      name,
      Array.from(held[epochNames.variable(name)].data, Number),
    ]),
  );
  return { losses, logits, variables };
}

/** ‖found − expected‖∞ / ‖expected‖∞ */
function distance(found: readonly number[], expected: readonly number[]): number {
  expect(found.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...found.map((value, i) => Math.abs(value - expected[i]))) / scale;
}

describe('a whole training run equals PyTorch', () => {
  test.each(goldens)('$head of $classes classes by $reduction', async golden => {
    const { classes, hidden } = golden;
    const units = classes === 2 ? 1 : classes;
    const design = headDesign(golden.head === 'late' ? 'late' : 'early');
    const network = design.network({ image, text }, units, { hidden, dropout });
    const loss: Loss =
      units === 1
        ? { kind: 'sigmoid' }
        : { kind: 'softmax', reduction: golden.reduction === 'mean' ? 'mean' : 'weighted-mean' };
    const found = await train({ network, loss, classes, hidden });

    // Measured: at most 4e-7 over losses, logits, weights and running statistics.
    const tolerance = 1e-5;
    expect(distance(found.losses.flat(), golden.losses.flat())).toBeLessThan(tolerance);
    expect(distance(found.logits, golden.logits)).toBeLessThan(tolerance);
    const expected = new Map(Object.entries(golden.variables));
    expect([...found.variables.keys()].sort()).toEqual([...expected.keys()].sort());
    const apart = [...found.variables].map(([name, array]) =>
      distance(array, expected.get(name) ?? []),
    );
    expect(Math.max(...apart)).toBeLessThan(tolerance);
    // The run must have learned, or equality would say little.
    expect(found.losses[epochs - 1][0]).toBeLessThan(0.9 * found.losses[0][0]);
  });
});
