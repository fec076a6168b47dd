import { type FileHandle, open } from 'node:fs/promises';
import type { FileMetaData, ParquetParsers } from 'hyparquet';
import { MingaError } from '../../errors/index.ts';
import { type ParquetFile, readChunk, readMetadata, type Values } from '../../parquet/index.ts';
import { dateText } from './cell-text.ts';
import { parquetColumns } from './parquet-columns.ts';
import type { Table } from './table.ts';
import { TableBuilder } from './table-builder.ts';
import { unpackZstd } from './zstd.ts';

const decoding = { compressors: { ZSTD: unpackZstd }, parsers: timeParsers() };

/**
 * Reads a Parquet file, one column of one row group at a time. Columns of bytes that are no text
 * (pictures) are left out, and that is said.
 *
 * @throws E_RECORD_VALUE where the file is damaged, or compressed in a way unknown here
 */
export async function readParquet(path: string, name: string): Promise<Table> {
  const handle = await open(path, 'r');
  try {
    const file = await parquetFile(handle, name);
    try {
      return await readGroups(file, await readMetadata(file), name);
    } catch (cause) {
      throw file.unreadable(cause);
    }
  } finally {
    await handle.close();
  }
}

async function readGroups(file: ParquetFile, metadata: FileMetaData, name: string): Promise<Table> {
  const { schema, columns, bytes } = parquetColumns(metadata);
  const builder = new TableBuilder(
    { name, unit: 'row' },
    columns.map(column => column.name),
  );
  let before = 0;
  for (const group of metadata.row_groups) {
    const rows = Number(group.num_rows);
    for (const [place, { path, text }] of columns.entries()) {
      const chunk = group.columns.find(
        ({ meta_data: data }) => data?.path_in_schema.join('.') === path,
      );
      if (chunk?.meta_data === undefined) throw file.refuse(`a row group without column "${path}"`);
      const values = await readChunk(file, schema, chunk.meta_data, rows, decoding);
      addValues(builder, place, values, text);
    }
    for (let row = 1; row <= rows; row++) builder.endRow(columns.length, before + row);
    before += rows;
  }
  const note = `${name}: columns of bytes are left out: ${bytes.join(', ')}`;
  return builder.build(bytes.length === 0 ? [] : [note]);
}

function addValues(
  builder: TableBuilder,
  place: number,
  values: Values,
  text: (value: unknown) => string,
): void {
  const column = builder.columns[place];
  for (let row = 0; row < values.length; row++) column.addText(text(values[row]));
}

async function parquetFile(handle: FileHandle, name: string): Promise<ParquetFile> {
  const { size } = await handle.stat();
  const refuse: ParquetFile['refuse'] = (
    found,
    expected = 'a whole Parquet file',
    fix = 'write it again',
  ) => new MingaError('E_RECORD_VALUE', { found: `${name}: ${found}`, expected, fix });
  return {
    size,
    refuse,
    unreadable: cause =>
      cause instanceof MingaError
        ? cause
        : refuse(
            `cannot be read as Parquet: ${cause instanceof Error ? cause.message : 'damaged'}`,
          ),
    async read(at, length) {
      if (!(at >= 0 && length >= 0 && at + length <= size)) {
        throw refuse(`it ends after ${size} bytes`, `${at + length} or more`);
      }
      const bytes = new Uint8Array(length);
      for (let done = 0; done < length; ) {
        const { bytesRead } = await handle.read(bytes, done, length - done, at + done);
        if (bytesRead === 0) throw refuse('it became shorter while it was read');
        done += bytesRead;
      }
      return bytes;
    },
  };
}

/** Times as texts, to the last digit: the library's own are dates, which end at milliseconds. */
function timeParsers(): Partial<ParquetParsers> {
  const decoder = new TextDecoder();
  return {
    dateFromDays: days => dateText(new Date(days * 86_400_000)),
    timestampFromMilliseconds: millis => timeText(BigInt(millis), 3),
    timestampFromMicroseconds: micros => timeText(BigInt(micros), 6),
    timestampFromNanoseconds: nanos => timeText(BigInt(nanos), 9),
    jsonFromBytes: bytes => bytes && decoder.decode(bytes),
  };
}

function timeText(count: bigint, digits: number): string {
  const unit = 10n ** BigInt(digits);
  const fraction = ((count % unit) + unit) % unit;
  const date = new Date(Number((count - fraction) / unit) * 1000);
  if (Number.isNaN(date.getTime())) return '';
  if (fraction === 0n) return dateText(date);
  const decimals = String(fraction).padStart(digits, '0').replace(/0+$/, '');
  return `${date.toISOString().slice(0, -5)}.${decimals}`;
}
