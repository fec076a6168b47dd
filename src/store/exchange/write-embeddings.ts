import { resolve } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import type { EmbeddingRows, EmbeddingStream, EmbeddingTable } from './embedding-table.ts';
import { type ExchangeFormat, type ExchangePrecision, formatOf } from './exchange-format.ts';
import { npyWriter } from './npy-write.ts';
import { type OutputFiles, outputFiles } from './output-files.ts';
import { parquetWriter } from './parquet-write.ts';
import { rowCheck } from './row-check.ts';
import type { RowWriter } from './row-writer.ts';
import { safetensorsWriter } from './safetensors-write.ts';

const defaults = { precision: 'float32' } as const;

export interface WriteEmbeddingsOptions {
  /** Default: what the file's ending says. */
  readonly format?: ExchangeFormat;
  /** Default: float32. float16 rounds each number to 11 significant bits. */
  readonly precision?: ExchangePrecision;
}

/**
 * Writes vectors to a file that Python reads in one line (`docs/python.md`), readable by its owner
 * alone. A stream is written as it comes, with a few megabytes in memory, so that a store larger
 * than memory can leave it; ids, and for safetensors keys, are held. The file comes into place
 * whole at the end; what was there before is replaced.
 *
 * - Parquet: columns `id`, `key` (64 hexadecimal digits) and `vector` (lists of floats)
 * - npy: `v.npy` (rows × dimension), `v.ids.npy` (strings) and `v.keys.npy` (rows × 32 bytes)
 * - safetensors: `vectors`, `keys` (rows × 32) and `ids` (rows × width, UTF-32)
 *
 * @returns how many rows were written
 * @throws E_OPTION where the ending names no format, or a number is too large for float16
 * @throws E_SHAPE where ids, keys and vectors differ in number, or parts differ from one another
 * @throws E_NOT_FINITE, E_DUPLICATE_ID naming the row
 * @throws E_EXCHANGE where there are no rows, an id is empty, or the disk is full or refuses
 *
 * @example
 * await writeEmbeddings('vectors.parquet', {
 *   ids: ['a', 'b'], keys: null, vectors: Matrix.fromRows([[0.6, 0.8], [1, 0]]), metadata: {},
 * });
 */
export async function writeEmbeddings(
  file: string,
  table: EmbeddingTable | EmbeddingStream,
  options: WriteEmbeddingsOptions = {},
): Promise<number> {
  const format = formatOf(file, options.format);
  const precision = options.precision ?? defaults.precision;
  const path = resolve(file);
  const files = outputFiles();
  try {
    const writer = await writerOf(format, path, files, precision, table.metadata);
    const check = rowCheck(file);
    let rows = 0;
    for await (const part of partsOf(table)) {
      if (part.vectors.rows === 0) continue;
      check(part);
      await writer.write(part);
      rows += part.vectors.rows;
    }
    if (rows === 0) {
      throw new MingaError('E_EXCHANGE', {
        found: `there are no rows to write to ${file}`,
        expected: '1 or more',
      });
    }
    await files.commit(await writer.finish());
    return rows;
  } catch (cause) {
    await files.discard();
    throw cause;
  }
}

function writerOf(
  format: ExchangeFormat,
  path: string,
  files: OutputFiles,
  precision: ExchangePrecision,
  metadata: Readonly<Record<string, string>>,
): Promise<RowWriter> {
  switch (format) {
    case 'parquet':
      return parquetWriter(path, files, precision, metadata);
    case 'npy':
      return npyWriter(path, files, precision);
    case 'safetensors':
      return safetensorsWriter(path, files, precision, metadata);
  }
}

async function* partsOf(table: EmbeddingTable | EmbeddingStream): AsyncGenerator<EmbeddingRows> {
  if ('chunks' in table) yield* table.chunks;
  else yield table;
}
