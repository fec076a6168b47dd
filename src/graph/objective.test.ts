import { describe, expect, test } from 'vitest';
import { openLocalSession, type RuntimeTensor } from '../runtime/index.ts';
import { Random } from '../tensor/index.ts';
import type { Loss } from './loss.ts';
import type { Network } from './network.ts';
import { buildObjective, objectiveNames } from './objective.ts';
import { concat, mul } from './operators/index.ts';

const [rows, held, text, image, width] = [9, 4, 3, 5, 2];

function joined(units: number): Network {
  return {
    inputs: { image, text },
    forward: (layers, inputs) =>
      layers.linear('output', concat([inputs.text, inputs.image], 1), units),
  };
}

type Floats = Extract<RuntimeTensor, { readonly type: 'float32' }>;

function noise(shape: readonly number[], stream: string): Floats {
  const random = new Random(0, stream);
  const length = shape.reduce((a, b) => a * b, 1);
  return { type: 'float32', shape, data: Float32Array.from({ length }, () => random.normal()) };
}

function at({ data, shape }: Floats, i: number, j: number) {
  return data[i * shape[1] + j];
}

function feedsFor(units: number) {
  return {
    'train.text': noise([rows, text], 'text'),
    'train.image': noise([rows, image], 'image'),
    'validation.text': noise([held, text], 'held text'),
    'validation.image': noise([held, image], 'held image'),
    'weight.text': noise([text, units], 'text weight'),
    'weight.image': noise([image, units], 'image weight'),
    'sketch.text': noise([text, width], 'text sketch'),
    'sketch.image': noise([image, width], 'image sketch'),
    'sketch bias': noise([width], 'sketch bias'),
    bias: noise([units], 'bias'),
    shares: { ...noise([rows, 1], 'shares'), data: noise([rows, 1], 'shares').data.map(Math.abs) },
    labels: {
      type: 'int64' as const,
      shape: [rows],
      data: BigInt64Array.from({ length: rows }, (_, i) => BigInt(i % Math.max(units, 2))),
    },
  };
}
type Own = ReturnType<typeof feedsFor>;

/** Logits of row i, in double precision. */
function logitsOf(feeds: Own, i: number, part: 'train' | 'validation'): number[] {
  return Array.from(feeds.bias.data, (b, k) => {
    let sum = b;
    for (let j = 0; j < text; j++)
      sum += at(feeds[`${part}.text`], i, j) * at(feeds['weight.text'], j, k);
    for (let j = 0; j < image; j++)
      sum += at(feeds[`${part}.image`], i, j) * at(feeds['weight.image'], j, k);
    return sum;
  });
}

function rowLoss(feeds: Own, i: number): number {
  const logits = logitsOf(feeds, i, 'train');
  const all = logits.length === 1 ? [0, logits[0]] : logits;
  const sum = all.reduce((partial, z) => partial + Math.exp(z), 0);
  return feeds.shares.data[i] * (Math.log(sum) - all[Number(feeds.labels.data[i])]);
}

function total(feeds: Own): number {
  return Array.from({ length: rows }, (_, i) => rowLoss(feeds, i)).reduce((a, b) => a + b, 0);
}

async function evaluated(units: number, loss: Loss, feeds: Own) {
  const session = await openLocalSession(buildObjective(joined(units), loss).model, { threads: 1 });
  const outputs = await session.run(feeds);
  await session.close();
  return (name: string): number[] => Array.from(outputs[name].data, Number);
}

