import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openLocalSession, type RuntimeTensor } from '../../runtime/index.ts';
import { gradients } from '../gradients.ts';
import { Graph } from '../graph.ts';
import { encodeModel } from '../model.ts';
import { gemm, mul, softmaxCrossEntropy, sub } from '../operators/index.ts';
import type { Value } from '../value.ts';
import { importModel } from './import-model.ts';
import { readModel } from './read-model.ts';

interface Tensor {
  readonly type: 'float32' | 'int64';
  readonly shape: number[];
  readonly data: number[];
}
interface Golden {
  readonly inputs: Record<string, Tensor>;
  readonly shape: number[];
  readonly features: number[];
  readonly rate: number;
  readonly classes: number;
  readonly head: { readonly weight: number[]; readonly bias: number[] };
  readonly labels: number[];
  readonly losses: number[];
  readonly gradients: Record<string, number[]>;
  readonly trained: Record<string, number[]>;
}

const models = [
  ['vision-transformer', 'vision-transformer'],
  ['vision-transformer-opset20', 'vision-transformer'],
  ['text-transformer', 'text-transformer'],
  ['text-transformer-opset11', 'text-transformer'],
  ['causal-text', 'causal-text'],
  ['convolutional', 'convolutional'],
  ['convolutional-folded', 'convolutional'],
] as const;

function file(name: string): Buffer {
  return readFileSync(new URL(`./golden/${name}`, import.meta.url));
}

function goldenOf(name: string): Golden {
  return JSON.parse(file(`${name}.json`).toString());
}

function foreign(name: string) {
  return readModel(file(`${name}.onnx`), { name });
}

function tensor({ type, shape, data }: Tensor): RuntimeTensor {
  return type === 'int64'
    ? { type, shape, data: BigInt64Array.from(data, BigInt) }
    : { type, shape, data: Float32Array.from(data) };
}

function feedsOf({ inputs }: Golden): Record<string, RuntimeTensor> {
  return Object.fromEntries(Object.entries(inputs).map(([name, each]) => [name, tensor(each)]));
}

/** The golden's inputs in a graph, all axes that the model leaves open under names of our own. */
function inputsOf(graph: Graph, name: string): Record<string, Value> {
  const ours: Record<string, string> = { batch: 'N', tokens: 'T' };
  return Object.fromEntries(
    foreign(name).inputs.map(input => {
      const shape = (input.shape ?? []).map(size => ours[size] ?? size);
      const type = input.type === 'int64' ? 'int64' : 'float32';
      return [input.name, graph.input(input.name, type, shape)];
    }),
  );
}

/** ‖found − expected‖∞ / ‖expected‖∞ */
function distance(found: ArrayLike<number | bigint>, expected: readonly number[]): number {
  const numbers = Array.from(found, Number);
  expect(numbers.length).toBe(expected.length);
  const scale = Math.max(...expected.map(Math.abs));
  return Math.max(...numbers.map((value, i) => Math.abs(value - expected[i]))) / scale;
}

describe('a model that PyTorch exported', () => {
  test.each(models)('%s gives, imported and written again, what PyTorch gave', async (name, of) => {
    const golden = goldenOf(of);
    const graph = new Graph();
    const { features } = importModel(foreign(name), graph, inputsOf(graph, name));
    expect(features.shape).toEqual(['N', golden.shape[1]]);
    graph.output('features', features);
    const session = await openLocalSession(encodeModel(graph), { threads: 1 });
    const found = await session.run(feedsOf(golden));
    await session.close();
    expect(distance(found.features.data, golden.features)).toBeLessThan(1e-5);
  });

  test.each(models)('%s gives what the runtime makes of the file itself', async (name, of) => {
    const feeds = feedsOf(goldenOf(of));
    const graph = new Graph();
    const outputs = importModel(foreign(name), graph, inputsOf(graph, name));
    graph.output('features', outputs.features);
    const [ours, theirs] = await Promise.all(
      [encodeModel(graph), file(`${name}.onnx`)].map(async bytes => {
        const session = await openLocalSession(bytes, { threads: 1 });
        const { features } = await session.run(feeds);
        await session.close();
        return Array.from(features.data, Number);
      }),
    );
    expect(distance(ours, theirs)).toBeLessThan(1e-5);
  });
});

