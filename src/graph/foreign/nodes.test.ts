import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openLocalSession, type RuntimeTensor } from '../../runtime/index.ts';
import { Graph } from '../graph.ts';
import { encodeModel } from '../model.ts';
import { cast } from '../operators/index.ts';
import type { Value } from '../value.ts';
import { importModel } from './import-model.ts';
import { readModel } from './read-model.ts';

interface Tensor {
  readonly type: string;
  readonly shape: number[];
  /** Numbers; infinities are texts. */
  readonly data: (number | string)[];
}
interface Case {
  readonly name: string;
  readonly model: string;
  readonly inputs: Record<string, Tensor>;
  readonly expected: Tensor;
}

const cases: readonly Case[] = ['nodes', 'chains'].flatMap(name =>
  JSON.parse(readFileSync(new URL(`./golden/${name}.json`, import.meta.url), 'utf8')),
);

function feed({ type, shape, data }: Tensor): RuntimeTensor {
  if (type === 'bool') return { type: 'bool', shape, data: Uint8Array.from(data, Number) };
  return { type: 'float32', shape, data: Float32Array.from(data, Number) };
}

describe('a foreign node gives what the runtime makes of it', () => {
  test.each(cases.map(each => [each.name, each] as const))('%s', async (_, each) => {
    const model = readModel(Buffer.from(each.model, 'base64'));
    const graph = new Graph();
    const inputs: Record<string, Value> = {};
    for (const { name, type, shape } of model.inputs) {
      // Names other than the file's, so that none of them can be taken from it unseen.
      const ours = (shape ?? []).map(size => (typeof size === 'string' ? `our ${size}` : size));
      inputs[name] = graph.input(name, type === 'bool' ? 'bool' : 'float32', ours);
    }
    const { y } = importModel(model, graph, inputs, { outputs: ['y'] });
    expect(y.shape.length).toBe(each.expected.shape.length);
    y.shape.forEach((size, axis) => {
      if (typeof size === 'number') expect(size).toBe(each.expected.shape[axis]);
    });
    graph.output('y', cast(y, 'float32'));
    const session = await openLocalSession(encodeModel(graph), { threads: 1 });
    const feeds = Object.entries(each.inputs).map(([name, tensor]) => [name, feed(tensor)]);
    const found = (await session.run(Object.fromEntries(feeds))).y;
    await session.close();
    expect(found.shape).toEqual(each.expected.shape);
    expect([...found.data].map(Number)).toEqual(
      each.expected.data
        .map(Number)
        .map(value => (Number.isFinite(value) ? expect.closeTo(value, 5) : value)),
    );
  });
});
