import { describe, expect, it } from 'vitest';
import type { ForeignModel } from '../../graph/index.ts';
import { classifierFeatures } from './classifier-features.ts';

type ForeignNode = ForeignModel['nodes'][number];

function node(
  operator: string,
  inputs: string,
  outputs: string,
  more: Partial<ForeignNode> = {},
): ForeignNode {
  const names = (text: string) => (text === '' ? [] : text.split(' '));
  const common = { name: outputs, domain: '', attributes: new Map() };
  return { ...common, operator, inputs: names(inputs), outputs: names(outputs), ...more };
}

/** Weights are W, V and b. */
function model(nodes: readonly ForeignNode[], rank = 2): ForeignModel {
  const weights = ['W', 'V', 'b'].map(name => {
    const data = new Float32Array(1);
    const readers: string[] = [];
    return [name, { name, type: 'float32', shape: [1], data, readers, learnable: true }] as const;
  });
  return {
    name: 'the model',
    irVersion: 8,
    opset: 17,
    producer: '',
    inputs: [{ name: 'x', type: 'float32', shape: ['N', 3, 8, 8] }],
    outputs: [{ name: 'y', type: 'float32', shape: Array.from({ length: rank }, () => 'N') }],
    weights: new Map(weights),
    nodes,
    valueTypes: new Map(),
  };
}

const pooled = node('GlobalAveragePool', 'x', 'p');
const flat = node('Flatten', 'p', 'f');
const microsoft = { domain: 'com.microsoft' };
const dynamic = [
  pooled,
  flat,
  node('DynamicQuantizeLinear', 'f', 'q s z'),
  node('MatMulInteger', 'q W z', 'i'),
  node('Cast', 'i', 'c'),
  node('Mul', 's V', 'scales'),
];

const graphWithin = { attributes: new Map([['then_branch', { kind: 'other' }]] as const) };

function turned(): ForeignNode {
  const transA = new Map([['transA', { kind: 'number', number: 1 }]] as const);
  return node('Gemm', 'f W b', 'y', { attributes: transA });
}

describe('the features in front of a classifier', () => {
  it.each<[string, readonly ForeignNode[], string]>([
    ['Gemm', [pooled, flat, node('Gemm', 'f W b', 'y')], 'f'],
    ['MatMul', [pooled, flat, node('MatMul', 'f W', 'y')], 'f'],
    ['MatMul, Add', [pooled, flat, node('MatMul', 'f W', 'm'), node('Add', 'b m', 'y')], 'f'],
    [
      'a weight that is worked out',
      [pooled, flat, node('Transpose', 'W', 't'), node('MatMul', 'f t', 'y')],
      'f',
    ],
    [
      'four bits',
      [pooled, flat, node('MatMulNBits', 'f W V', 'm', microsoft), node('Add', 'm b', 'y')],
      'f',
    ],
    [
      'float16',
      [
        pooled,
        flat,
        node('Gemm', 'f W b', 'm'),
        node('Cast', 'm', 'c'),
        node('Identity', 'c', 'y'),
      ],
      'f',
    ],
    ['dynamic scales', [...dynamic, node('Mul', 'c scales', 'm'), node('Add', 'm b', 'y')], 'f'],
    [
      'whole numbers between',
      [
        pooled,
        node('QuantizeLinear', 'p W b', 'q'),
        node('Flatten', 'q', 'g'),
        node('QLinearMatMul', 'g W b V W b W b', 'm'),
        node('DequantizeLinear', 'm W b', 'y'),
      ],
      'p',
    ],
    [
      'QGemm',
      [pooled, node('QuantizeLinear', 'p W b', 'q'), node('QGemm', 'q W b V W b', 'y', microsoft)],
      'p',
    ],
    [
      'an activation that a fixed range may stand for',
      [
        node('Conv', 'x W', 'c'),
        node('QuantizeLinear', 'c W b', 'q'),
        node('DequantizeLinear', 'q W b', 'd'),
        node('Gemm', 'd W b', 'y'),
      ],
      'd',
    ],
  ])('are found: %s', (_name, nodes, expected) => {
    expect(classifierFeatures(model(nodes))).toBe(expected);
  });

  const linear = node('Gemm', 'f W b', 'm');
  it.each<[string, readonly ForeignNode[]]>([
    ['two heads', [pooled, flat, linear, node('Gemm', 'f V b', 'n'), node('Add', 'm n', 'y')]],
    ['another function behind', [pooled, flat, linear, node('Softmax', 'm', 'y')]],
    ['a convolution', [node('Conv', 'x W', 'y')]],
    ['weights that depend on the picture', [pooled, flat, node('MatMul', 'f p', 'y')]],
    ['a turned activation', [pooled, flat, turned()]],
    ['a scale that depends on the picture', [pooled, flat, linear, node('Mul', 'm f', 'y')]],
    [
      'a weight that a graph within makes',
      [pooled, flat, node('If', 'b', 't', graphWithin), node('MatMul', 'f t', 'y')],
    ],
    [
      'whole numbers that an activation may be missing from',
      [
        node('Conv', 'x W', 'c'),
        node('QuantizeLinear', 'c W b', 'q'),
        node('QGemm', 'q W b V W b', 'y', microsoft),
      ],
    ],
    ['nothing that makes the scores', [pooled]],
    ['an operator of that name from elsewhere', [node('Gemm', 'x W b', 'y', { domain: 'their' })]],
    ['a circle', [node('Identity', 'a', 'y'), node('Identity', 'y', 'a')]],
    ['a circle in front', [node('Flatten', 'f', 'f'), node('Gemm', 'f W b', 'y')]],
  ])('are not guessed: %s', (_name, nodes) => {
    expect(classifierFeatures(model(nodes))).toBeNull();
  });

  it('are not looked for in front of other outputs than [batch, classes], or of several', () => {
    const nodes = [pooled, flat, node('MatMul', 'f W', 'y')];
    expect(classifierFeatures(model(nodes, 3))).toBeNull();
    const one = model(nodes);
    const [output] = one.outputs;
    expect(classifierFeatures({ ...one, outputs: [{ ...output, shape: null }] })).toBeNull();
    expect(classifierFeatures({ ...one, outputs: [output, output] })).toBeNull();
  });
});
