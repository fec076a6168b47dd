import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { openLocalSession, type RuntimeTensor } from '../../runtime/index.ts';
import { gradients } from '../gradients.ts';
import { Graph } from '../graph.ts';
import { encodeModel } from '../model.ts';
import type { Shape, Value } from '../value.ts';
import {
  add,
  averagePool,
  batchNormTraining,
  cast,
  clip,
  concat,
  conv,
  convTranspose,
  cosineSimilarity,
  cumSum,
  div,
  elu,
  equal,
  expand,
  gather,
  gelu,
  gemm,
  groupNormalization,
  hardSigmoid,
  hardSwish,
  instanceNormalization,
  l2Normalize,
  layerNormalization,
  leakyRelu,
  logSumExp,
  matmul,
  maximum,
  maxPool,
  meanSquaredError,
  mul,
  reduceMax,
  reduceSum,
  reshape,
  rmsNormalization,
  silu,
  slice,
  softmax,
  softsign,
  squeeze,
  transpose,
  unsqueeze,
  where,
} from './index.ts';

interface Numbers {
  readonly shape: readonly number[];
  readonly data: readonly number[];
  readonly type: 'float32' | 'int64';
}

interface Golden {
  readonly name: string;
  readonly inputs: Readonly<Record<string, Numbers>>;
  readonly above: Numbers;
  readonly output: Numbers;
  readonly gradients: Readonly<Record<string, Numbers>>;
}

const goldens = ['layers', 'spatial', 'blocks'].flatMap((name): readonly Golden[] =>
  JSON.parse(readFileSync(new URL(`../golden/${name}.json`, import.meta.url), 'utf8')),
);

type Values = Readonly<Record<string, Value>>;

const layers: Readonly<Record<string, (x: Values) => Value>> = {
  gelu: ({ x }) => gelu(x),
  'gelu by tanh': ({ x }) => gelu(x, { approximate: 'tanh' }),
  silu: ({ x }) => silu(x),
  hardSwish: ({ x }) => hardSwish(x),
  hardSigmoid: ({ x }) => hardSigmoid(x, 1 / 6, 0.5),
  softsign: ({ x }) => softsign(x),
  elu: ({ x }) => elu(x, 0.7),
  leakyRelu: ({ x }) => leakyRelu(x, 0.2),
  layerNormalization: ({ x, scale, shift }) =>
    layerNormalization(x, scale, shift, { epsilon: 1e-6 }),
  'layerNormalization of two axes': ({ x, scale, shift }) =>
    layerNormalization(x, scale, shift, { axis: 1 }),
  rmsNormalization: ({ x, scale }) => rmsNormalization(x, scale),
  groupNormalization: ({ x, scale, shift }) => groupNormalization(x, 2, scale, shift),
  instanceNormalization: ({ x, scale, shift }) => instanceNormalization(x, scale, shift),
  'batchNorm of images': ({ x, scale, shift }) => batchNormTraining(x, scale, shift).output,
  matmul: ({ a, b }) => matmul(a, b),
  'matmul by one matrix': ({ a, b }) => matmul(a, b),
  gemm: ({ a, b, bias }) => gemm(a, b, { transA: true, transB: true, bias, alpha: 0.5, beta: -2 }),
  conv: ({ x, w, bias }) =>
    conv(x, w, { bias, strides: [2, 1], pads: [2, 1, 0, 2], dilations: [1, 2], groups: 2 }),
  'conv by channel': ({ x, w, bias }) =>
    conv(x, w, { bias, strides: [2], pads: [1, 1], groups: 3 }),
  'conv of patches': ({ x, w, bias }) => conv(x, w, { bias, strides: [2, 2] }),
  convTranspose: ({ x, w, bias }) =>
    convTranspose(x, w, {
      bias,
      strides: [2, 3],
      pads: [1, 0, 1, 0],
      dilations: [1, 2],
      groups: 2,
      outputPadding: [1, 2],
    }),
  maxPool: ({ x }) => maxPool(x, [3, 2], { strides: [2, 2], pads: [1, 0, 1, 0] }),
  averagePool: ({ x }) => averagePool(x, [3, 3], { strides: [2, 2], pads: [1, 1, 1, 1] }),
  'averagePool without pads': ({ x }) =>
    averagePool(x, [3, 3], { strides: [2, 2], pads: [1, 1, 1, 1], countIncludePad: false }),
  gather: ({ table, tokens }) => gather(table, tokens),
  reduceMax: ({ x }) => reduceMax(x, [1]),
  maximum: ({ x, y }) => maximum(x, y),
  clip: ({ x }) => clip(x, { min: -1, max: 1 }),
  logSumExp: ({ x }) => logSumExp(x, [1]),
  cumSum: ({ x }) => cumSum(x, 1),
  softmax: ({ x }) => softmax(x, 1),
  cosineSimilarity: ({ a, b }) => cosineSimilarity(a, b),
  meanSquaredError: ({ x, y }) => meanSquaredError(x, y),
  'vision block': vision,
  'text block': text,
};

