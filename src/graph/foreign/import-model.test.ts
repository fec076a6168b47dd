import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMingaError } from '../../errors/index.ts';
import { openLocalSession } from '../../runtime/index.ts';
import { gradients } from '../gradients.ts';
import { Graph } from '../graph.ts';
import { encodeModel } from '../model.ts';
import { reduceSum } from '../operators/index.ts';
import { ProtobufWriter } from '../protobuf.ts';
import type { Value } from '../value.ts';
import { floats, type TestModel, type TestNode, testModel } from './fixture/test-model.ts';
import { importModel } from './import-model.ts';
import { readModel } from './read-model.ts';

function golden(name: string) {
  return readModel(readFileSync(new URL(`./golden/${name}.onnx`, import.meta.url)), { name });
}

function written(model: TestModel) {
  return readModel(testModel({ inputs: { x: ['batch', 2] }, outputs: ['y'], ...model }));
}

function importOf(model: TestModel, graph = new Graph()) {
  return importModel(written(model), graph, { x: graph.input('x', 'float32', ['N', 2]) });
}

function node(operator: string, inputs: string[], outputs: string[], more: Partial<TestNode> = {}) {
  return { operator, inputs, outputs, ...more };
}

describe('an import', () => {
  test('gives any value in between, and asks only for what that depends on', () => {
    const graph = new Graph();
    const image = graph.input('image', 'float32', ['N', 3, 14, 14]);
    const asked: string[] = [];
    const name = '/Relu_output_0';
    const values = importModel(
      golden('convolutional'),
      graph,
      { image },
      {
        outputs: [name],
        parameter: weight => {
          asked.push(weight.name);
          return null;
        },
      },
    );
    expect(values[name].shape).toEqual(['N', 8, 7, 7]);
    expect(asked).toEqual(['stem.weight', 'bn1.weight', 'bn1.bias']);
  });

  test('keeps a weight once in a file that has the model twice', () => {
    const graph = new Graph();
    const body = new Graph({ parent: graph });
    const read = (where: Graph, name: string) => {
      const image = where.input(name, 'float32', ['N', 3, 14, 14]);
      importModel(golden('convolutional'), where, { image });
      return graph.constants.length;
    };
    const once = read(graph, 'image');
    expect(once).toBeGreaterThan(15);
    expect(read(body, 'body.image')).toBe(once);
  });

  test('leaves no trace of the arithmetic on shapes', () => {
    const graph = new Graph();
    const image = graph.input('image', 'float32', ['N', 3, 8, 8]);
    importModel(golden('vision-transformer'), graph, { image });
    const types = new Set(graph.nodes.map(({ type }) => type));
    for (const type of ['Equal', 'Where', 'ConstantOfShape', 'Cast', 'Pow']) {
      expect(types).not.toContain(type);
    }
  });

  test('takes a size of its own where the file leaves one open', () => {
    const graph = new Graph();
    const image = graph.input('image', 'float32', [4, 3, 8, 8]);
    const { features } = importModel(golden('vision-transformer'), graph, { image });
    expect(features.shape).toEqual([4, 16]);
  });

  test('computes in double precision in a graph that does', async () => {
    const graph = new Graph({ float: 'float64' });
    const x = graph.input('x', 'float64', ['N', 2]);
    const model = written({
      tensors: [floats('w', [2], [0.5, 2])],
      nodes: [node('Mul', ['x', 'w'], ['y'])],
    });
    graph.output('y', importModel(model, graph, { x }).y);
    const session = await openLocalSession(encodeModel(graph), { threads: 1 });
    const { y } = await session.run({
      x: { type: 'float64', shape: [1, 2], data: Float64Array.of(0.1, 0.2) },
    });
    expect([...y.data]).toEqual([0.05, 0.4]);
    await session.close();
  });
});

