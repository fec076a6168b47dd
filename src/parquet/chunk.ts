import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import type { ColumnMetaData, Compressors, ParquetParsers, SchemaTree } from 'hyparquet';
import { readColumn } from 'hyparquet/src/column.js';
import { DEFAULT_PARSERS } from 'hyparquet/src/convert.js';
import { getTreePath } from 'hyparquet/src/schema.js';
import type { ParquetFile } from './file.ts';
import { checkPages } from './pages.ts';

/** Snappy comes with the library. */
const compressors: Compressors = {
  GZIP: (bytes, length) => gunzipSync(bytes, { maxOutputLength: Math.max(1, length) }),
  BROTLI: (bytes, length) => brotliDecompressSync(bytes, { maxOutputLength: Math.max(1, length) }),
};

/** What a caller adds to the library's ways of decoding. */
export interface ChunkDecoding {
  readonly compressors?: Compressors;
  readonly parsers?: Partial<ParquetParsers>;
}

/** Values as the library decodes them: lists come as arrays. */
export type Values = ArrayLike<unknown>;

/**
 * Decodes one column of one row group. The chunk is decoded here and not by the library's reader of
 * files, which lets errors of one column go by unheard while it waits for another: they would end
 * the process.
 *
 * @throws what `refuse` gives where the chunk is malformed, too large or compressed in a way unknown here
 */
export async function readChunk(
  file: ParquetFile,
  schema: SchemaTree,
  chunk: ColumnMetaData,
  rows: number,
  decoding: ChunkDecoding = {},
): Promise<Values> {
  const { refuse, unreadable } = file;
  const known = { ...compressors, ...decoding.compressors };
  const codecs = ['UNCOMPRESSED', 'SNAPPY', ...Object.keys(known)];
  if (!codecs.includes(chunk.codec)) {
    throw refuse(
      `it is compressed with ${chunk.codec}`,
      codecs.join(', '),
      'write it with compression="snappy"',
    );
  }
  const at = Number(chunk.dictionary_page_offset || chunk.data_page_offset);
  const { buffer } = await file.read(at, Number(chunk.total_compressed_size));
  try {
    checkPages(buffer, chunk, file);
    const schemaPath = getTreePath(schema, chunk.path_in_schema);
    const { data } = readColumn(
      { view: new DataView(buffer), offset: 0 },
      { groupStart: 0, selectStart: 0, selectEnd: rows, groupRows: rows },
      {
        ...chunk,
        pathInSchema: chunk.path_in_schema,
        element: schemaPath[schemaPath.length - 1].element,
        schemaPath,
        compressors: known,
        parsers: { ...DEFAULT_PARSERS, ...decoding.parsers },
      },
    );
    const values = joined(data);
    if (values.length === rows) return values;
    throw refuse(`column "${chunk.path_in_schema[0]}" has ${values.length} rows`, `${rows}`);
  } catch (cause) {
    throw unreadable(cause);
  }
}

function joined(parts: readonly Values[]): Values {
  if (parts.length === 1) return parts[0];
  const all: unknown[] = [];
  for (const part of parts) for (let i = 0; i < part.length; i++) all.push(part[i]);
  return all;
}
