import { describe, expect, test } from 'vitest';
import { openLocalSession, type RuntimeTensor } from '../../runtime/index.ts';
import { Random } from '../../tensor/index.ts';
import { gradients } from '../gradients.ts';
import { Graph } from '../graph.ts';
import { encodeModel } from '../model.ts';
import type { ElementType, Shape, Value } from '../value.ts';
import {
  add,
  batchNorm,
  batchNormTraining,
  cast,
  concat,
  div,
  dropout,
  exp,
  gather,
  gemm,
  greater,
  l2Normalize,
  log,
  logSoftmax,
  matmul,
  mul,
  negate,
  operators,
  reduceMean,
  reduceSum,
  relu,
  sigmoid,
  sigmoidCrossEntropy,
  slice,
  softmax,
  softmaxCrossEntropy,
  softplus,
  sqrt,
  square,
  sub,
  tanh,
  transpose,
  unsqueeze,
} from './index.ts';

interface Input {
  readonly shape: Shape;
  /** The numbers lie between these; −2 and 2 unless said otherwise. */
  readonly range?: readonly [number, number];
  readonly data?: readonly number[];
  readonly type?: ElementType;
  /** False where the operator gives no gradient for this operand. */
  readonly learned?: false;
}

interface Case {
  readonly operator: string;
  readonly title: string;
  readonly inputs: Readonly<Record<string, Input>>;
  readonly build: (x: Readonly<Record<string, Value>>) => Value;
}

/** The sizes that named dimensions take when a case runs. */
const sizes: Readonly<Record<string, number>> = { N: 3, B: 1 };

const positive = [0.3, 2] as const;
const one = (operator: string, build: (x: Value) => Value, x: Input): Case => ({
  operator,
  title: `of ${x.shape.join(' × ') || 'a scalar'}`,
  inputs: { x },
  build: ({ x }) => build(x),
});
const two = (operator: string, build: (a: Value, b: Value) => Value, a: Input, b: Input): Case => ({
  operator,
  title: `of [${a.shape}] and [${b.shape}]`,
  inputs: { a, b },
  build: ({ a, b }) => build(a, b),
});

const broadcasts: readonly (readonly [Shape, Shape])[] = [
  [
    ['N', 4],
    ['N', 4],
  ],
  [['N', 4], [4]],
  [[4], ['N', 4]],
  [
    ['N', 1],
    [1, 4],
  ],
  [['N', 4], []],
  [[], [2]],
  [
    [2, 1, 3],
    [4, 1],
  ],
];

const perColumn = { shape: [3] } as const;
const target = { learned: false } as const;