const heads = 2;

function attention(x: Value, { wq, wk, wv, wo }: Values, mask: Value | null): Value {
  const [samples, length, size] = x.shape;
  const part = Number(size) / heads;
  const [q, k, v] = [wq, wk, wv].map(w =>
    transpose(reshape(matmul(x, w), [samples, length, heads, part]), [0, 2, 1, 3]),
  );
  const scores = div(matmul(q, transpose(k, [0, 1, 3, 2])), Math.sqrt(part));
  const seen = mask === null ? scores : where(equal(unsqueeze(mask, [1, 2]), 0), -1e9, scores);
  const mixed = transpose(matmul(softmax(seen), v), [0, 2, 1, 3]);
  return matmul(reshape(mixed, [samples, length, -1]), wo);
}

function vision(values: Values): Value {
  const { image, patch, patchBias, token, places, s1, b1, s2, b2, w1, c1, w2, c2, head } = values;
  const cut = conv(image, patch, { bias: patchBias, strides: [4, 4] });
  const patches = transpose(reshape(cut, ['N', 6, -1]), [0, 2, 1]);
  const placed = add(concat([expand(token, ['N', 1, 6], patches), patches], 1), places);
  const x = add(placed, attention(layerNormalization(placed, s1, b1), values, null));
  const hidden = gelu(add(matmul(layerNormalization(x, s2, b2), w1), c1));
  const y = add(add(x, matmul(hidden, w2)), c2);
  return matmul(squeeze(slice(y, 1, 0, 1), [1]), head);
}

function text(values: Values): Value {
  const { tokens, mask, table, places, s1, b1, s2, b2, w1, c1, w2, c2, head } = values;
  const placed = add(gather(table, tokens), places);
  const x = layerNormalization(add(placed, attention(placed, values, mask)), s1, b1);
  const hidden = gelu(add(matmul(x, w1), c1), { approximate: 'tanh' });
  const y = layerNormalization(add(add(x, matmul(hidden, w2)), c2), s2, b2);
  const kept = unsqueeze(cast(mask, 'float32'), [-1]);
  const mean = div(reduceSum(mul(y, kept), [1]), reduceSum(kept, [1]));
  return matmul(l2Normalize(mean), head);
}

// Batches are named, as they are in training.
const named = new Set(['image', 'tokens', 'mask']);

/** Single precision on both sides, and files of six digits. */
const tolerance = 1e-5;

describe('values and gradients equal PyTorch', () => {
  test.each(goldens)('$name', async golden => {
    const graph = new Graph();
    const values: Record<string, Value> = {};
    const feeds: Record<string, RuntimeTensor> = {};
    for (const [name, { type, shape, data }] of Object.entries(golden.inputs)) {
      const free: Shape = named.has(name) ? ['N', ...shape.slice(1)] : shape;
      values[name] = graph.input(name, type === 'int64' ? 'int64' : 'float32', free);
      feeds[name] =
        type === 'int64'
          ? { type, shape, data: BigInt64Array.from(data, BigInt) }
          : floats({ shape, data });
    }
    const y = layers[golden.name](values);
    const weighted = mul(y, graph.input('above', 'float32', y.shape));
    feeds.above = floats(golden.above);
    const axes = y.shape.map((_, i) => i);
    const loss = axes.length === 0 ? weighted : reduceSum(weighted, axes);
    const names = Object.keys(golden.gradients);
    graph.output('output', y);
    gradients(
      loss,
      names.map(name => values[name]),
    ).forEach((gradient, i) => {
      graph.output(`gradient of ${names[i]}`, gradient);
    });
    const session = await openLocalSession(encodeModel(graph), { threads: 1 });
    const outputs = await session.run(feeds);
    await session.close();
    expectClose(outputs.output, golden.output);
    for (const [name, expected] of Object.entries(golden.gradients)) {
      expectClose(outputs[`gradient of ${name}`], expected);
    }
  });

  test('in every golden and no other', () => {
    expect(goldens.map(({ name }) => name).toSorted()).toEqual(Object.keys(layers).toSorted());
  });
});

function floats({ shape, data }: Pick<Numbers, 'shape' | 'data'>): RuntimeTensor {
  return { type: 'float32', shape, data: Float32Array.from(data) };
}

function expectClose(found: RuntimeTensor, expected: Numbers): void {
  expect(found.shape).toEqual(expected.shape);
  expected.data.forEach((value, i) => {
    const error = Math.abs(Number(found.data[i]) - value) / Math.max(1, Math.abs(value));
    expect(error, `${i}: ${found.data[i]}, expected ${value}`).toBeLessThan(tolerance);
  });
}
