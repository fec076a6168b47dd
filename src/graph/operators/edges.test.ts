import { describe, expect, test } from 'vitest';
import { openLocalSession, type RuntimeTensor } from '../../runtime/index.ts';
import { gradients } from '../gradients.ts';
import { Graph } from '../graph.ts';
import { encodeModel } from '../model.ts';
import type { Value } from '../value.ts';
import {
  abs,
  clip,
  cosineSimilarity,
  gather,
  globalMaxPool,
  greater,
  l2Normalize,
  layerNormalization,
  leakyRelu,
  log,
  logSumExp,
  maximum,
  maxPool,
  minimum,
  mul,
  pow,
  reduceL2,
  reduceMax,
  reduceSum,
  relu,
  reshape,
  sqrt,
  square,
  where,
} from './index.ts';

/** The gradient of Σ f(x) at `at`, and the gradient of the square of that in turn. */
async function slopes(f: (x: Value) => Value, at: readonly number[]) {
  const graph = new Graph({ float: 'float64' });
  const x = graph.input('x', 'float64', [at.length]);
  const y = f(x);
  const sum = (value: Value) =>
    value.shape.length === 0
      ? value
      : reduceSum(
          value,
          value.shape.map((_, i) => i),
        );
  const [first] = gradients(sum(y), [x]);
  graph.output('first', first);
  graph.output('second', gradients(sum(mul(square(first), x)), [x])[0]);
  const session = await openLocalSession(encodeModel(graph), { threads: 1 });
  const outputs = await session.run({
    x: { type: 'float64', shape: [at.length], data: Float64Array.from(at) },
  });
  await session.close();
  return {
    first: numbers(outputs.first),
    second: numbers(outputs.second),
  };
}

function numbers({ data }: RuntimeTensor): number[] {
  return Array.from(data, Number);
}

describe('a gradient at a point without one is finite, and is what the docstring says', () => {
  const ones = (x: Value) => x.graph.constant([1, 1, 1], [3]);
  const infinite = Number.NEGATIVE_INFINITY;
  const cases: readonly (readonly [string, (x: Value) => Value, number[], number[]])[] = [
    ['√0: 0', sqrt, [0, 4], [0, 0.25]],
    ['0^½: 0', x => pow(x, 0.5), [0, 4], [0, 0.25]],
    ['0^0: 0', x => pow(x, 0), [0, 3], [0, 0]],
    ['0^1: 1', x => pow(x, 1), [0, 3], [1, 1]],
    ['0^2: 0', x => pow(x, 2), [0, 3], [0, 6]],
    ['0^p in p: 0', x => pow(x.graph.constant([0, Math.E], [2]), x), [2, 1], [0, Math.E]],
    ['|0|: 0', abs, [0, -2], [0, -1]],
    ['max(0, 0): 0', relu, [0, 2], [0, 1]],
    ['leaky max(0, 0): alpha', x => leakyRelu(x, 0.5), [0, 2], [0.5, 1]],
    ['an end of clip: 1', x => clip(x, { min: 0, max: 1 }), [0, 1, 2], [1, 1, 0]],
    ['equal operands of maximum: halves', x => maximum(x, 2), [2, 3], [0.5, 1]],
    ['equal operands of minimum: halves', x => minimum(x, 2), [2, 3], [0.5, 0]],
    ['ties of reduceMax: equal shares', x => reduceMax(x, [0]), [2, 2, 1], [0.5, 0.5, 0]],
    ['ties of maxPool: the first', x => maxPool(reshape(x, [1, 1, 3]), [3]), [2, 2, 1], [1, 0, 0]],
    [
      'ties of globalMaxPool: equal shares',
      x => globalMaxPool(reshape(x, [1, 1, 3])),
      [2, 2, 1],
      [0.5, 0.5, 0],
    ],
    ['the norm of zeros: 0', x => reduceL2(x, [0]), [0, 0], [0, 0]],
    ['zeros over their norm: 0', x => l2Normalize(x), [0, 0], [0, 0]],
    ['the angle of zeros: 0', x => cosineSimilarity(x, ones(x)), [0, 0, 0], [0, 0, 0]],
    ['the side not taken is infinite', x => where(greater(x, 0), x, infinite), [0, 2], [0, 1]],
    ['a guarded operand', x => log(where(greater(x, 0), x, 1)), [0, 2], [0, 0.5]],
    ['the log of very large terms', x => logSumExp(x, [0]), [1000, 1000], [0.5, 0.5]],
    [
      'an index taken thrice',
      x => gather(x, x.graph.constant([1, 1, 1], [3], 'int64')),
      [5, 6],
      [0, 3],
    ],
  ];
  test.each(cases)('%s', async (_, f, at, expected) => {
    const { first, second } = await slopes(f, at);
    expect(first).toEqual(expected.map(slope => expect.closeTo(slope, 6)));
    expect(second.every(Number.isFinite)).toBe(true);
  });

  test('a row of equal numbers under LayerNormalization: finite', async () => {
    const { first, second } = await slopes(
      x => mul(layerNormalization(x, ones(x)), x.graph.constant([1, 2, 3])),
      [4, 4, 4],
    );
    expect([...first, ...second].every(Number.isFinite)).toBe(true);
  });
});
