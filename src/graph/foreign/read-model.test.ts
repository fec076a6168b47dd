import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isMingaError } from '../../errors/index.ts';
import { ProtobufWriter } from '../protobuf.ts';
import { floats, type TestTensor, tensorOf, testModel } from './fixture/test-model.ts';
import { externalLocations, readModel } from './read-model.ts';

function golden(name: string): Uint8Array {
  return new Uint8Array(readFileSync(new URL(`./golden/${name}.onnx`, import.meta.url)));
}

/** The numbers of one tensor, read from a model that holds nothing else. */
function numbers(tensor: Omit<TestTensor, 'name'>): number[] {
  const model = readModel(testModel({ tensors: [{ ...tensor, name: 't' }] }));
  return Array.from(model.weights.get('t')?.data ?? [], Number);
}

function bytesOf(array: ArrayBufferView): Uint8Array {
  return new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
}

describe('a model that is read', () => {
  test('says what it takes, gives and holds', () => {
    const model = readModel(golden('convolutional'), { name: 'convolutional.onnx' });
    expect([model.opset, model.producer]).toEqual([13, 'pytorch']);
    expect(model.inputs).toEqual([{ name: 'image', type: 'float32', shape: ['batch', 3, 14, 14] }]);
    expect(model.outputs.map(({ name, shape }) => [name, shape])).toEqual([
      ['features', ['batch', 10]],
    ]);
    const stem = model.weights.get('stem.weight');
    expect([stem?.shape, stem?.readers, stem?.learnable]).toEqual([
      [8, 3, 3, 3],
      ['/stem/Conv (Conv)'],
      true,
    ]);
    expect(stem?.data.length).toBe(8 * 3 * 3 * 3);
    expect(model.weights.get('bn1.weight')?.learnable).toBe(true);
    expect(model.weights.get('bn1.running_mean')?.learnable).toBe(false);
    expect(model.nodes.find(({ operator }) => operator === 'Conv')?.inputs).toEqual([
      'image',
      'stem.weight',
    ]);
  });

  test('has integers, which are not learnable', () => {
    const ids = readModel(golden('text-transformer')).weights.get('position_ids');
    expect([ids?.type, ids?.shape, ids?.learnable]).toEqual(['int64', [1, 10], false]);
    expect(Array.from(ids?.data ?? [], Number)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });

  test('has a copy of a weight as a weight of its own', () => {
    const model = readModel(
      testModel({
        tensors: [floats('first', [2], [1, 2])],
        nodes: [
          { operator: 'Identity', inputs: ['first'], outputs: ['second'] },
          { operator: 'Add', inputs: ['first', 'second'], outputs: ['y'] },
        ],
        outputs: ['y'],
      }),
    );
    expect([...model.weights.keys()]).toEqual(['first', 'second']);
    expect(model.weights.get('second')?.readers).toEqual(['the Add (Add)']);
    expect(model.nodes.map(({ operator }) => operator)).toEqual(['Add']);
  });

  test('does not take a weight that is listed as an input (before IR 4) for one', () => {
    const bytes = testModel({ tensors: [floats('w', [1], [1])], inputs: { w: [1], x: ['N'] } });
    expect(readModel(bytes).inputs.map(({ name }) => name)).toEqual(['x']);
  });
});

describe('tensors are read', () => {
  const halves = Uint16Array.of(0x3c00, 0xc000, 0x0001, 0x7c00);
  const brain = Uint16Array.of(0x3f80, 0xc000);

  test.each<[string, Omit<TestTensor, 'name'>, number[]]>([
    [
      'float32, raw',
      { code: 1, dims: [2], fill: t => t.bytes(9, bytesOf(Float32Array.of(0.5, -1))) },
      [0.5, -1],
    ],
    [
      'float32, one by one',
      { code: 1, dims: [2], fill: t => t.float(4, 0.5).float(4, -1) },
      [0.5, -1],
    ],
    [
      'float32, packed',
      { code: 1, dims: [2], fill: t => t.bytes(4, bytesOf(Float32Array.of(0.5, -1))) },
      [0.5, -1],
    ],
    [
      'float64, raw',
      { code: 11, dims: [], fill: t => t.bytes(9, bytesOf(Float64Array.of(0.1))) },
      [Math.fround(0.1)],
    ],
    [
      'float64, packed',
      { code: 11, dims: [1], fill: t => t.bytes(10, bytesOf(Float64Array.of(0.1))) },
      [Math.fround(0.1)],
    ],
    [
      'float16, raw',
      { code: 10, dims: [4], fill: t => t.bytes(9, bytesOf(halves)) },
      [1, -2, 2 ** -24, Infinity],
    ],
    [
      'float16, as integers',
      { code: 10, dims: [2], fill: t => t.integer(5, 0x3c00).integer(5, 0xc000) },
      [1, -2],
    ],
    ['bfloat16, raw', { code: 16, dims: [2], fill: t => t.bytes(9, bytesOf(brain)) }, [1, -2]],
    [
      'int64, raw',
      { code: 7, dims: [2], fill: t => t.bytes(9, bytesOf(BigInt64Array.of(-1n, 2n ** 40n))) },
      [-1, 2 ** 40],
    ],
    [
      'int64, one by one',
      { code: 7, dims: [2], fill: t => t.integer(7, -1).integer(7, 5) },
      [-1, 5],
    ],
    ['int32, one by one', { code: 6, dims: [1], fill: t => t.integer(5, -7) }, [-7]],
    ['int8, raw', { code: 3, dims: [2], fill: t => t.bytes(9, Uint8Array.of(0xff, 1)) }, [-1, 1]],
    ['uint8, raw', { code: 2, dims: [1], fill: t => t.bytes(9, Uint8Array.of(0xff)) }, [255]],
    ['bool, one by one', { code: 9, dims: [2], fill: t => t.integer(5, 1).integer(5, 0) }, [1, 0]],
    ['nothing at all', { code: 1, dims: [0, 3], fill: () => undefined }, []],
  ])('%s', (_, tensor, expected) => {
    expect(numbers(tensor)).toEqual(expected);
  });

  test.each<[string, Omit<TestTensor, 'name'>, RegExp]>([
    [
      'fewer numbers than its shape',
      { code: 1, dims: [3], fill: t => t.bytes(9, new Uint8Array(8)) },
      /2 numbers for a shape of \[3\]/,
    ],
    ['no numbers', { code: 1, dims: [3] }, /0 numbers/],
    [
      'a broken number',
      { code: 1, dims: [2], fill: t => t.bytes(9, new Uint8Array(7)) },
      /1\.75 numbers/,
    ],
    [
      'a shape that would fill the memory',
      { code: 1, dims: [2n ** 40n, 2n ** 12n], fill: t => t.bytes(9, new Uint8Array(4)) },
      /1 numbers/,
    ],
    ['a size past 2^53', { code: 1, dims: [2n ** 60n] }, /the number 1152921504606846976/],
    ['a negative size', { code: 1, dims: [-1] }, /a shape of \[-1\]/],
    [
      'negative sizes whose product fits',
      { code: 1, dims: [-1, -1], fill: t => t.bytes(9, new Uint8Array(4)) },
      /a shape of \[-1,-1\]/,
    ],
    [
      'an unknown type',
      { code: 22, dims: [1], fill: t => t.bytes(9, new Uint8Array(1)) },
      /of type unknown, expected float32/,
    ],
    ['text', { code: 8, dims: [1], fill: t => t.text(6, 'x') }, /of type string/],
  ])('but not with %s', (_, tensor, message) => {
    expect(() => numbers(tensor)).toThrow(message);
    expect(() => numbers(tensor)).toThrow(/tensor "t".*E_ONNX/);
  });
});

/** A tensor of four floats that is kept in another file. */
function kept(entries: Record<string, string>): Uint8Array {
  const fill = (tensor: ProtobufWriter) => {
    for (const [key, value] of Object.entries(entries)) {
      tensor.message(13, new ProtobufWriter().text(1, key).text(2, value));
    }
    tensor.integer(14, 1);
  };
  return testModel({ tensors: [{ name: 't', code: 1, dims: [2], fill }] });
}

describe('weights beside the file', () => {
  const file = bytesOf(Float32Array.of(9, 1, 2, 9));

  test('are taken from the bytes that are given', () => {
    const bytes = kept({ location: 'weights/a.bin', offset: '4', length: '8' });
    expect(externalLocations(bytes)).toEqual(['weights/a.bin']);
    const model = readModel(bytes, { external: new Map([['weights/a.bin', file]]) });
    expect(Array.from(model.weights.get('t')?.data ?? [], Number)).toEqual([1, 2]);
  });

  test('are asked for by name where they are not', () => {
    expect(() => readModel(kept({ location: 'a.bin' }))).toThrow(
      /"a\.bin", which was not given.*E_ONNX/,
    );
  });

  test.each([
    '/etc/passwd',
    '../a.bin',
    'x/../../a.bin',
    '..',
    '',
    'C:\\a.bin',
    'C:a',
    '\\\\host\\a',
    'a\0b',
    './a',
  ])('are refused at %j', location => {
    const bytes = kept({ location });
    const external = new Map([[location, file]]);
    expect(() => readModel(bytes, { external })).toThrow(/own folder.*E_ONNX/);
    expect(() => externalLocations(bytes)).toThrow(/own folder.*E_ONNX/);
  });

  test.each<Record<string, string>>([
    { offset: '12' },
    { offset: '4', length: '13' },
    { length: '99999999999' },
    { offset: '-4', length: '8' },
    { offset: '1e1', length: '8' },
    { length: '4' },
  ])('are refused with %j', entries => {
    const bytes = kept({ location: 'a.bin', ...entries });
    expect(() => readModel(bytes, { external: new Map([['a.bin', file]]) })).toThrow(/E_ONNX/);
  });
});

describe('a file is refused', () => {
  const nodes = (...outputs: string[]) =>
    outputs.map(output => ({ operator: 'Relu', inputs: ['x'], outputs: [output] }));

  test.each<[string, Uint8Array, RegExp]>([
    ['of no bytes', new Uint8Array(), /no opset/],
    ['of another kind', new TextEncoder().encode('{"a": 1}'), /E_ONNX/],
    [
      'without a graph',
      new ProtobufWriter().message(8, new ProtobufWriter().integer(2, 17)).finish(),
      /no graph/,
    ],
    ['of an old opset', testModel({ opset: 9 }), /opset 9, expected 11 to 21; export it again/],
    ['of a newer opset', testModel({ opset: 24 }), /opset 24/],
    ['with one value made twice', testModel({ nodes: nodes('y', 'y') }), /two tensors named "y"/],
    [
      'with an input made again',
      testModel({ nodes: nodes('x'), inputs: { x: [1] } }),
      /two tensors named "x"/,
    ],
    [
      'with two weights of one name',
      testModel({ tensors: [floats('w', [1], [1]), floats('w', [1], [2])] }),
      /two tensors named "w"/,
    ],
    [
      'with sparse weights',
      new ProtobufWriter()
        .message(7, new ProtobufWriter().message(15, new ProtobufWriter()))
        .message(8, new ProtobufWriter().integer(2, 17))
        .finish(),
      /sparse weights/,
    ],
  ])('%s', (_, bytes, message) => {
    expect(() => readModel(bytes, { name: 'x.onnx' })).toThrow(message);
    expect(() => readModel(bytes, { name: 'x.onnx' })).toThrow(/^x\.onnx: .*E_ONNX/);
  });

  test('cut off at any byte, or read to the end', () => {
    const whole = golden('convolutional-folded');
    for (let length = 0; length < whole.length; length += 7) {
      try {
        readModel(whole.subarray(0, length));
      } catch (error) {
        expect(isMingaError(error, 'E_ONNX')).toBe(true);
      }
    }
  });

  test('with any byte changed, or read', () => {
    const whole = golden('convolutional-folded');
    fc.assert(
      fc.property(fc.nat(whole.length - 1), fc.integer({ min: 0, max: 255 }), (at, byte) => {
        const bytes = Uint8Array.from(whole);
        bytes[at] = byte;
        try {
          readModel(bytes);
        } catch (error) {
          expect(isMingaError(error, 'E_ONNX')).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  test('not for graphs within graphs, however deep: they are never entered', () => {
    let inner = new ProtobufWriter();
    for (let depth = 0; depth < 2000; depth++) {
      const attribute = new ProtobufWriter().text(1, 'body').message(6, inner);
      inner = new ProtobufWriter().message(
        1,
        new ProtobufWriter().text(4, 'If').message(5, attribute),
      );
    }
    const attribute = new ProtobufWriter().text(1, 'then_branch').message(6, inner);
    const bytes = testModel({
      nodes: [{ operator: 'If', inputs: ['x'], outputs: ['y'], attributes: [attribute] }],
    });
    expect(readModel(bytes).nodes[0].attributes.get('then_branch')).toEqual({ kind: 'other' });
  });

  test('not for a list of a million numbers in an attribute', () => {
    const attribute = new ProtobufWriter().text(1, 'axes').bytes(8, new Uint8Array(1e6));
    const bytes = testModel({
      nodes: [{ operator: 'Squeeze', inputs: ['x'], outputs: ['y'], attributes: [attribute] }],
    });
    const axes = readModel(bytes).nodes[0].attributes.get('axes');
    expect(axes?.kind === 'numbers' && axes.numbers.length).toBe(1e6);
  });

  test('for a tensor in an attribute like for any other', () => {
    const tensor = tensorOf({ name: 'c', code: 1, dims: [5] });
    const attribute = new ProtobufWriter().text(1, 'value').message(5, tensor);
    const bytes = testModel({
      nodes: [{ operator: 'Constant', inputs: [], outputs: ['y'], attributes: [attribute] }],
    });
    expect(() => readModel(bytes)).toThrow(/tensor "c": 0 numbers.*E_ONNX/);
  });
});
