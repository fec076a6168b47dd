import type { ColumnChunk, SchemaElement } from 'hyparquet';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { writeColumn } from 'hyparquet-writer/src/column.js';
import { Matrix } from '../../tensor/index.ts';
import type { EmbeddingRows } from './embedding-table.ts';
import type { ExchangePrecision } from './exchange-format.ts';
import type { OutputFiles } from './output-files.ts';
import { writeListColumn } from './parquet-list-column.ts';
import type { RowWriter } from './row-writer.ts';

/** Numbers of a row group: what is held in memory, and what a reader holds. */
const groupNumbers = 1 << 20;
const pageBytes = 1 << 20;

const vectorPath = ['vector', 'list', 'element'];

/**
 * Writes columns `id`, `key` (hexadecimal) and `vector` (lists of floats), row group by row group.
 * Nothing is compressed: vectors do not shrink (snappy took 0.1 % off random ones), and ids and keys
 * are a hundredth of the file.
 */
export async function parquetWriter(
  file: string,
  files: OutputFiles,
  precision: ExchangePrecision,
  metadata: Readonly<Record<string, string>>,
): Promise<RowWriter> {
  const output = await files.create(file);
  const writer = new ByteWriter();
  let parquet: ParquetWriter | undefined;
  let waiting: EmbeddingRows[] = [];
  let waitingRows = 0;
  let written = 0;

  async function flush(): Promise<void> {
    await output.append(writer.getBytes());
    writer.index = 0;
  }

  async function writeGroup(): Promise<void> {
    const rows = joined(waiting);
    parquet ??= new ParquetWriter({
      writer,
      schema: schemaOf(rows, precision),
      kvMetadata: Object.entries(metadata).map(([key, value]) => ({ key, value })),
      createdBy: 'minga',
    });
    const start = writer.offset;
    const columns: ColumnChunk[] = [];
    if (rows.ids !== null) columns.push(writeTexts(writer, 'id', rows.ids));
    if (rows.keys !== null) columns.push(writeTexts(writer, 'key', rows.keys.map(hex)));
    columns.push(writeListColumn(writer, vectorPath, rows.vectors, precision, written));
    const size = BigInt(writer.offset - start);
    const count = BigInt(rows.vectors.rows);
    parquet.row_groups.push({
      columns,
      num_rows: count,
      total_byte_size: size,
      total_compressed_size: size,
    });
    parquet.num_rows += count;
    written += rows.vectors.rows;
    waiting = [];
    waitingRows = 0;
    await flush();
  }

  return {
    async write(part) {
      const { rows, columns } = part.vectors;
      const rowsAtOnce = Math.max(1, Math.floor(groupNumbers / columns));
      for (let from = 0; from < rows; ) {
        const to = Math.min(rows, from + rowsAtOnce - waitingRows);
        waiting.push(slice(part, from, to));
        waitingRows += to - from;
        from = to;
        if (waitingRows >= rowsAtOnce) await writeGroup();
      }
    },
    async finish() {
      if (waitingRows > 0) await writeGroup();
      await parquet?.finish();
      await flush();
      return [];
    },
  };
}

function schemaOf(rows: EmbeddingRows, precision: ExchangePrecision): SchemaElement[] {
  const texts = [rows.ids === null ? [] : ['id'], rows.keys === null ? [] : ['key']].flat();
  return [
    { name: 'schema', num_children: texts.length + 1 },
    ...texts.map(textElement),
    {
      name: 'vector',
      converted_type: 'LIST',
      logical_type: { type: 'LIST' },
      repetition_type: 'REQUIRED',
      num_children: 1,
    },
    { name: 'list', repetition_type: 'REPEATED', num_children: 1 },
    numberElement(precision),
  ];
}

function textElement(name: string): SchemaElement {
  return { name, type: 'BYTE_ARRAY', converted_type: 'UTF8', repetition_type: 'REQUIRED' };
}

function numberElement(precision: ExchangePrecision): SchemaElement {
  const element = { name: 'element', repetition_type: 'REQUIRED' } as const;
  if (precision === 'float32') return { ...element, type: 'FLOAT' };
  return {
    ...element,
    type: 'FIXED_LEN_BYTE_ARRAY',
    type_length: 2,
    logical_type: { type: 'FLOAT16' },
  };
}

function writeTexts(writer: ByteWriter, name: string, texts: readonly string[]): ColumnChunk {
  const element = textElement(name);
  const { chunk } = writeColumn({
    writer,
    column: {
      columnName: name,
      element,
      schemaPath: [{ name: 'schema' }, element],
      codec: 'UNCOMPRESSED',
      compressors: {},
      stats: false,
      pageSize: pageBytes,
      columnIndex: false,
      offsetIndex: false,
      encoding: 'PLAIN',
    },
    pageData: {
      values: [...texts],
      definitionLevels: [],
      repetitionLevels: [],
      maxDefinitionLevel: 0,
    },
  });
  return chunk;
}

function hex(key: Uint8Array): string {
  return Buffer.from(key).toString('hex');
}

/** Rows `from`…`to` − 1 as a copy: what waits must not change when its maker goes on. */
function slice({ ids, keys, vectors }: EmbeddingRows, from: number, to: number): EmbeddingRows {
  const { columns, data } = vectors;
  return {
    ids: ids?.slice(from, to) ?? null,
    keys: keys?.slice(from, to) ?? null,
    vectors: new Matrix(to - from, columns, data.slice(from * columns, to * columns)),
  };
}

function joined(parts: readonly EmbeddingRows[]): EmbeddingRows {
  const [first] = parts;
  if (parts.length === 1) return first;
  const { columns } = first.vectors;
  const rows = parts.reduce((sum, { vectors }) => sum + vectors.rows, 0);
  const vectors = Matrix.zeros(rows, columns);
  let at = 0;
  for (const part of parts) {
    vectors.data.set(part.vectors.data, at * columns);
    at += part.vectors.rows;
  }
  return {
    ids: first.ids === null ? null : parts.flatMap(({ ids }) => ids ?? []),
    keys: first.keys === null ? null : parts.flatMap(({ keys }) => keys ?? []),
    vectors,
  };
}
