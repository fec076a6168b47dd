import { describe, expect, test } from 'vitest';
import { headDesign } from '../fuse/index.ts';
import { openLocalSession, type RuntimeTensor } from '../runtime/index.ts';
import { epochNames } from './epoch-names.ts';
import goldens from './golden/training.json' with { type: 'json' };
import type { Declaration } from './layers.ts';
import { momentum } from './layers.ts';
import type { Loss } from './loss.ts';
import type { Network } from './network.ts';
import type { OptimiserOptions } from './optimisers/index.ts';
import type { DecayExemption } from './parameter-groups.ts';
import { buildEpoch } from './training.ts';

// The formulae of golden/make_golden.py: PyTorch trained on the same data, from the same weights,
// in the same order, under the same masks.
const [rows, validationRows, image, text, batch, epochs] = [90, 12, 10, 6, 32, 5];
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
      const bound = initial.kind === 'uniform' ? 1 / Math.sqrt(initial.fanIn) : 0;
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

/** What each step leaves in statistics that blend by `momentum`, as epoch-feeds.ts computes it. */
function shares(steps: number, length: number) {
  const mean = Array.from(
    { length: steps },
    (_, i) => momentum * (1 - momentum) ** (steps - 1 - i),
  );
  const variance = mean.map((share, i) => {
    const n = Math.min(batch, length - i * batch);
    return (share * n) / (n - 1);
  });
  return {
    meanShares: floats(mean, [1, steps]),
    varianceShares: floats(variance, [1, steps]),
    keptShare: floats([(1 - momentum) ** steps]),
  };
}

function cut({ data, shape: [, features] }: RuntimeTensor, start: number, end: number) {
  return {
    type: 'uint8',
    shape: [end - start, features],
    data: Uint8Array.from(data.slice(start * features, end * features), Number),
  } as const;
}

/** The two matrices as the network reads them: apart, or side by side. */
function pair(part: string, network: Network, text: RuntimeTensor, image: RuntimeTensor) {
  if (!('text+image' in network.inputs))
    return { [`${part}.text`]: text, [`${part}.image`]: image };
  const [n, left] = text.shape;
  const width = left + image.shape[1];
  const data = Float32Array.from({ length: n * width }, (_, k) => {
    const [i, j] = [Math.floor(k / width), k % width];
    return Number(j < left ? text.data[i * left + j] : image.data[i * (width - left) + j - left]);
  });
  return { [`${part}.text+image`]: floats(data, [n, width]) };
}

interface Run {
  readonly network: Network;
  readonly loss: Loss;
  readonly classes: number;
  readonly hidden: number;
  readonly options: OptimiserOptions & { readonly clip?: number; readonly exempt?: DecayExemption };
  /** Steps of each run of the model; an epoch has three. */
  readonly parts: readonly number[];
}

async function train({ network, loss, classes, hidden, options, parts }: Run) {
  const { clip, exempt } = options;
  const built = buildEpoch(network, { batch, loss, optimiser: options, clip, exempt });
  const { model, shape, carry, optimiser } = built;
  const session = await openLocalSession(model, { threads: 1 });
  const labels = labelsOf(classes);
  await session.hold({
    ...pair(
      'train',
      network,
      matrix(rows, text, 1, classes, 0),
      matrix(rows, image, 2, classes, 0),
    ),
    ...pair(
      'validation',
      network,
      matrix(validationRows, text, 3, classes, rows),
      matrix(validationRows, image, 4, classes, rows),
    ),
    labels: integers(labels),
    weights: floats(weightsOf(labels, classes)),
  });
  const initial = initialArrays(shape.declarations);
  for (const { name, shape: size, role } of shape.declarations) {
    await session.hold({ [epochNames.variable(name)]: floats(initial.get(name) ?? [], size) });
    if (role === 'statistic') continue;
    for (const moment of optimiser.moments) {
      const zeros = new Float32Array(size.reduce((a, b) => a * b, 1));
      await session.hold({ [epochNames.moment(moment, name)]: floats(zeros, size) });
    }
  }
  const steps = Math.ceil(rows / batch);
  const losses: number[][] = [];
  let logits: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch++) {
    const order = Array.from({ length: rows }, (_, i) => (7 * i + 11 * epoch) % rows);
    const epochLosses: number[] = [];
    let first = 0;
    for (const part of parts) {
      const [start, end] = [first * batch, Math.min(rows, (first + part) * batch)];
      const from = (epoch - 1) * steps + first + 1;
      const range = { from, steps: part, total: epochs * steps, unsettled: first };
      const ends = first + part === steps;
      const settled = optimiser.settle(ends ? steps : 0) ?? Float32Array.of(1);
      const outputs = await session.run(
        {
          order: integers(order.slice(start, end)),
          steps: integers([part], []),
          scalars: floats(optimiser.schedule(range), [part, optimiser.scalars.length]),
          settle: floats(settled),
          ...shares(part, end - start),
          ...Object.fromEntries(
            shape.thinnings.map(({ name }, layer) => [
              epochNames.mask(name),
              cut(mask(epoch, hidden, layer), start, end),
            ]),
          ),
        },
        { carry },
      );
      epochLosses.push(...Array.from(outputs.losses.data, Number));
      logits = Array.from(outputs.logits.data, Number);
      first += part;
    }
    losses.push(epochLosses);
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
  const runs = goldens.flatMap(golden => [
    { ...golden, title: JSON.stringify(golden.options), parts: [3] },
    { ...golden, title: JSON.stringify(golden.options), parts: [1, 2] },
  ]);
  test.each(runs)(
    '$head of $classes classes by $reduction, $title, runs of $parts',
    async golden => {
      const { classes, hidden } = golden;
      const units = classes === 2 ? 1 : classes;
      const design = headDesign(golden.head === 'late' ? 'late' : 'early');
      const network = design.network({ image, text }, units, { hidden, dropout });
      const loss: Loss =
        units === 1
          ? { kind: 'sigmoid' }
          : { kind: 'softmax', reduction: golden.reduction === 'mean' ? 'mean' : 'weighted-mean' };
      const found = await train({
        network,
        loss,
        classes,
        hidden,
        parts: golden.parts,
        options: optionsOf(golden.options),
      });

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
      expect(found.losses[epochs - 1][0]).toBeLessThan(0.95 * found.losses[0][0]);
    },
  );
});

/** JSON says "string" where the options say which. */
function optionsOf(options: Record<string, unknown>): Run['options'] {
  const number = (name: string) => {
    const value = options[name];
    return typeof value === 'number' ? { [name]: value } : {};
  };
  return {
    ...number('rate'),
    ...number('weightDecay'),
    ...number('beta1'),
    ...number('beta2'),
    ...number('epsilon'),
    ...number('momentum'),
    ...number('warmup'),
    ...number('clip'),
    optimizer: options.optimizer === 'sgd' ? 'sgd' : 'adamw',
    schedule: options.schedule === 'cosine' ? 'cosine' : 'constant',
    exempt: options.exempt === 'vectors' ? 'vectors' : 'none',
  };
}
