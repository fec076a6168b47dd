import { describe, expect, test } from 'vitest';
import { isMingaError } from '../../errors/index.ts';
import { Graph } from '../graph.ts';
import {
  add,
  batchNormTraining,
  concat,
  dropout,
  gemm,
  greater,
  l2Normalize,
  matmul,
  mul,
  reduceMean,
  reduceSum,
  sigmoidCrossEntropy,
  slice,
  softmaxCrossEntropy,
  sub,
  transpose,
  unsqueeze,
} from './index.ts';

describe('operators refuse what does not fit, with the shapes in the message', () => {
  const graph = new Graph();
  const x = graph.input('x', 'float32', ['N', 4]);
  const y = graph.input('y', 'float32', ['M', 4]);
  const row = graph.input('row', 'float32', [3]);
  const wide = graph.input('wide', 'float32', ['N', 5]);
  const whole = graph.input('whole', 'int64', ['N', 4]);
  const mask = graph.input('mask', 'uint8', ['N', 4]);
  const cube = graph.input('cube', 'float32', [2, 3, 4]);

  const refusals: readonly (readonly [string, () => unknown, RegExp])[] = [
    ['sizes that differ', () => add(x, row), /Add of \[N, 4\] and \[3\]/],
    ['names that differ', () => mul(x, y), /Mul of \[N, 4\] and \[M, 4\]/],
    ['types that differ', () => sub(x, whole), /Sub of float32 \[N, 4\] and int64 \[N, 4\]/],
    ['a comparison of them', () => greater(x, row), /Greater of \[N, 4\] and \[3\]/],
    ['inner sizes', () => matmul(x, wide), /Gemm of \[N, 4\] and \[N, 5\]/],
    ['a product of no matrix', () => matmul(cube, x), /Gemm of \[2, 3, 4\] and \[N, 4\]/],
    [
      'a bias of another size',
      () => gemm(x, wide, { transA: true, bias: row }),
      /Gemm with bias of \[N, 4\] and \[N, 5\] and \[3\]/,
    ],
    ['a transpose of no matrix', () => transpose(cube), /Transpose of \[2, 3, 4\]/],
    ['no axes', () => reduceSum(x, []), /ReduceSum of \[N, 4\].*not \[\]/],
    ['an axis twice', () => reduceMean(x, [1, 1]), /ReduceMean of \[N, 4\].*not \[1,1\]/],
    ['an axis too many', () => reduceSum(x, [2]), /ReduceSum of \[N, 4\].*not \[2\]/],
    ['a new axis too many', () => unsqueeze(x, [3]), /Unsqueeze of \[N, 4\].*not \[3\]/],
    ['a new axis twice', () => unsqueeze(x, [1, 1]), /Unsqueeze of \[N, 4\].*not \[1,1\]/],
    ['rows to join', () => concat([x, y], 1), /Concat of \[N, 4\] and \[M, 4\]/],
    ['an unknown size to join', () => concat([x, y], 0), /Concat of \[N, 4\] and \[M, 4\]/],
    ['a slice past the end', () => slice(x, 1, 2, 5), /Slice of \[N, 4\].*2 to 5/],
    ['a slice of an unknown size', () => slice(x, 0, 0, 1), /Slice of \[N, 4\]/],
    ['a slice of an absent axis', () => slice(x, 2, 0, 1), /Slice of \[N, 4\]/],
    ['a mask of another shape', () => dropout(wide, mask, 0.1), /Dropout of \[N, 5\] and \[N, 4\]/],
    ['norms of no matrix', () => l2Normalize(cube), /L2Normalize of \[2, 3, 4\]/],
    [
      'features of another size',
      () => batchNormTraining(x, row, row),
      /BatchNormalization of \[N, 4\] and \[3\] and \[3\]/,
    ],
    [
      'targets that only broadcast',
      () => softmaxCrossEntropy(x, graph.constant([1, 0, 0, 0], [1, 4]), row),
      /SoftmaxCrossEntropy of \[N, 4\] and \[1, 4\] and \[3\]/,
    ],
    [
      'weights of another size',
      () => sigmoidCrossEntropy(x, x, row),
      /SigmoidCrossEntropy of \[N, 4\] and \[N, 4\] and \[3\]/,
    ],
    ['numbers alone', () => add(1, 2), /Add of numbers alone/],
  ];
  test.each(refusals)('%s', (_, build, message) => {
    expect(build).toThrow(message);
    expect(codeOf(build)).toBe('E_GRAPH');
  });
  test.each([-0.1, 1, Number.NaN])('a dropout rate of %s', rate => {
    expect(codeOf(() => dropout(x, mask, rate))).toBe('E_OPTION');
  });
});

function codeOf(action: () => unknown): string | null {
  try {
    action();
    return null;
  } catch (error) {
    return isMingaError(error) ? error.code : 'not a MingaError';
  }
}
