import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isMingaError } from '../errors/index.ts';
import goldens from './golden/safetensors.json' with { type: 'json' };
import { decodeSafetensors, encodeSafetensors, type TensorData } from './index.ts';

const fromBase64 = (text: string) => Uint8Array.from(atob(text), char => char.charCodeAt(0));

const floats: [string, TensorData][] = [
  ['weight', { dtype: 'F32', shape: [2, 3], data: Float32Array.of(1, 2, 3, 4, 5, 6.25) }],
  ['bias', { dtype: 'F32', shape: [2], data: Float32Array.of(0.5, -1.5) }],
];

const mixed: [string, TensorData][] = [
  ['bytes', { dtype: 'U8', shape: [3], data: Uint8Array.of(0, 127, 255) }],
  ['doubles', { dtype: 'F64', shape: [2, 1], data: Float64Array.of(Math.PI, -0) }],
  ['empty', { dtype: 'F32', shape: [0, 4], data: new Float32Array(0) }],
  ['halves', { dtype: 'F16', shape: [2], data: Uint16Array.of(0x3c00, 0x3555) }],
  ['integers', { dtype: 'I32', shape: [2], data: Int32Array.of(-(2 ** 31), 2 ** 31 - 1) }],
  ['longs', { dtype: 'I64', shape: [2], data: BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n) }],
  ['scalar', { dtype: 'F32', shape: [], data: Float32Array.of(7.5) }],
];

/** A file with this header text and so many bytes of tensors. */
function file(header: string | Uint8Array, dataBytes = 0, statedLength?: bigint): Uint8Array {
  const text = typeof header === 'string' ? new TextEncoder().encode(header) : header;
  const bytes = new Uint8Array(8 + text.length + dataBytes);
  new DataView(bytes.buffer).setBigUint64(0, statedLength ?? BigInt(text.length), true);
  bytes.set(text, 8);
  return bytes;
}

function tensor(dtype: string, shape: unknown, offsets: unknown) {
  return { dtype, shape, data_offsets: offsets };
}

describe('safetensors and the Python package', () => {
  it('write the same bytes', () => {
    const found = encodeSafetensors(floats, { 'made by': 'safetensors' });
    expect(found).toEqual(fromBase64(goldens.floatsWithMetadata));
  });

  it('write what the package reads, every type and shape', () => {
    expect(encodeSafetensors(mixed)).toEqual(fromBase64(goldens.mixedInOrderOfNames));
  });

  it('read what the package writes, every type and shape', () => {
    expect(decodeSafetensors(fromBase64(goldens.mixed)).tensors).toEqual(new Map(mixed));
    const { tensors, metadata } = decodeSafetensors(fromBase64(goldens.floatsWithMetadata));
    expect(tensors).toEqual(new Map(floats));
    expect(metadata).toEqual({ 'made by': 'safetensors' });
  });
});

