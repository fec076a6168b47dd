import { type ContentKey, keyBytes } from '../content-key.ts';
import type { EmbeddingSource } from './embedding-table.ts';
import { decodeTexts } from './fixed-text.ts';
import { type InputFile, openInput } from './input-file.ts';
import { malformed } from './malformed.ts';
import { type NumberType, numberBytes } from './number-codec.ts';
import {
  readSafetensorsHeader,
  type SafetensorsHeader,
  type TensorEntry,
} from './safetensors-header.ts';
import { checkFilled, splitKeys, vectorChunks } from './vector-chunks.ts';
import { vectorNames } from './vector-names.ts';

const numberTypes: Readonly<Record<string, NumberType>> = {
  F16: 'float16',
  BF16: 'bfloat16',
  F32: 'float32',
  F64: 'float64',
};

/** Opens a safetensors file: one tensor of vectors, and `ids` and `keys` where it has them. */
export async function openSafetensors(file: string): Promise<EmbeddingSource> {
  const input = await openInput(file);
  try {
    const header = await readSafetensorsHeader(input);
    const [name, entry, type] = vectorTensor(file, header);
    const [rows, dimension] = entry.shape;
    checkFilled(file, rows, dimension);
    checkBytes(file, name, entry, numberBytes[type]);
    const place = { start: entry.start, type, rows, dimension };
    const ids = await readIds(input, header.tensors.get('ids'), rows);
    const keys = await readKeys(input, header.tensors.get('keys'), rows);
    return {
      rows,
      metadata: header.metadata,
      chunks: vectorChunks(input, { ...place, ids, keys }),
      close: () => input.close(),
    };
  } catch (cause) {
    await input.close();
    throw cause;
  }
}

/** The tensor of a usual name, or the only one with two axes of floating-point numbers. */
function vectorTensor(
  path: string,
  { tensors }: SafetensorsHeader,
): [string, TensorEntry, NumberType] {
  const fitting = [...tensors].flatMap(([name, entry]): [string, TensorEntry, NumberType][] => {
    const isMatrix = entry.shape.length === 2 && Object.hasOwn(numberTypes, entry.dtype);
    return isMatrix ? [[name, entry, numberTypes[entry.dtype]]] : [];
  });
  const named = vectorNames.flatMap(name => fitting.filter(([each]) => each === name));
  if (named.length > 0) return named[0];
  if (fitting.length === 1) return fitting[0];
  throw malformed(
    path,
    `its tensors are ${[...tensors].map(([name, { dtype, shape }]) => `${name} ${dtype} [${shape}]`).join(', ') || 'none'}`,
    'one of floating-point numbers with two axes, samples × numbers',
    'call it "vectors"',
  );
}

async function readIds(
  input: InputFile,
  entry: TensorEntry | undefined,
  rows: number,
): Promise<string[] | null> {
  if (entry === undefined) return null;
  const { dtype, shape } = entry;
  if (
    (dtype !== 'I32' && dtype !== 'U32') ||
    shape.length !== 2 ||
    shape[0] !== rows ||
    shape[1] < 1
  ) {
    throw malformed(
      input.path,
      `tensor "ids" is ${dtype} of shape [${shape}]`,
      `U32 or I32 of shape [${rows}, width], one character a number`,
      'save numpy.array(ids).astype(str).view("u4").reshape(len(ids), -1)',
    );
  }
  checkBytes(input.path, 'ids', entry, 4);
  const { buffer } = await input.read(entry.start, entry.bytes);
  return decodeTexts(new Uint32Array(buffer), shape[1], input.path);
}

async function readKeys(
  input: InputFile,
  entry: TensorEntry | undefined,
  rows: number,
): Promise<ContentKey[] | null> {
  if (entry === undefined) return null;
  const { dtype, shape } = entry;
  if (dtype !== 'U8' || shape.length !== 2 || shape[0] !== rows || shape[1] !== keyBytes) {
    throw malformed(
      input.path,
      `tensor "keys" is ${dtype} of shape [${shape}]`,
      `U8 of shape [${rows}, ${keyBytes}]`,
    );
  }
  checkBytes(input.path, 'keys', entry, 1);
  return splitKeys(await input.read(entry.start, entry.bytes));
}

function checkBytes(path: string, name: string, entry: TensorEntry, itemBytes: number): void {
  const bytes = entry.shape.reduce((product, n) => product * n, itemBytes);
  if (bytes === entry.bytes) return;
  throw malformed(path, `tensor "${name}" has ${entry.bytes} bytes`, `${bytes} for its shape`);
}
