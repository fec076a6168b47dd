import { Matrix } from '../../tensor/index.ts';
import type { ContentKey } from '../content-key.ts';
import type { EmbeddingRows, EmbeddingSource, EmbeddingTable } from './embedding-table.ts';
import { type ExchangeFormat, formatOf } from './exchange-format.ts';
import { malformed, unreadable } from './malformed.ts';
import { openNpy } from './npy-read.ts';
import { openParquet } from './parquet-read.ts';
import { rowCheck } from './row-check.ts';
import { openSafetensors } from './safetensors-read.ts';

export interface ReadEmbeddingsOptions {
  /** Default: what the file's ending says. */
  readonly format?: ExchangeFormat;
}

/**
 * Reads vectors that {@link writeEmbeddings} or Python wrote, whole. Parquet may hold a column of
 * lists or one column per dimension, npy float16, float32 or float64, safetensors one tensor with
 * two axes; `docs/python.md` has the lines that write them. Numbers become float32.
 *
 * @throws E_OPTION where the ending names no format; E_FILE_MISSING
 * @throws E_EXCHANGE, E_SAFETENSORS where the file is malformed, cut short, or not of such a table
 * @throws E_NOT_FINITE, E_DUPLICATE_ID naming the row, counted from 0
 *
 * @example
 * const { ids, vectors } = await readEmbeddings('vectors.parquet');
 */
export async function readEmbeddings(
  file: string,
  options: ReadEmbeddingsOptions = {},
): Promise<EmbeddingTable> {
  const source = await openEmbeddings(file, options);
  try {
    return await collect(file, source);
  } finally {
    await source.close();
  }
}

/**
 * Opens such a file to be read part by part, so that it may be larger than memory. Close it after.
 *
 * @throws as {@link readEmbeddings}: what is wrong with the file as a whole here, with a row when
 *   its part is read
 */
export async function openEmbeddings(
  file: string,
  { format }: ReadEmbeddingsOptions = {},
): Promise<EmbeddingSource> {
  const source = await openers[formatOf(file, format)](file);
  return { ...source, chunks: checked(file, source) };
}

const openers = { parquet: openParquet, npy: openNpy, safetensors: openSafetensors };

async function* checked(file: string, { chunks }: EmbeddingSource): AsyncGenerator<EmbeddingRows> {
  const check = rowCheck(file);
  for await (const part of chunks) {
    check(part);
    yield part;
  }
}

async function collect(file: string, source: EmbeddingSource): Promise<EmbeddingTable> {
  const ids: string[] = [];
  const keys: ContentKey[] = [];
  let vectors: Matrix | undefined;
  let rows = 0;
  for await (const part of source.chunks) {
    const { columns } = part.vectors;
    vectors ??= room(file, source.rows, columns);
    vectors.data.set(part.vectors.data, rows * columns);
    for (const id of part.ids ?? []) ids.push(id);
    for (const key of part.keys ?? []) keys.push(key);
    rows += part.vectors.rows;
  }
  if (vectors === undefined || rows !== source.rows) {
    throw malformed(file, `it holds ${rows} rows`, `${source.rows}`);
  }
  return {
    ids: ids.length > 0 ? ids : null,
    keys: keys.length > 0 ? keys : null,
    vectors,
    metadata: source.metadata,
  };
}

function room(file: string, rows: number, columns: number): Matrix {
  try {
    return Matrix.zeros(rows, columns);
  } catch (cause) {
    throw unreadable(file, cause);
  }
}
