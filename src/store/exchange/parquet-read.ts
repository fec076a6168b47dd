import { type FileMetaData, parquetSchema, type RowGroup } from 'hyparquet';
import { type ParquetFile, readChunk, readMetadata, type Values } from '../../parquet/index.ts';
import type { EmbeddingRows, EmbeddingSource } from './embedding-table.ts';
import { type InputFile, openInput } from './input-file.ts';
import { malformed, unreadable } from './malformed.ts';
import { findColumns, type ParquetColumns } from './parquet-columns.ts';
import { fromColumns, fromLists, idsOf, keysOf } from './parquet-values.ts';

/** What other writers say of their own layout. */
const layoutKeys = new Set(['pandas', 'ARROW:schema']);

/** Opens a Parquet file of vectors. It is read one row group at a time. */
export async function openParquet(path: string): Promise<EmbeddingSource> {
  const input = await openInput(path);
  try {
    const metadata = await readMetadata(asParquet(input));
    if (metadata.num_rows < 1n) throw malformed(path, 'it has 0 rows', '1 or more');
    const columns = findColumns(metadata, path);
    return {
      rows: Number(metadata.num_rows),
      metadata: Object.fromEntries(
        (metadata.key_value_metadata ?? [])
          .filter(({ key }) => !layoutKeys.has(key))
          .map(({ key, value }) => [key, value ?? '']),
      ),
      chunks: groups(input, metadata, columns),
      close: () => input.close(),
    };
  } catch (cause) {
    await input.close();
    throw unreadable(path, cause);
  }
}

/** The file as its reader of columns wants it. */
function asParquet(input: InputFile): ParquetFile {
  return {
    size: input.size,
    read: (at, length) => input.read(at, length),
    refuse: (found, expected, fix) => malformed(input.path, found, expected, fix),
    unreadable: cause => unreadable(input.path, cause),
  };
}

async function* groups(
  input: InputFile,
  metadata: FileMetaData,
  columns: ParquetColumns,
): AsyncGenerator<EmbeddingRows> {
  let start = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    if (rows > 0) {
      // A field that the footer should have and has not is found only where it is used.
      yield await readGroup(input, metadata, columns, group, start).catch((cause: unknown) => {
        throw unreadable(input.path, cause);
      });
    }
    start += rows;
  }
}

async function readGroup(
  input: InputFile,
  metadata: FileMetaData,
  { id, key, vector }: ParquetColumns,
  group: RowGroup,
  start: number,
): Promise<EmbeddingRows> {
  const place = { path: input.path, start };
  const schema = parquetSchema(metadata);

  function column(name: string): Promise<Values> {
    const chunk = group.columns.find(({ meta_data: data }) => data?.path_in_schema[0] === name);
    if (chunk?.meta_data !== undefined) {
      return readChunk(asParquet(input), schema, chunk.meta_data, Number(group.num_rows));
    }
    throw malformed(input.path, `a row group without column "${name}"`, 'every column');
  }

  async function vectors() {
    if ('list' in vector) return fromLists(await column(vector.list), place);
    const columns: Values[] = [];
    for (const name of vector.each) columns.push(await column(name));
    return fromColumns(columns, place);
  }

  return {
    ids: id === null ? null : idsOf(await column(id), place),
    keys: key === null ? null : keysOf(await column(key), place),
    vectors: await vectors(),
  };
}
