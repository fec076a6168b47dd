import { MingaError } from '../../errors/index.ts';
import type { InputFile } from './input-file.ts';

/** A tensor as a safetensors header describes it. */
export interface TensorEntry {
  readonly dtype: string;
  readonly shape: readonly number[];
  /** First byte in the file. */
  readonly start: number;
  readonly bytes: number;
}

export interface SafetensorsHeader {
  readonly tensors: ReadonlyMap<string, TensorEntry>;
  readonly metadata: Readonly<Record<string, string>>;
}

const longestHeader = 100_000_000;

/**
 * Reads the header of a safetensors file, so that its tensors can be read in parts: `src/tensor`
 * has a decoder that wants the whole file in memory. Offsets are checked before they are used;
 * tensors must tile the data without hole or overlap.
 *
 * @throws E_SAFETENSORS where it is malformed; E_EXCHANGE where the file ends early
 */
export async function readSafetensorsHeader(input: InputFile): Promise<SafetensorsHeader> {
  const { path, size } = input;
  const opening = await input.read(0, 8);
  const length = Number(new DataView(opening.buffer).getBigUint64(0, true));
  if (length > longestHeader || length > size - 8) {
    throw malformed(
      path,
      `a header of ${length} bytes`,
      `${Math.min(longestHeader, size - 8)} at most`,
    );
  }
  const header = parse(path, await input.read(8, length));
  const start = 8 + length;
  const tensors = new Map<string, TensorEntry>();
  const metadata = new Map<string, string>();
  for (const [name, value] of Object.entries(header)) {
    if (name === '__metadata__') {
      for (const [key, text] of Object.entries(asObject(path, value, name))) {
        if (typeof text !== 'string') throw malformed(path, `metadata "${key}" is not a string`);
        metadata.set(key, text);
      }
    } else tensors.set(name, readEntry(path, name, value, start));
  }
  checkTiling(path, tensors, start, size);
  return { tensors, metadata: Object.fromEntries(metadata) };
}

function parse(path: string, bytes: Uint8Array): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw malformed(path, 'a header that is not JSON in UTF-8');
  }
  return asObject(path, value, 'the header');
}

function readEntry(path: string, name: string, value: unknown, start: number): TensorEntry {
  const { dtype, shape, data_offsets: offsets } = asObject(path, value, `tensor "${name}"`);
  if (typeof dtype !== 'string' || !isCounts(shape) || !isCounts(offsets) || offsets.length !== 2) {
    throw malformed(path, `tensor "${name}" without a type, a shape and offsets`);
  }
  return { dtype, shape, start: start + offsets[0], bytes: offsets[1] - offsets[0] };
}

function checkTiling(
  path: string,
  tensors: ReadonlyMap<string, TensorEntry>,
  start: number,
  size: number,
): void {
  let expected = start;
  const inOrder = [...tensors].sort(([, a], [, b]) => a.start - b.start || a.bytes - b.bytes);
  for (const [name, entry] of inOrder) {
    if (entry.start !== expected || entry.bytes < 0) {
      throw malformed(path, `tensor "${name}" at ${entry.start - start}`, `${expected - start}`);
    }
    expected += entry.bytes;
  }
  if (expected !== size) {
    throw malformed(path, `${size - start} bytes of tensors`, `${expected - start} by its header`);
  }
}

/** A header of `bytes` bytes, its length field included; the text is filled up with spaces. */
export function encodeSafetensorsHeader(text: string, bytes: number): Uint8Array {
  const header = Buffer.alloc(bytes, ' ');
  header.writeBigUInt64LE(BigInt(bytes - 8));
  header.write(text, 8);
  return header;
}

function isCounts(value: unknown): value is number[] {
  return Array.isArray(value) && value.every(n => Number.isSafeInteger(n) && n >= 0);
}

function asObject(path: string, value: unknown, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw malformed(path, `${what} is not an object`);
  }
  return { ...value };
}

function malformed(path: string, found: string, expected?: string): MingaError {
  return new MingaError('E_SAFETENSORS', { found: `${path}: ${found}`, expected });
}