describe('safetensors', () => {
  const float32 = fc
    .float32Array({ maxLength: 12 })
    .map((data): TensorData => ({ dtype: 'F32', shape: [data.length], data }));
  const int64 = fc
    .bigInt64Array({ maxLength: 6 })
    .map((data): TensorData => ({ dtype: 'I64', shape: [1, data.length], data }));
  const uint8 = fc
    .uint8Array({ maxLength: 9 })
    .map((data): TensorData => ({ dtype: 'U8', shape: [data.length, 1], data }));
  const names = fc
    .oneof(fc.string({ unit: 'binary' }), fc.constantFrom('__proto__', 'constructor', '0'))
    .filter(name => name !== '__metadata__');
  const contents = fc.uniqueArray(fc.tuple(names, fc.oneof(float32, int64, uint8)), {
    selector: ([name]) => name,
    maxLength: 6,
  });

  it('come back as they were written', () => {
    fc.assert(
      fc.property(contents, fc.dictionary(names, fc.string()), (tensors, metadata) => {
        const content = decodeSafetensors(encodeSafetensors(tensors, metadata));
        expect(content.tensors).toEqual(new Map(tensors));
        expect(Object.entries(content.metadata)).toEqual(Object.entries(metadata));
      }),
    );
  });

  it('are the same bytes in whatever order they were given', () => {
    fc.assert(
      fc.property(contents, tensors => {
        expect(encodeSafetensors(tensors.toReversed())).toEqual(encodeSafetensors(tensors));
      }),
    );
  });

  it('are read from a window on a larger buffer, such as a Buffer of Node', () => {
    const bytes = encodeSafetensors(mixed);
    const pool = new Uint8Array(bytes.length + 20).fill(9);
    pool.set(bytes, 3);
    const window = pool.subarray(3, 3 + bytes.length);
    expect(decodeSafetensors(window).tensors).toEqual(new Map(mixed));
    expect(decodeSafetensors(Buffer.from(bytes)).tensors).toEqual(new Map(mixed));
  });

  it('are copies: a later change of the bytes does not reach them', () => {
    const bytes = encodeSafetensors(floats);
    const { tensors } = decodeSafetensors(bytes);
    bytes.fill(0);
    expect(tensors).toEqual(new Map(floats));
  });

  it('are refused for writing where the data do not fit the shape', () => {
    const wrong: TensorData = { dtype: 'F32', shape: [2, 2], data: new Float32Array(3) };
    expect(() => encodeSafetensors([['a', wrong]])).toThrow(
      'tensor "a" has 3 numbers for shape [2,2], expected 4 [E_SHAPE]',
    );
  });

  it('are refused for writing where a name is taken', () => {
    const one: TensorData = { dtype: 'U8', shape: [1], data: Uint8Array.of(1) };
    expect(() =>
      encodeSafetensors([
        ['a', one],
        ['a', one],
      ]),
    ).toThrow('E_SAFETENSORS');
    expect(() => encodeSafetensors([['__metadata__', one]])).toThrow('E_SAFETENSORS');
  });
});

