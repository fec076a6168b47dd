import { MingaError } from '../errors/index.ts';

/** The element types read and written here, under their safetensors names. */
interface Arrays {
  readonly F32: Float32Array;
  readonly F64: Float64Array;
  /** Half precision, as raw bits. */
  readonly F16: Uint16Array;
  readonly I64: BigInt64Array;
  readonly I32: Int32Array;
  readonly U8: Uint8Array;
}

type DataType = keyof Arrays;

export type TensorData = {
  [T in DataType]: {
    readonly dtype: T;
    readonly shape: readonly number[];
    readonly data: Arrays[T];
  };
}[DataType];

const bytesPerElement: Readonly<Record<DataType, number>> = {
  F32: 4,
  F64: 8,
  F16: 2,
  I64: 8,
  I32: 4,
  U8: 1,
};

export interface SafetensorsContent {
  readonly tensors: ReadonlyMap<string, TensorData>;
  readonly metadata: Readonly<Record<string, string>>;
}

const longestHeader = 100_000_000;

/**
 * The bytes of a safetensors file: eight bytes of header length, a JSON header, the tensors without
 * gaps, names in order, so that equal content gives equal bytes.
 *
 * Format: https://github.com/huggingface/safetensors (the format section of its README).
 *
 * @throws E_SHAPE where a tensor's data do not fit its shape
 * @throws E_SAFETENSORS where a name occurs twice or is the reserved `__metadata__`
 */
export function encodeSafetensors(
  tensors: Iterable<readonly [string, TensorData]>,
  metadata: Readonly<Record<string, string>> = {},
): Uint8Array<ArrayBuffer> {
  const sorted = [...tensors].sort(([a], [b]) => (a < b ? -1 : 1));
  const header = new Map<string, unknown>([['__metadata__', metadata]]);
  let offset = 0;
  for (const [name, { dtype, shape, data }] of sorted) {
    if (data.length !== elements(shape)) {
      throw new MingaError('E_SHAPE', {
        found: `tensor "${name}" has ${data.length} numbers for shape [${shape}]`,
        expected: `${elements(shape)}`,
      });
    }
    if (header.has(name)) throw malformed(`the name "${name}" is taken`, 'another name');
    header.set(name, { dtype, shape, data_offsets: [offset, offset + data.byteLength] });
    offset += data.byteLength;
  }
  if (Object.keys(metadata).length === 0) header.delete('__metadata__');
  const json = JSON.stringify(Object.fromEntries(header));
  const text = new TextEncoder().encode(json);
  const padded = Math.ceil(text.length / 8) * 8;
  const bytes = new Uint8Array(8 + padded + offset);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(padded), true);
  bytes.fill(0x20, 8, 8 + padded);
  bytes.set(text, 8);
  let at = 8 + padded;
  for (const [, { data }] of sorted) {
    bytes.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return bytes;
}

/**
 * Reads safetensors bytes. Every length and offset is checked before anything is read with it;
 * tensors must tile the data without hole or overlap.
 *
 * @throws E_SAFETENSORS where the bytes are not a well-formed file of known element types
 */
export function decodeSafetensors(bytes: Uint8Array): SafetensorsContent {
  const { header, start } = readHeader(bytes);
  const metadata = new Map<string, string>();
  const entries: { name: string; dtype: DataType; shape: number[]; from: number; to: number }[] =
    [];
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') {
      for (const [key, text] of Object.entries(asObject(value, '__metadata__'))) {
        if (typeof text !== 'string') throw malformed(`metadata "${key}" is not a string`);
        metadata.set(key, text);
      }
      continue;
    }
    entries.push({ name, ...readEntry(name, value, bytes.length - start) });
  }
  entries.sort((a, b) => a.from - b.from || a.to - b.to);
  let expected = 0;
  for (const { name, from, to } of entries) {
    if (from !== expected) throw malformed(`tensor "${name}" starts at ${from}`, `${expected}`);
    expected = to;
  }
  if (expected !== bytes.length - start) {
    throw malformed(`${bytes.length - start} bytes of tensors`, `${expected} as the header says`);
  }
  const tensors = new Map<string, TensorData>();
  for (const { name, dtype, shape, from, to } of entries) {
    // A copy by hand: where the bytes are a Node Buffer, its own `slice` is a view on a shared pool.
    const own = new Uint8Array(to - from);
    own.set(bytes.subarray(start + from, start + to));
    tensors.set(name, readTensor(dtype, shape, own.buffer));
  }
  return { tensors, metadata: Object.fromEntries(metadata) };
}

function readTensor(dtype: DataType, shape: readonly number[], buffer: ArrayBuffer): TensorData {
  switch (dtype) {
    case 'F32':
      return { dtype, shape, data: new Float32Array(buffer) };
    case 'F64':
      return { dtype, shape, data: new Float64Array(buffer) };
    case 'F16':
      return { dtype, shape, data: new Uint16Array(buffer) };
    case 'I64':
      return { dtype, shape, data: new BigInt64Array(buffer) };
    case 'I32':
      return { dtype, shape, data: new Int32Array(buffer) };
    case 'U8':
      return { dtype, shape, data: new Uint8Array(buffer) };
  }
}

function readHeader(bytes: Uint8Array): { header: Record<string, unknown>; start: number } {
  if (bytes.length < 8) throw malformed(`${bytes.length} bytes`, 'at least 8');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const length = view.getBigUint64(0, true);
  if (length > BigInt(longestHeader) || length > BigInt(bytes.length - 8)) {
    throw malformed(
      `a header of ${length} bytes`,
      `at most ${Math.min(longestHeader, bytes.length - 8)}`,
    );
  }
  const start = 8 + Number(length);
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(8, start));
    return { header: asObject(JSON.parse(text), 'the header'), start };
  } catch (cause) {
    if (cause instanceof MingaError) throw cause;
    throw malformed('a header that is not JSON in UTF-8');
  }
}

function readEntry(name: string, value: unknown, available: number) {
  const entry = asObject(value, `tensor "${name}"`);
  const { dtype, shape, data_offsets: offsets } = entry;
  if (!isDataType(dtype)) {
    // Only text is quoted: JSON can hold objects that cannot be turned into it.
    throw malformed(
      `tensor "${name}" of type ${typeof dtype === 'string' ? dtype : `(${typeof dtype})`}`,
      Object.keys(bytesPerElement).join(', '),
    );
  }
  if (!isCounts(shape)) throw malformed(`tensor "${name}" without a proper shape`);
  if (!isCounts(offsets) || offsets.length !== 2)
    throw malformed(`tensor "${name}" without offsets`);
  const [from, to] = offsets;
  if (from > to || to > available) {
    throw malformed(`tensor "${name}" at ${from}–${to}`, `within ${available} bytes`);
  }
  const size = elements(shape) * bytesPerElement[dtype];
  if (size !== to - from) {
    throw malformed(`tensor "${name}" of ${to - from} bytes`, `${size} for ${dtype} [${shape}]`);
  }
  return { dtype, shape, from, to };
}

function isDataType(value: unknown): value is DataType {
  return typeof value === 'string' && Object.hasOwn(bytesPerElement, value);
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(n => Number.isSafeInteger(n) && n >= 0);
}

function asObject(value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed(`${what} is not an object`);
  }
  return { ...value };
}

function elements(shape: readonly number[]): number {
  return shape.reduce((product, n) => product * n, 1);
}

function malformed(found: string, expected?: string): MingaError {
  return new MingaError('E_SAFETENSORS', { found: `safetensors: ${found}`, expected });
}