const cases: readonly Case[] = [
  ...broadcasts.flatMap(([a, b]) => [
    two('Add', add, { shape: a }, { shape: b }),
    two('Sub', sub, { shape: a }, { shape: b }),
    two('Mul', mul, { shape: a }, { shape: b }),
    two('Div', div, { shape: a }, { shape: b, range: positive }),
  ]),
  one('Add', x => add(x, 3), { shape: ['N', 2] }),
  one('Mul', square, { shape: ['N', 2] }),
  one('Neg', negate, { shape: ['N', 2] }),
  one('Relu', relu, { shape: ['N', 2], data: [-1.5, 0.4, 2, -0.1, 0.7, -3] }),
  one('Sigmoid', sigmoid, { shape: ['N', 2], range: [-6, 6] }),
  one('Tanh', tanh, { shape: ['N', 2] }),
  one('Softplus', softplus, { shape: ['N', 2], range: [-6, 6] }),
  one('Exp', exp, { shape: ['N', 2] }),
  one('Log', log, { shape: ['N', 2], range: positive }),
  one('Sqrt', sqrt, { shape: ['N', 2], range: positive }),
  two(
    'Greater',
    (a, b) => mul(cast(greater(a, b), a.type), a),
    { shape: ['N', 4], data: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] },
    { shape: [4], data: [0.5, 5.5, 2.5, 9.5], learned: false },
  ),
  one('Cast', x => cast(x, 'float32'), { shape: ['N', 2] }),
  one('Softmax', softmax, { shape: ['N', 4] }),
  one('Softmax', softmax, { shape: [2, 2, 3] }),
  one('LogSoftmax', logSoftmax, { shape: ['N', 4] }),
  two('Gemm', matmul, { shape: ['N', 2] }, { shape: [2, 4] }),
  two('Gemm', (a, b) => gemm(a, b, { transA: true }), { shape: [2, 'N'] }, { shape: [2, 4] }),
  two('Gemm', (a, b) => gemm(a, b, { transB: true }), { shape: ['N', 2] }, { shape: [4, 2] }),
  two(
    'Gemm',
    (a, b) => gemm(a, b, { transA: true, transB: true }),
    { shape: [2, 'N'] },
    { shape: [4, 2] },
  ),
  {
    operator: 'Gemm',
    title: 'with a bias',
    inputs: { a: { shape: ['N', 2] }, b: { shape: [2, 4] }, bias: { shape: [4] } },
    build: ({ a, b, bias }) => gemm(a, b, { bias }),
  },
  one('Unsqueeze', x => unsqueeze(x, [0, 2]), { shape: ['N', 2] }),
  one('Unsqueeze', x => unsqueeze(x, [0]), { shape: [] }),
  one('Transpose', transpose, { shape: ['N', 2] }),
  ...([[0], [1], [0, 1], [2], [0, 2]] as const).flatMap(axes =>
    [true, false].flatMap(keep => [
      one('ReduceSum', x => reduceSum(x, axes, keep), { shape: ['N', 2, 2] }),
      one('ReduceMean', x => reduceMean(x, axes, keep), { shape: ['N', 2, 2] }),
    ]),
  ),
  two('Concat', (a, b) => concat([a, b], 1), { shape: ['N', 2] }, { shape: ['N', 3] }),
  two('Concat', (a, b) => concat([a, b, a], 0), { shape: [2, 2] }, { shape: [1, 2] }),
  one('Slice', x => slice(x, 1, 1, 3), { shape: ['N', 4] }),
  one('Slice', x => slice(x, 0, 2, 3), { shape: [3, 2] }),
  {
    operator: 'Gather',
    title: 'of rows',
    inputs: {
      x: { shape: ['N', 2], learned: false },
      indices: { shape: ['B'], data: [2], type: 'int64', learned: false },
      w: { shape: [2] },
    },
    build: ({ x, indices, w }) => mul(gather(x, indices), w),
  },
  {
    operator: 'Gather',
    title: 'of one element',
    inputs: {
      x: { shape: ['N'], learned: false },
      index: { shape: [], data: [1], type: 'int64', learned: false },
      w: { shape: [2] },
    },
    build: ({ x, index, w }) => mul(gather(x, index), w),
  },
  {
    operator: 'BatchNormalization (training)',
    title: 'of a batch',
    inputs: { x: { shape: ['N', 3] }, scale: perColumn, shift: perColumn },
    build: ({ x, scale, shift }) => batchNormTraining(x, scale, shift).output,
  },
  {
    operator: 'BatchNormalization',
    title: 'by running statistics',
    inputs: {
      x: { shape: ['N', 3] },
      scale: perColumn,
      shift: perColumn,
      mean: { ...perColumn, ...target },
      variance: { ...perColumn, ...target, range: positive },
    },
    build: ({ x, scale, shift, mean, variance }) => batchNorm(x, scale, shift, mean, variance),
  },
  one('L2Normalize', l2Normalize, { shape: ['N', 3] }),
  {
    operator: 'Dropout',
    title: 'with a given mask',
    inputs: {
      x: { shape: ['N', 2] },
      kept: { shape: ['N', 2], data: [1, 0, 1, 1, 0, 1], type: 'uint8', learned: false },
    },
    build: ({ x, kept }) => dropout(x, kept, 0.2),
  },
  ...(['mean', 'weighted-mean'] as const).map(reduction => ({
    operator: 'SoftmaxCrossEntropy',
    title: `by ${reduction}`,
    inputs: {
      logits: { shape: ['N', 3] },
      targets: { shape: ['N', 3], data: [1, 0, 0, 0, 0, 1, 0.2, 0.5, 0.3], ...target },
      weights: { shape: [3], range: positive, ...target },
    },
    build: ({ logits, targets, weights }: Readonly<Record<string, Value>>) =>
      softmaxCrossEntropy(logits, targets, weights, reduction),
  })),
  {
    operator: 'SigmoidCrossEntropy',
    title: 'of two labels',
    inputs: {
      logits: { shape: ['N', 2], range: [-5, 5] },
      targets: { shape: ['N', 2], data: [1, 0, 0, 1, 1, 1], ...target },
      weights: { shape: [2], range: positive, ...target },
    },
    build: ({ logits, targets, weights }) => sigmoidCrossEntropy(logits, targets, weights),
  },
];

describe('the operator table', () => {
  test('has a case for every operator', () => {
    const covered = new Set(cases.map(({ operator }) => operator));
    expect(operators.map(({ name }) => name).filter(name => !covered.has(name))).toEqual([]);
  });
  test('names each operator once', () => {
    expect(new Set(operators.map(({ name }) => name)).size).toBe(operators.length);
  });
});

