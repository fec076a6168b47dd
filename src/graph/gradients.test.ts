import { describe, expect, test } from 'vitest';
import { openLocalSession } from '../runtime/index.ts';
import { gradients } from './gradients.ts';
import { Graph } from './graph.ts';
import { encodeModel } from './model.ts';
import {
  greater,
  l2Normalize,
  mul,
  reduceProd,
  reduceSum,
  square,
  sub,
} from './operators/index.ts';

describe('gradients', () => {
  test('add up over every way from a parameter to the loss', async () => {
    const graph = new Graph({ float: 'float64' });
    const x = graph.input('x', 'float64', []);
    // d/dx (x² · x − x) = 3x² − 1
    const loss = sub(mul(square(x), x), x);
    graph.output('dx', gradients(loss, [x])[0]);
    const session = await openLocalSession(encodeModel(graph));
    const { dx } = await session.run({
      x: { type: 'float64', shape: [], data: Float64Array.of(3) },
    });
    expect(Number(dx.data[0])).toBe(26);
    await session.close();
  });

  test('can be differentiated again', async () => {
    const graph = new Graph({ float: 'float64' });
    const x = graph.input('x', 'float64', []);
    const [slope] = gradients(mul(square(x), x), [x]);
    graph.output('d2x', gradients(slope, [x])[0]);
    const session = await openLocalSession(encodeModel(graph));
    const { d2x } = await session.run({
      x: { type: 'float64', shape: [], data: Float64Array.of(3) },
    });
    expect(d2x.data[0]).toBe(18);
    await session.close();
  });

  test('of a row of zeros under L2Normalize are zeros, not infinities', async () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2, 2]);
    const weights = graph.constant([1, -2], [2]);
    const y = l2Normalize(x);
    graph.output('y', y);
    graph.output('dx', gradients(reduceSum(mul(y, weights), [0, 1]), [x])[0]);
    const session = await openLocalSession(encodeModel(graph));
    const data = Float32Array.of(0, 0, 3, 4);
    const { y: rows, dx } = await session.run({ x: { type: 'float32', shape: [2, 2], data } });
    expect([rows.data[0], rows.data[1]]).toEqual([0, 0]);
    expect([Number(dx.data[0]) + 0, Number(dx.data[1]) + 0]).toEqual([0, 0]);
    // (w − y (w·y)) / ‖x‖ with y = (.6, .8), w·y = −1
    expect(Number(dx.data[2])).toBeCloseTo(1.6 / 5, 6);
    expect(Number(dx.data[3])).toBeCloseTo(-1.2 / 5, 6);
    await session.close();
  });

  test('refuse an operator without one, by its name', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', ['N', 2]);
    const loss = reduceSum(reduceProd(x, [1]), [0]);
    expect(() => gradients(loss, [x])).toThrow(/ReduceProd between the loss.*E_GRAPH/);
  });

  test('do not mind an operator without one beside the way', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', ['N', 2]);
    const w = graph.input('w', 'float32', [2]);
    const loss = reduceSum(mul(reduceProd(x, [1], true), w), [0, 1]);
    expect(gradients(loss, [w])[0].shape).toEqual([2]);
  });

  test('refuse a loss that is not a scalar', () => {
    const x = new Graph().input('x', 'float32', ['N', 2]);
    expect(() => gradients(mul(x, 2), [x])).toThrow(/a loss of rank 2.*E_GRAPH/);
  });

  test('refuse a parameter without influence', () => {
    const graph = new Graph();
    const [x, w] = [graph.input('x', 'float32', [2]), graph.input('w', 'float32', [2])];
    expect(() => gradients(reduceSum(x, [0]), [w])).toThrow(/does not depend on w.*E_GRAPH/);
  });

  test('do not flow through a comparison', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', []);
    expect(() => gradients(greater(x, 0), [x])).toThrow(/does not depend on x/);
  });
});

describe('a graph', () => {
  test('gives each name to one input or output', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [2]);
    graph.output('y', x);
    for (const again of [
      () => graph.input('x', 'float32', [2]),
      () => graph.input('y', 'float32', [2]),
      () => graph.output('x', x),
      () => graph.output('y', x),
    ]) {
      expect(again).toThrow(/two inputs or outputs named [xy].*E_GRAPH/);
    }
  });

  test('keeps a small constant once', () => {
    const graph = new Graph();
    expect(graph.constant(2)).toBe(graph.constant(2));
    expect(graph.constant([2], [1])).not.toBe(graph.constant(2));
    expect(graph.constant(2, [], 'int64')).not.toBe(graph.constant(2));
  });
});
