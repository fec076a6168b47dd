import { describe, expect, test } from 'vitest';
import { Graph } from './graph.ts';
import { type Network, networkShape, parameterCount, predict } from './network.ts';
import { reduceSum } from './operators/index.ts';

const block: Network = {
  inputs: { x: 4 },
  forward: (layers, { x }) => {
    const activated = layers.relu(layers.linear('first', x, 3));
    const normalised = layers.batchNorm('norm', layers.dropout('thin', activated, 0.5));
    return layers.linear('output', normalised, 2);
  },
};

describe('a network’s shape', () => {
  test('lists what it keeps, what it drops and how many logits it has', () => {
    const { declarations, thinnings, units } = networkShape(block);
    expect(declarations.map(({ name, shape, role }) => [name, shape, role])).toEqual([
      ['first.weight', [3, 4], 'parameter'],
      ['first.bias', [3], 'parameter'],
      ['norm.weight', [3], 'parameter'],
      ['norm.bias', [3], 'parameter'],
      ['norm.runningMean', [3], 'statistic'],
      ['norm.runningVariance', [3], 'statistic'],
      ['output.weight', [2, 3], 'parameter'],
      ['output.bias', [2], 'parameter'],
    ]);
    expect(thinnings).toEqual([{ name: 'thin', features: 3, rate: 0.5 }]);
    expect(units).toBe(2);
  });

  test('counts parameters, not statistics', () => {
    expect(parameterCount(networkShape(block))).toBe(4 * 3 + 3 + 3 + 3 + 3 * 2 + 2);
  });

  test('is refused where two layers have one name', () => {
    const twice: Network = {
      inputs: { x: 4 },
      forward: (layers, { x }) => layers.linear('same', layers.linear('same', x, 3), 2),
    };
    expect(() => networkShape(twice)).toThrow(/two layers that declare same.weight.*E_GRAPH/);
  });

  test('is refused where its result is no matrix', () => {
    const vector: Network = { inputs: { x: 4 }, forward: (_, { x }) => reduceSum(x, [0]) };
    expect(() => networkShape(vector)).toThrow(/logits are not a matrix.*E_GRAPH/);
  });
});

describe('prediction', () => {
  test('asks for no mask and refuses a variable that is missing', () => {
    const graph = new Graph();
    const inputs = { x: graph.input('x', 'float32', ['N', 4]) };
    const variables = new Map(
      networkShape(block).declarations.map(({ name, shape }) => [
        name,
        graph.input(name, 'float32', shape),
      ]),
    );
    expect(predict(block, inputs, variables).shape).toEqual(['N', 2]);
    variables.delete('output.bias');
    expect(() => predict(block, inputs, variables)).toThrow(/no variable named output.bias/);
  });
});