describe('an import is refused', () => {
  test('with a list of all operators that are not supported', () => {
    const nodes = [
      node('FancyOp', ['x'], ['a']),
      node('Relu', ['a'], ['b']),
      node('FusedMatMul', ['b', 'b'], ['y'], { domain: 'com.microsoft' }),
    ];
    expect(() => importOf({ nodes })).toThrow(
      /unsupported operators: node "the FancyOp" \(FancyOp\), node "the FusedMatMul" \(FusedMatMul\) of com\.microsoft.*E_ONNX/,
    );
  });

  test('but not for operators that nothing asks for', () => {
    const nodes = [node('FancyOp', ['x'], ['a']), node('Relu', ['x'], ['y'])];
    expect(importOf({ nodes }).y.shape).toEqual(['N', 2]);
  });

  test.each<[string, Record<string, ['float32' | 'int64', (number | string)[]]>, RegExp]>([
    ['without an input', {}, /no value for its input "image", expected float32 \[batch, 3, 8, 8\]/],
    [
      'with an input of another type',
      { image: ['int64', ['N', 3, 8, 8]] },
      /"image" of int64, expected float32/,
    ],
    ['with an input of another rank', { image: ['float32', ['N', 3, 8]] }, /of \[N, 3, 8\]/],
    [
      'with an input of another size',
      { image: ['float32', ['N', 3, 9, 8]] },
      /of \[N, 3, 9, 8\], expected/,
    ],
    [
      'with a named size where the file has a number',
      { image: ['float32', ['N', 'C', 8, 8]] },
      /dynamic_axes/,
    ],
  ])('%s', (_, given, message) => {
    const graph = new Graph();
    const inputs: Record<string, Value> = {};
    for (const [name, [type, shape]] of Object.entries(given)) {
      inputs[name] = graph.input(name, type, shape);
    }
    expect(() => importModel(golden('vision-transformer'), graph, inputs)).toThrow(message);
  });

  test('for an output that is not there', () => {
    const graph = new Graph();
    const image = graph.input('image', 'float32', ['N', 3, 8, 8]);
    const model = golden('vision-transformer');
    expect(() => importModel(model, graph, { image }, { outputs: ['none'] })).toThrow(
      /no value named "none".*E_ONNX/,
    );
  });

  test('for a parameter of another shape', () => {
    const graph = new Graph();
    const image = graph.input('image', 'float32', ['N', 3, 8, 8]);
    const w = graph.input('w', 'float32', [3]);
    const parameter = () => w;
    expect(() =>
      importModel(golden('vision-transformer'), graph, { image }, { parameter }),
    ).toThrow(/\[3\] in place of weight "cls", expected its shape \[1,1,16\]/);
  });

  const mode = new ProtobufWriter().text(1, 'mode').text(4, 'reflect');
  const training = new ProtobufWriter().text(1, 'training_mode').integer(3, 1);
  const vector = (name: string) => floats(name, [2], [1, 1]);
  test.each<[string, TestModel, RegExp]>([
    [
      'for a value that nothing makes',
      { nodes: [node('Add', ['x', 'gone'], ['y'])] },
      /node "the Add" \(Add\) reads "gone", which nothing before it makes/,
    ],
    [
      'for nodes out of order',
      { nodes: [node('Relu', ['a'], ['y']), node('Relu', ['x'], ['a'])] },
      /reads "a", which nothing before it makes/,
    ],
    [
      'for shapes that do not fit, at the node',
      { tensors: [floats('w', [3], [1, 2, 3])], nodes: [node('Add', ['x', 'w'], ['y'])] },
      /node "the Add" \(Add\): Add of \[N, 2\] and \[3\]/,
    ],
    [
      'for a shape that follows from data',
      {
        nodes: [
          node('Cast', ['x'], ['s'], {
            attributes: [new ProtobufWriter().text(1, 'to').integer(3, 7)],
          }),
          node('Reshape', ['x', 's'], ['y']),
        ],
      },
      /the shape "s" follows from data/,
    ],
    [
      'for a padding that is not there',
      {
        tensors: [
          { name: 'p', code: 7, dims: [4], fill: t => [0, 1, 0, 1].map(n => t.integer(7, n)) },
        ],
        nodes: [node('Pad', ['x', 'p'], ['y'], { attributes: [mode] })],
      },
      /padding by "reflect", expected constant/,
    ],
    [
      'for the training form of batch normalisation',
      {
        tensors: ['s', 'b', 'm', 'v'].map(vector),
        nodes: [
          node('BatchNormalization', ['x', 's', 'b', 'm', 'v'], ['y'], { attributes: [training] }),
        ],
      },
      /its training form.*model\.eval\(\)/,
    ],
    [
      'for weights of eight bits',
      {
        tensors: [{ name: 'w', code: 3, dims: [2], fill: t => t.bytes(9, Uint8Array.of(1, 2)) }],
        nodes: [node('Add', ['x', 'w'], ['y'])],
      },
      /tensor "w" of type int8.*before it is quantised/,
    ],
    [
      'for a copied operator whose output has no type',
      { nodes: [node('IsNaN', ['x'], ['n']), node('Where', ['n', 'x', 'x'], ['y'])] },
      /infer_shapes/,
    ],
  ])('%s', (_, model, message) => {
    expect(() => importOf(model)).toThrow(message);
    expect(() => importOf(model)).toThrow(/^the model: .*E_ONNX/);
  });

  test('for a learned weight where numbers must be known', () => {
    const graph = new Graph();
    const x = graph.input('x', 'float32', ['N', 2]);
    const model = written({
      tensors: [floats('low', [], [0])],
      nodes: [node('Clip', ['x', 'low'], ['y'])],
    });
    const parameter = () => graph.input('p', 'float32', []);
    expect(() => importModel(model, graph, { x }, { parameter })).toThrow(
      /its input 1 \("low"\).*is learned/,
    );
  });
});

test('a gradient through a copied operator is refused by its name', () => {
  const graph = new Graph();
  const scale = floats('s', [], [0.1]);
  const zero = {
    name: 'z',
    code: 2,
    dims: [],
    fill: (t: ProtobufWriter) => t.bytes(9, Uint8Array.of(3)),
  };
  const nodes = [
    node('QuantizeLinear', ['x', 's', 'z'], ['q']),
    node('DequantizeLinear', ['q', 's', 'z'], ['y']),
  ];
  const x = graph.input('x', 'float32', ['N', 2]);
  const { y } = importModel(written({ tensors: [scale, zero], nodes }), graph, { x });
  expect(() => gradients(reduceSum(y, [0, 1]), [x])).toThrow(
    /DequantizeLinear between the loss and .*E_GRAPH/,
  );
});

test('a file with any bytes changed is imported or refused, never anything else', () => {
  const whole = readFileSync(new URL('./golden/causal-text.onnx', import.meta.url));
  const change = fc.tuple(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }));
  fc.assert(
    fc.property(fc.array(change, { minLength: 1, maxLength: 3 }), changes => {
      const bytes = Uint8Array.from(whole);
      for (const [at, byte] of changes) bytes[at] = byte;
      try {
        const graph = new Graph();
        const ids = graph.input('ids', 'int64', ['N', 'T']);
        importModel(readModel(bytes), graph, { ids });
      } catch (error) {
        expect(isMingaError(error)).toBe(true);
      }
    }),
    { numRuns: 1000 },
  );
});
