import { describe, expect, test } from 'vitest';
import { isMingaError } from '../../errors/index.ts';
import { gradients } from '../gradients.ts';
import { Graph } from '../graph.ts';
import {
  add,
  and,
  argMax,
  averagePool,
  batchNorm,
  batchNormTraining,
  clip,
  concat,
  conv,
  convTranspose,
  cosineSimilarity,
  cumSum,
  dropout,
  expand,
  flatten,
  gather,
  gemm,
  globalAveragePool,
  greater,
  groupNormalization,
  l2Normalize,
  layerNormalization,
  logSoftmax,
  matmul,
  maximum,
  maxPool,
  meanSquaredError,
  mul,
  not,
  pad,
  pow,
  reduceMax,
  reduceMean,
  reduceSum,
  reshape,
  rmsNormalization,
  scatterAdd,
  sigmoidCrossEntropy,
  slice,
  softmax,
  softmaxCrossEntropy,
  split,
  squeeze,
  sub,
  tile,
  transpose,
  unsqueeze,
  where,
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
  const four = graph.input('four', 'float32', [4]);
  const image = graph.input('image', 'float32', ['N', 4, 4, 5]);
  const small = graph.input('small', 'float32', ['N', 4, 1, 5]);
  const kernel = graph.input('kernel', 'float32', [2, 4, 2, 2]);
  const named = graph.input('named', 'float32', [2, 4, 2, 'K']);
  const truth = greater(x, 0);

  const refusals: readonly (readonly [string, () => unknown, RegExp])[] = [
    ['sizes that differ', () => add(x, row), /Add of \[N, 4\] and \[3\]/],
    ['names that differ', () => mul(x, y), /Mul of \[N, 4\] and \[M, 4\]/],
    ['types that differ', () => sub(x, whole), /Sub of float32 \[N, 4\] and int64 \[N, 4\]/],
    ['a comparison of them', () => greater(x, row), /Greater of \[N, 4\] and \[3\]/],
    ['inner sizes', () => matmul(x, wide), /Gemm of \[N, 4\] and \[N, 5\]/],
    ['a product of no matrix', () => gemm(cube, x), /Gemm of \[2, 3, 4\] and \[N, 4\]/],
    [
      'a bias of another size',
      () => gemm(x, wide, { transA: true, bias: row }),
      /Gemm with bias of \[N, 4\] and \[N, 5\] and \[3\]/,
    ],
    [
      'a bias of too many axes',
      () => gemm(x, x, { transB: true, bias: cube }),
      /Gemm with bias of .*\[2, 3, 4\]/,
    ],
    ['inner sizes of batches', () => matmul(cube, x), /MatMul of \[2, 3, 4\] and \[N, 4\]/],
    ['batches that differ', () => matmul(cube, image), /MatMul of \[2\] and \[N, 4\]/],
    ['a product with a vector', () => matmul(cube, row), /MatMul of \[2, 3, 4\] and \[3\]/],
    ['an order too short', () => transpose(cube, [1, 0]), /Transpose of \[2, 3, 4\].*not \[1,0\]/],
    ['an order of one axis twice', () => transpose(cube, [0, 1, 1]), /Transpose of .*\[0,1,1\]/],
    ['powers that differ', () => pow(x, row), /Pow of \[N, 4\] and \[3\]/],
    ['maxima of shapes that differ', () => maximum(x, row), /Max of \[N, 4\] and \[3\]/],
    ['a choice on numbers', () => where(x, x, x), /Where on float32/],
    ['a choice of shapes that differ', () => where(truth, x, row), /Where of \[N, 4\] and \[3\]/],
    ['truth of numbers', () => and(truth, x), /And of float32/],
    ['untruth of numbers', () => not(x), /Not of float32/],
    ['the greatest past the last axis', () => reduceMax(x, [-3]), /ReduceMax of .*not \[-3\]/],
    ['the place of a scalar', () => argMax(reduceSum(x, [0, 1])), /ArgMax of \[\]/],
    ['a running sum past the axes', () => cumSum(x, 2), /CumSum of \[N, 4\].*not \[2\]/],
    ['softmax past the axes', () => softmax(x, 2), /Softmax of \[N, 4\].*not \[2\]/],
    ['log softmax past the axes', () => logSoftmax(x, -3), /LogSoftmax of .*not \[-3\]/],
    ['other numbers of elements', () => reshape(cube, [5, 5]), /Reshape of \[2, 3, 4\].*\[5, 5\]/],
    ['a rest that is no whole', () => reshape(cube, [5, -1]), /Reshape of \[2, 3, 4\].*\[5, -1\]/],
    ['two sizes to work out', () => reshape(x, [-1, -1]), /Reshape of \[N, 4\].*\[-1, -1\]/],
    ['a name of another tensor', () => reshape(x, ['M', 4]), /Reshape of \[N, 4\].*named M/],
    ['a matrix past the axes', () => flatten(x, 3), /Flatten of \[N, 4\]/],
    ['an axis that is not one', () => squeeze(cube, [0]), /Squeeze of \[2, 3, 4\]/],
    ['copies of another size', () => expand(row, [2, 4]), /Expand of \[3\] and \[2, 4\]/],
    ['copies to a name from nowhere', () => expand(row, ['N', 3]), /Expand of \[3\].*named N/],
    ['copies to fewer axes', () => expand(cube, [3, 4]), /Expand of \[2, 3, 4\]/],
    ['repeats of another rank', () => tile(cube, [2]), /Tile of \[2, 3, 4\].*not \[2\]/],
    ['parts that do not add up', () => split(cube, 1, [1, 1]), /Split of \[2, 3, 4\].*not \[1,1\]/],
    ['parts of a name', () => split(x, 0, [1, 1]), /Split of \[N, 4\]/],
    ['pads of another rank', () => pad(x, [1, 1]), /Pad of \[N, 4\].*not \[1,1\]/],
    ['more cut off than there is', () => pad(x, [0, -3, 0, -2]), /Pad of \[N, 4\]/],
    ['nothing to join', () => concat([], 0), /Concat of/],
    ['types that differ to join', () => concat([x, whole], 1), /Concat of/],
    ['indices of floats', () => gather(x, row), /Gather with indices of float32/],
    ['an axis past the table', () => gather(x, whole, 2), /Gather of \[N, 4\]/],
    [
      'indices of floats to add at',
      () => scatterAdd(x, row, x),
      /ScatterElements with indices of float32/,
    ],
    ['weights of another row', () => layerNormalization(x, row), /LayerNormalization of/],
    [
      'a row past the axes',
      () => layerNormalization(x, row, null, { axis: 2 }),
      /LayerNormalization/,
    ],
    ['a scale of another row', () => rmsNormalization(x, row), /RMSNormalization of/],
    ['groups that do not divide', () => groupNormalization(image, 3, four, four), /3 groups/],
    [
      'weights of other channels',
      () => groupNormalization(image, 2, row, row),
      /GroupNormalization/,
    ],
    [
      'statistics of other features',
      () => batchNorm(x, row, row, row, row),
      /BatchNormalization of/,
    ],
    ['a kernel of other channels', () => conv(image, slice(kernel, 1, 0, 3)), /Conv of .*c \/ 1/],
    ['a kernel of a named size', () => conv(image, named), /Conv of .*a known size on axis 3/],
    ['a kernel of another rank', () => conv(x, kernel), /Conv of \[N, 4\]/],
    [
      'groups of other channels',
      () => conv(image, kernel, { groups: 3 }),
      /Conv of .*4 \/ 3|c \/ 3/,
    ],
    ['no room for a kernel', () => conv(small, kernel), /Conv of \[N, 4, 1, 5\].*2 × 2/],
    [
      'a bias of other channels',
      () => conv(image, kernel, { bias: four }),
      /Conv with bias of .*\[4\]/,
    ],
    ['a spreading kernel of others', () => convTranspose(image, kernel), /ConvTranspose of/],
    ['a pool of no image', () => maxPool(x, [2]), /MaxPool of \[N, 4\]/],
    ['no room for a pool', () => averagePool(small, [2, 2]), /AveragePool of .*2 × 2/],
    ['the mean of no channel', () => globalAveragePool(x), /GlobalAveragePool of \[N, 4\]/],
    ['errors that only broadcast', () => meanSquaredError(x, four), /MeanSquaredError of/],
    ['angles between shapes that differ', () => cosineSimilarity(x, wide), /Mul of/],
    ['no axes', () => reduceSum(x, []), /ReduceSum of \[N, 4\].*not \[\]/],
    ['an axis twice', () => reduceMean(x, [1, 1]), /ReduceMean of \[N, 4\].*not \[1,1\]/],
    ['an axis too many', () => reduceSum(x, [2]), /ReduceSum of \[N, 4\].*not \[2\]/],
    ['a new axis too many', () => unsqueeze(x, [3]), /Unsqueeze of \[N, 4\].*not \[3\]/],
    ['a new axis twice', () => unsqueeze(x, [1, 1]), /Unsqueeze of \[N, 4\].*not \[1,1\]/],
    ['rows to join', () => concat([x, y], 1), /Concat of \[N, 4\] and \[M, 4\]/],
    ['an unknown size to join', () => concat([x, y], 0), /Concat of \[N, 4\] and \[M, 4\]/],
    ['a slice past the end', () => slice(x, 1, 2, 5), /Slice of \[N, 4\].*2 to 5/],
    ['a slice from both ends', () => slice(x, 0, -1, 2), /Slice of \[N, 4\].*-1 to 2/],
    ['steps through a named size', () => slice(x, 0, 0, 4, 2), /Slice of \[N, 4\]/],
    ['a step of none', () => slice(x, 1, 0, 4, 0), /Slice of \[N, 4\].*not 0/],
    ['a slice of an absent axis', () => slice(x, 2, 0, 1), /Slice of \[N, 4\]/],
    ['a mask of another shape', () => dropout(wide, mask, 0.1), /Dropout of \[N, 5\] and \[N, 4\]/],
    ['the norm of a scalar', () => l2Normalize(reduceSum(x, [0, 1])), /L2Normalize of \[\]/],
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

  const options: readonly (readonly [string, () => unknown])[] = [
    ['a lower end above the upper', () => clip(x, { min: 1, max: 0 })],
    ['an end that is no number', () => clip(x, { min: Number.NaN })],
    ['an epsilon of 0', () => layerNormalization(x, four, null, { epsilon: 0 })],
    ['an epsilon below 0', () => batchNormTraining(x, four, four, { epsilon: -1 })],
    ['a stride of 0', () => conv(image, kernel, { strides: [0, 1] })],
    ['a pad below 0', () => maxPool(image, [2, 2], { pads: [0, 0, -1, 0] })],
    ['strides of another rank', () => averagePool(image, [2, 2], { strides: [1] })],
  ];
  test.each(options)('%s', (_, build) => {
    expect(codeOf(build)).toBe('E_OPTION');
  });

  test('a gradient of a convolution whose sizes are only named', () => {
    const free = graph.input('free', 'float32', ['N', 4, 'H', 'W']);
    const y = conv(free, kernel);
    expect(y.shape).toEqual(['N', 2, 'H - 1', 'W - 1']);
    expect(() => gradients(reduceSum(y, [0, 1, 2, 3]), [kernel])).toThrow(
      /gradient of Conv.*E_GRAPH/,
    );
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