describe('a hostile safetensors file', () => {
  const big = 9007199254740991;
  const f32 = (shape: unknown, offsets: unknown) =>
    JSON.stringify({ a: tensor('F32', shape, offsets) });
  const two = (a: number[], b: number[]) =>
    JSON.stringify({ a: tensor('U8', [a[1] - a[0]], a), b: tensor('U8', [b[1] - b[0]], b) });

  it.each<[string, Uint8Array]>([
    ['no bytes', new Uint8Array(0)],
    ['seven bytes', new Uint8Array(7)],
    ['a header longer than the file', file('{}', 0, 3n)],
    ['a header over 100 MB', file('{}', 0, 100_000_001n)],
    ['a header of 2^63 bytes', file('{}', 0, 2n ** 63n)],
    ['a header of 2^64 - 1 bytes', file('{}', 0, 2n ** 64n - 1n)],
    ['an empty header', file('')],
    ['a header that is not UTF-8', file(Uint8Array.of(0x7b, 0x22, 0xff, 0x22, 0x7d))],
    ['a header cut inside a character', file(Uint8Array.of(0x7b, 0xc3))],
    ['a header that is not JSON', file('{"a":')],
    ['a header with something after the JSON', file('{} {}')],
    ['a header that is a list', file('[]')],
    ['a header that is null', file('null')],
    ['JSON nested a hundred thousand deep', file('['.repeat(100_000))],
    ['a tensor that is no object', file('{"a":1}')],
    ['an unknown type', file(JSON.stringify({ a: tensor('BF16', [1], [0, 2]) }), 2)],
    ['a type named like a method', file(JSON.stringify({ a: tensor('toString', [1], [0, 2]) }), 2)],
    ['a type that cannot be turned into text', file('{"a":{"dtype":{"toString":1}}}')],
    ['a type nested a million deep', file(`{"a":{"dtype":${'['.repeat(1e6)}${']'.repeat(1e6)}}}`)],
    ['no type', file('{"a":{"shape":[0],"data_offsets":[0,0]}}')],
    ['no shape', file('{"a":{"dtype":"U8","data_offsets":[0,0]}}')],
    ['no offsets', file('{"a":{"dtype":"U8","shape":[0]}}')],
    ['one offset', file(f32([0], [0]))],
    ['three offsets', file(f32([0], [0, 0, 0]))],
    ['a negative offset', file(f32([1], [-4, 0]), 4)],
    ['a fractional offset', file(f32([1], [0, 4.5]), 5)],
    ['offsets that are text', file(f32([1], ['0', '4']), 4)],
    ['a negative dimension', file(f32([-1], [0, 4]), 4)],
    ['two negative dimensions', file(f32([-1, -1], [0, 4]), 4)],
    ['a fractional dimension', file(f32([0.5, 2], [0, 4]), 4)],
    ['a dimension over 2^53', file(f32([1e300], [0, 4]), 4)],
    ['a shape that is no list', file(f32({ length: 1 }, [0, 4]), 4)],
    ['offsets that run backwards', file(f32([1], [4, 0]), 4)],
    ['a tensor beyond the end', file(f32([2], [0, 8]), 4)],
    ['a tensor far beyond the end', file(f32([big], [0, big]), 4)],
    ['a size that is not that of the shape', file(f32([3], [0, 8]), 8)],
    ['a size that cuts an element', file(f32([1], [0, 3]), 3)],
    ['a shape whose product overflows 64 bits', file(f32([2 ** 32, 2 ** 32], [0, 0]))],
    ['a shape whose product is infinite', file(f32(Array(30).fill(big), [0, 4]), 4)],
    ['a shape whose product is no number', file(f32([...Array(30).fill(big), 0], [0, 0]))],
    ['tensors that overlap', file(two([0, 3], [2, 4]), 4)],
    ['tensors that coincide', file(two([0, 4], [0, 4]), 4)],
    ['a hole between tensors', file(two([0, 1], [2, 4]), 4)],
    ['a hole before the first tensor', file(f32([1], [1, 5]), 5)],
    ['bytes after the last tensor', file(f32([1], [0, 4]), 5)],
    ['bytes without a tensor', file('{}', 1)],
    ['metadata that is a list', file('{"__metadata__":["a"]}')],
    ['metadata that is not text', file('{"__metadata__":{"a":1}}')],
  ])('is refused: %s', (_, bytes) => {
    expect(refusal(bytes)).toBe('E_SAFETENSORS');
  });

  it('is refused wherever it was cut', () => {
    const bytes = encodeSafetensors([...floats, ...mixed], { key: 'value' });
    for (let length = 0; length < bytes.length; length++) {
      expect(refusal(bytes.subarray(0, length)), `${length} bytes`).toBe('E_SAFETENSORS');
    }
  });

  it('is refused or read, and nothing else, whatever bytes are changed', () => {
    const bytes = encodeSafetensors([...floats, ...mixed], { key: 'value' });
    const change = fc.tuple(fc.nat(bytes.length - 1), fc.nat(255));
    fc.assert(
      fc.property(fc.array(change, { minLength: 1, maxLength: 4 }), changes => {
        const hostile = bytes.slice();
        for (const [at, value] of changes) hostile[at] = value;
        expect(['E_SAFETENSORS', undefined]).toContain(refusal(hostile));
      }),
      { numRuns: 2000 },
    );
  });

  it('is refused or read, and nothing else, where it is noise', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 64 }),
        fc.uint8Array({ maxLength: 8 }),
        (header, data) => {
          const bytes = file(header, data.length);
          expect(['E_SAFETENSORS', undefined]).toContain(refusal(bytes));
        },
      ),
    );
  });
});

/** The code with which the bytes are refused; undefined where they are read. */
function refusal(bytes: Uint8Array): string | undefined {
  try {
    decodeSafetensors(bytes);
    return undefined;
  } catch (error) {
    if (isMingaError(error)) return error.code;
    throw error;
  }
}
