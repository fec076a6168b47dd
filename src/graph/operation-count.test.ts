import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { conv, Graph, importModel, matmul, operationsOf, readModel } from './index.ts';

describe('operations', () => {
  test('of a product are two for each multiply-add, of one row where the rows are only named', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', ['N', 1024]);
    matmul(x, graph.input('w', 'float32', [1024, 2]));
    expect(operationsOf(graph).operations).toBe(4096);
    expect(operationsOf(graph, { N: 10 }).operations).toBe(40_960);
  });

  test('of a convolution follow its groups', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', [1, 8, 10, 10]);
    conv(x, graph.input('w', 'float32', [8, 1, 3, 3]), { groups: 8, pads: [1, 1, 1, 1] });
    expect(operationsOf(graph).operations).toBe(2 * 8 * 100 * 9);
  });

  test('of a transformer that PyTorch wrote are those of its layers', () => {
    const file = new URL('./foreign/golden/vision-transformer.onnx', import.meta.url);
    const model = readModel(readFileSync(file), { name: 'vision-transformer.onnx' });
    const graph = new Graph();
    const image = graph.input('image', 'float32', [1, 3, 8, 8]);
    importModel(model, graph, { image });
    const { operations, uncounted } = operationsOf(graph);
    expect(uncounted).toEqual([]);
    const patches = 4 * (3 * 4 * 4) * 16;
    // Five tokens of sixteen numbers: queries, keys and values, scores and sums, out, both of the MLP.
    const block = 5 * 16 * 48 + 2 * 5 * 5 * 16 + 5 * 16 * 16 + 2 * 5 * 16 * 32;
    expect(operations).toBe(2 * (patches + 2 * block));
  });
});