/** One step of gradient descent on a linear head and the golden's chosen weights. */
function trainingStep(name: string, golden: Golden) {
  const model = foreign(name);
  const graph = new Graph();
  const parameters = new Map<string, Value>();
  const parameter = (key: string, shape: readonly number[]) => {
    const value = graph.input(`variable ${key}`, 'float32', shape);
    parameters.set(key, value);
    return value;
  };
  const { features } = importModel(model, graph, inputsOf(graph, name), {
    parameter: weight =>
      weight.name in golden.gradients ? parameter(weight.name, weight.shape) : null,
  });
  const weight = parameter('head.weight', [golden.classes, golden.shape[1]]);
  const bias = parameter('head.bias', [golden.classes]);
  const logits = gemm(features, weight, { transB: true, bias });
  const targets = graph.input('targets', 'float32', ['N', golden.classes]);
  const ones = graph.constant(Array(golden.classes).fill(1), [golden.classes]);
  const loss = softmaxCrossEntropy(logits, targets, ones);
  graph.output('loss', loss);
  const carry: Record<string, string> = {};
  gradients(loss, [...parameters.values()]).forEach((gradient, i) => {
    const [key, value] = [...parameters][i];
    graph.output(`gradient ${key}`, gradient);
    graph.output(`next ${key}`, sub(value, mul(gradient, golden.rate)));
    carry[`next ${key}`] = `variable ${key}`;
  });
  return { model, bytes: encodeModel(graph), carry };
}

describe('fine-tuning equals PyTorch', () => {
  const trained = models.filter(([name]) => name !== 'convolutional-folded');
  test.each(trained)('%s: gradients, losses and weights', async (name, of) => {
    const golden = goldenOf(of);
    const { model, bytes, carry } = trainingStep(name, golden);
    const session = await openLocalSession(bytes, { threads: 1 });
    const { head, classes, labels } = golden;
    const targets = labels.flatMap(label =>
      Array.from({ length: classes }, (_, c) => +(c === label)),
    );
    await session.hold({
      ...feedsOf(golden),
      targets: tensor({ type: 'float32', shape: [labels.length, classes], data: targets }),
      'variable head.bias': tensor({ type: 'float32', shape: [classes], data: head.bias }),
      'variable head.weight': tensor({
        type: 'float32',
        shape: [classes, golden.shape[1]],
        data: head.weight,
      }),
    });
    for (const key of Object.keys(golden.gradients)) {
      const { shape, data } = model.weights.get(key) ?? { shape: [0], data: [] };
      await session.hold({
        [`variable ${key}`]: tensor({
          type: 'float32',
          shape: [...shape],
          data: Array.from(data, Number),
        }),
      });
    }
    const losses: number[] = [];
    const slopes: Record<string, number> = {};
    for (const step of golden.losses.keys()) {
      const outputs = await session.run({}, { carry });
      losses.push(Number(outputs.loss.data[0]));
      for (const [key, expected] of Object.entries(step === 0 ? golden.gradients : {})) {
        slopes[key] = distance(outputs[`gradient ${key}`].data, expected);
      }
    }
    const weights: Record<string, number> = {};
    for (const [key, expected] of Object.entries(golden.trained)) {
      const held = await session.held([`variable ${key}`]);
      weights[key] = distance(held[`variable ${key}`].data, expected);
    }
    await session.close();
    expect(distance(losses, golden.losses)).toBeLessThan(1e-5);
    expect(Math.max(...Object.values(slopes))).toBeLessThan(1e-5);
    expect(Math.max(...Object.values(weights))).toBeLessThan(1e-5);
    // The run must have learned, or equality would say little.
    expect(golden.losses[4]).toBeLessThan(0.95 * golden.losses[0]);
  });
});