describe.each([
  [1, { kind: 'sigmoid' }],
  [4, { kind: 'softmax' }],
] as const)('the objective of %i logits', (units, loss) => {
  const feeds = feedsFor(units);

  test('gives each row’s loss and the validation logits', async () => {
    const numbers = await evaluated(units, loss, feeds);
    const losses = Array.from({ length: rows }, (_, i) => rowLoss(feeds, i));
    expect(numbers(objectiveNames.losses)).toEqual(losses.map(x => expect.closeTo(x, 5)));
    const logits = Array.from({ length: held }, (_, i) => logitsOf(feeds, i, 'validation')).flat();
    expect(numbers(objectiveNames.logits)).toEqual(logits.map(x => expect.closeTo(x, 5)));
  });

  test('gives the slope in every weight and bias', async () => {
    const numbers = await evaluated(units, loss, feeds);
    const names = [
      ['weight.text', objectiveNames.weightGradient('text')],
      ['weight.image', objectiveNames.weightGradient('image')],
      ['bias', objectiveNames.biasGradient],
    ] as const;
    for (const [input, output] of names) {
      const slopes = Array.from(feeds[input].data, (own, k) => {
        const moved = (by: number) => {
          const data = feeds[input].data.with(k, own + by);
          return { value: total({ ...feeds, [input]: { ...feeds[input], data } }), at: data[k] };
        };
        const [high, low] = [moved(1e-2), moved(-1e-2)];
        return (high.value - low.value) / (high.at - low.at);
      });
      expect(numbers(output)).toEqual(slopes.map(x => expect.closeTo(x, 3)));
    }
  });

  test('gives the products of a sketch', async () => {
    const numbers = await evaluated(units, loss, feeds);
    const projected = Array.from({ length: rows }, (_, i) =>
      Array.from(feeds['sketch bias'].data, (b, k) => {
        let sum = b;
        for (let j = 0; j < text; j++)
          sum += at(feeds['train.text'], i, j) * at(feeds['sketch.text'], j, k);
        for (let j = 0; j < image; j++)
          sum += at(feeds['train.image'], i, j) * at(feeds['sketch.image'], j, k);
        return sum * feeds.shares.data[i];
      }),
    );
    const products = Array.from({ length: image * width }, (_, k) =>
      projected.reduce(
        (sum, row, i) => sum + at(feeds['train.image'], i, Math.floor(k / width)) * row[k % width],
        0,
      ),
    );
    expect(numbers(objectiveNames.sketched('image'))).toEqual(
      products.map(x => expect.closeTo(x, 4)),
    );
  });

  test('needs no sketch', async () => {
    const none = (shape: readonly number[]) => ({ ...noise(shape, ''), data: new Float32Array() });
    const numbers = await evaluated(units, loss, {
      ...feeds,
      'sketch.text': none([text, 0]),
      'sketch.image': none([image, 0]),
      'sketch bias': none([0]),
    });
    expect(numbers(objectiveNames.sketched('text'))).toEqual([]);
    expect(numbers(objectiveNames.losses)).toHaveLength(rows);
  });
});

describe('a linear form', () => {
  const softmax: Loss = { kind: 'softmax' };

  test('has its inputs in the order of the weight’s rows', () => {
    const { form } = buildObjective(joined(4), softmax);
    expect(form).toEqual({
      inputs: [
        { name: 'text', columns: text },
        { name: 'image', columns: image },
      ],
      units: 4,
      weight: 'output.weight',
      bias: 'output.bias',
    });
  });

  const others: readonly [string, Network['forward']][] = [
    ['a hidden layer', (layers, { x }) => layers.linear('b', layers.linear('a', x, 4), 4)],
    ['a ReLU at its end', (layers, { x }) => layers.relu(layers.linear('a', x, 4))],
    ['scaled logits', (layers, { x }) => mul(layers.linear('a', x, 4), 2)],
    ['scaled inputs', (layers, { x }) => layers.linear('a', mul(x, 2), 4)],
    ['dropout', (layers, { x }) => layers.linear('a', layers.dropout('d', x, 0.5), 4)],
    ['normalisation', (layers, { x }) => layers.linear('a', layers.batchNorm('n', x), 4)],
    ['an input twice', (layers, { x }) => layers.linear('a', concat([x, x], 1), 4)],
  ];
  test.each(others)('is not that of a network with %s', (_, forward) => {
    expect(() => buildObjective({ inputs: { x: 3 }, forward }, softmax)).toThrow(
      /more than one linear layer of its inputs.*E_GRAPH/,
    );
  });

  test('has logits that fit the loss', () => {
    expect(() => buildObjective(joined(3), { kind: 'sigmoid' })).toThrow(/3 logits.*E_GRAPH/);
    expect(() => buildObjective(joined(1), softmax)).toThrow(/1 logits.*E_GRAPH/);
  });
});