// ONNX Runtime 1.30 has a CPU kernel in double precision for every operator of the table, so all
// are differenced in double; a cast to float32 on the way leaves only single precision.
const doubles = { step: 1e-5, tolerance: 1e-7 };
const singles = { step: 1e-2, tolerance: 1e-3 };

describe.each(cases)('$operator $title', check => {
  test('has the shape that its rule says and the gradient of finite differences', async () => {
    const { model, rule, learned, feeds } = caseModel(check);
    const session = await openLocalSession(model, { threads: 1 });
    const outputs = await session.run(feeds);
    expect(outputs.y.shape).toEqual(rule.map(sizeOf));

    const { step, tolerance } = check.operator === 'Cast' ? singles : doubles;
    for (const name of learned) {
      const expected = await differences(session, feeds, name, step);
      const found = numbers(outputs[`d.${name}`]);
      expect(found.length).toBe(expected.length);
      found.forEach((gradient, i) => {
        expect(Math.abs(gradient - expected[i])).toBeLessThan(
          tolerance * Math.max(1, Math.abs(expected[i])),
        );
      });
    }
    await session.close();
  });
});

/** The case's value, a loss that weighs its elements differently, and the loss's gradients. */
function caseModel(check: Case) {
  const float = 'float64';
  const graph = new Graph({ float });
  const random = new Random(1, `${check.operator} ${check.title}`);
  const values: Record<string, Value> = {};
  const feeds: Record<string, RuntimeTensor> = {};
  for (const [name, input] of Object.entries(check.inputs)) {
    const type = input.type ?? float;
    values[name] = graph.input(name, type, input.shape);
    feeds[name] = tensor(type, input.shape.map(sizeOf), numbersOf(input, random));
  }
  const y = check.build(values);
  expect(graph.tape.some(call => call.operator.name === check.operator)).toBe(true);
  const weights = graph.input('loss.weights', y.type, y.shape);
  feeds['loss.weights'] = tensor(
    y.type,
    y.shape.map(sizeOf),
    numbersOf({ shape: y.shape, range: positive }, random),
  );
  const weighted = mul(y, weights);
  const loss =
    y.shape.length === 0
      ? weighted
      : reduceSum(
          weighted,
          y.shape.map((_, i) => i),
        );
  const learned = Object.keys(check.inputs).filter(name => check.inputs[name].learned !== false);
  graph.output('y', y);
  graph.output('loss', loss);
  gradients(
    loss,
    learned.map(name => values[name]),
  ).forEach((gradient, i) => {
    expect(gradient.shape).toEqual(check.inputs[learned[i]].shape);
    graph.output(`d.${learned[i]}`, gradient);
  });
  return { model: encodeModel(graph), rule: y.shape, learned, feeds };
}

async function differences(
  session: Awaited<ReturnType<typeof openLocalSession>>,
  feeds: Readonly<Record<string, RuntimeTensor>>,
  name: string,
  step: number,
): Promise<number[]> {
  const { type, shape } = feeds[name];
  const at = numbers(feeds[name]);
  const lossWith = async (i: number, offset: number) => {
    const moved = at.with(i, at[i] + offset);
    const fed = { ...feeds, [name]: tensor(type, shape, moved) };
    return numbers((await session.run(fed, { outputs: ['loss'] })).loss)[0];
  };
  const slopes: number[] = [];
  for (let i = 0; i < at.length; i++) {
    slopes.push(((await lossWith(i, step)) - (await lossWith(i, -step))) / (2 * step));
  }
  return slopes;
}

function sizeOf(dimension: number | string): number {
  return typeof dimension === 'number' ? dimension : sizes[dimension];
}

function numbersOf({ shape, range = [-2, 2], data }: Input, random: Random): readonly number[] {
  const count = shape.map(sizeOf).reduce((a, b) => a * b, 1);
  const [low, high] = range;
  return data ?? Array.from({ length: count }, () => low + (high - low) * random.uniform());
}

function tensor(
  type: RuntimeTensor['type'],
  shape: readonly number[],
  data: readonly number[],
): RuntimeTensor {
  if (type === 'float64') return { type, shape, data: Float64Array.from(data) };
  if (type === 'float32') return { type, shape, data: Float32Array.from(data) };
  if (type === 'int64') return { type, shape, data: BigInt64Array.from(data, BigInt) };
  return { type: 'uint8', shape, data: Uint8Array.from(data) };
}

function numbers({ data }: RuntimeTensor): number[] {
  return Array.from(data, Number);
}
