import { type ContentKey, keyBytes } from '../content-key.ts';
import type { EmbeddingSource } from './embedding-table.ts';
import { decodeTexts } from './fixed-text.ts';
import { type InputFile, openIfThere, openInput } from './input-file.ts';
import { malformed } from './malformed.ts';
import { npyFiles } from './npy-files.ts';
import { checkNpySize, readNpyHeader } from './npy-header.ts';
import { type NumberType, numberBytes } from './number-codec.ts';
import { checkFilled, splitKeys, vectorChunks } from './vector-chunks.ts';

const numberTypes: Readonly<Record<string, NumberType>> = {
  '<f2': 'float16',
  '<f4': 'float32',
  '<f8': 'float64',
};

/** Opens a .npy file of vectors with the ids and keys that lie beside it. */
export async function openNpy(file: string): Promise<EmbeddingSource> {
  const paths = npyFiles(file);
  const input = await openInput(paths.vectors);
  try {
    const header = await readNpyHeader(input);
    const { descr, shape, start } = header;
    const type = Object.hasOwn(numberTypes, descr) ? numberTypes[descr] : undefined;
    if (type === undefined || shape.length !== 2) {
      throw malformed(
        file,
        `its array is ${descr} of shape (${shape.join(', ')})`,
        `${Object.keys(numberTypes).join(', ')} with two axes, samples × numbers`,
        "save array.astype('<f4')",
      );
    }
    checkNpySize(input, header, numberBytes[type]);
    const [rows, dimension] = shape;
    checkFilled(file, rows, dimension);
    const ids = await besides(paths.ids, rows, readIds);
    const keys = await besides(paths.keys, rows, readKeys);
    return {
      rows,
      metadata: {},
      chunks: vectorChunks(input, { start, type, rows, dimension, ids, keys }),
      close: () => input.close(),
    };
  } catch (cause) {
    await input.close();
    throw cause;
  }
}

/** What the file at `path` says of `rows` rows; null where there is none. */
async function besides<T>(
  path: string,
  rows: number,
  read: (input: InputFile) => Promise<T[]>,
): Promise<T[] | null> {
  const input = await openIfThere(path);
  if (input === null) return null;
  try {
    const values = await read(input);
    if (values.length === rows) return values;
    throw malformed(path, `it has ${values.length} rows`, `${rows} as the vectors have`);
  } finally {
    await input.close();
  }
}

/** Ids as strings, bytes in UTF-8, or whole numbers. */
async function readIds(input: InputFile): Promise<string[]> {
  const header = await readNpyHeader(input);
  const { descr, shape, start } = header;
  const [, order, kind, digits] = /^([<>|=]?)([a-zA-Z])(\d+)$/.exec(descr) ?? [];
  const size = Number(digits);
  const isRead = kind === 'U' || kind === 'S' || (kind === 'i' && size === 8);
  if (!isRead || order === '>' || size < 1 || shape.length !== 1) {
    throw malformed(
      input.path,
      `its array is ${descr} of shape (${shape.join(', ')})`,
      'strings with one axis',
      'save numpy.array(ids).astype(str)',
    );
  }
  const itemBytes = kind === 'U' ? 4 * size : size;
  checkNpySize(input, header, itemBytes);
  const { buffer } = await input.read(start, shape[0] * itemBytes);
  if (kind === 'U') return decodeTexts(new Uint32Array(buffer), size, input.path);
  if (kind === 'i') return Array.from(new BigInt64Array(buffer), String);
  return Array.from({ length: shape[0] }, (_, i) =>
    decodeBytes(new Uint8Array(buffer, i * size, size), input.path, i),
  );
}

function decodeBytes(bytes: Uint8Array, path: string, row: number): string {
  try {
    const end = bytes.findLastIndex(byte => byte !== 0) + 1;
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(
      bytes.subarray(0, end),
    );
  } catch {
    throw malformed(path, `the id of row ${row} is not UTF-8`, 'text');
  }
}

async function readKeys(input: InputFile): Promise<ContentKey[]> {
  const header = await readNpyHeader(input);
  const { descr, shape, start } = header;
  if (descr !== '|u1' || shape.length !== 2 || shape[1] !== keyBytes) {
    throw malformed(
      input.path,
      `its array is ${descr} of shape (${shape.join(', ')})`,
      `|u1 of shape (rows, ${keyBytes})`,
    );
  }
  checkNpySize(input, header, 1);
  return splitKeys(await input.read(start, shape[0] * keyBytes));
}
