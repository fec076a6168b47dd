import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ByteWriter, ParquetWriter } from 'hyparquet-writer';
import { writePageHeader } from 'hyparquet-writer/src/datapage.js';
import { afterAll, describe, expect, test } from 'vitest';
import { readEmbeddings } from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'minga-hostile-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function npy(header: string, data = new Uint8Array(0)): string {
  const file = join(folder, 'v.npy');
  const start = Buffer.from('\x93NUMPY\x01\x00\x00\x00', 'latin1');
  start.writeUInt16LE(header.length, 8);
  writeFileSync(file, Buffer.concat([start, Buffer.from(header, 'latin1'), data]));
  return file;
}

function safetensors(header: unknown, data = new Uint8Array(0)): string {
  const file = join(folder, 'v.safetensors');
  const text = Buffer.from(typeof header === 'string' ? header : JSON.stringify(header));
  const length = Buffer.alloc(8);
  length.writeBigUInt64LE(BigInt(text.length));
  writeFileSync(file, Buffer.concat([length, text, data]));
  return file;
}

describe('npy', () => {
  test.each([
    [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999, 9999999999999999), }",
      /bytes of data/,
    ],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (9999999999999999, 0), }", /0 numbers/],
    ["{'descr': '<f4', 'fortran_order': False, 'shape': (-1, 4), }", /plain array/],
    [
      "{'descr': '<f4', 'fortran_order': False, 'shape': (__import__('os').system('x'),), }",
      /plain array/,
    ],
    ["{'descr': '<f4', 'descr': '<f4', 'fortran_order': False, 'shape': (1, 1), }", /plain array/],
    ["{'descr': '<f4', 'fortran_order': False}", /plain array/],
    [`{${"'descr': '<f4', ".repeat(3000)}}`, /plain array/],
    ['}'.repeat(60_000), /plain array/],
    [`{${' '.repeat(60_000)}`, /plain array/],
  ])('a header such as %.60s is refused', async (header, message) => {
    const started = performance.now();
    await expect(readEmbeddings(npy(header))).rejects.toThrow(message);
    expect(performance.now() - started).toBeLessThan(1000);
  });

  test('another kind of file is told apart, and a missing one is said', async () => {
    const file = join(folder, 'v.npy');
    writeFileSync(file, 'not an array at all');
    await expect(readEmbeddings(file)).rejects.toThrow(/does not begin as a \.npy file/);
    await expect(readEmbeddings(join(folder, 'none.npy'))).rejects.toThrow(/E_FILE_MISSING/);
  });
});

describe('safetensors', () => {
  const f32 = { dtype: 'F32', shape: [1, 1], data_offsets: [0, 4] };
  test.each([
    [{ v: { ...f32, data_offsets: [0, 2 ** 50] } }, /tensors/],
    [{ v: { ...f32, data_offsets: [4, 0] } }, /tensor "v"/],
    [{ v: { ...f32, shape: [2 ** 52, 2 ** 52] } }, /4 bytes/],
    [{ v: f32, w: f32 }, /tensor "w" at 0, expected 4/],
    [{ v: { dtype: 'F32', shape: [1, 1] } }, /without a type, a shape and offsets/],
    [{ v: f32, __metadata__: { a: 1 } }, /metadata "a" is not a string/],
    ['[1, 2]', /not an object/],
    ['{', /not JSON/],
  ])('a header such as %j is refused', async (header, message) => {
    await expect(readEmbeddings(safetensors(header, new Uint8Array(4)))).rejects.toThrow(message);
  });

  test('a header longer than the file is refused before memory is taken for it', async () => {
    const file = join(folder, 'long.safetensors');
    writeFileSync(file, Buffer.from([0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x7f, 0x7b]));
    await expect(readEmbeddings(file)).rejects.toThrow(/a header of.*E_SAFETENSORS/);
  });
});

describe('parquet', () => {
  /** A file of one row whose only page says what `page` says. */
  function parquet(page: { values: number; bytes: number }, values = 1n): string {
    const writer = new ByteWriter();
    const parquetWriter = new ParquetWriter({
      writer,
      schema: [
        { name: 'schema', num_children: 1 },
        { name: 'v0', type: 'FLOAT', repetition_type: 'REQUIRED' },
      ],
    });
    const start = BigInt(writer.offset);
    writePageHeader(writer, {
      type: 'DATA_PAGE',
      uncompressed_page_size: page.bytes,
      compressed_page_size: page.bytes,
      data_page_header: {
        num_values: page.values,
        encoding: 'PLAIN',
        definition_level_encoding: 'RLE',
        repetition_level_encoding: 'RLE',
      },
    });
    writer.appendFloat32(1);
    const size = BigInt(writer.offset) - start;
    parquetWriter.num_rows = 1n;
    parquetWriter.row_groups.push({
      num_rows: 1n,
      total_byte_size: size,
      columns: [
        {
          file_offset: start,
          meta_data: {
            type: 'FLOAT',
            encodings: ['PLAIN'],
            path_in_schema: ['v0'],
            codec: 'UNCOMPRESSED',
            num_values: values,
            total_uncompressed_size: size,
            total_compressed_size: size,
            data_page_offset: start,
          },
        },
      ],
    });
    parquetWriter.finish();
    const file = join(folder, 'v.parquet');
    writeFileSync(file, writer.getBytes());
    return file;
  }

  test('a sound page is read', async () => {
    const { vectors } = await readEmbeddings(parquet({ values: 1, bytes: 4 }));
    expect([...vectors.data]).toEqual([1]);
  });

  test.each([
    [{ values: 2_000_000_000, bytes: 4 }, 1n, /a page of 2000000000 numbers/],
    [{ values: 1, bytes: -40 }, 1n, /a page of -40 bytes/],
    [{ values: 1, bytes: 4000 }, 1n, /a page of 4000 bytes/],
    [{ values: 1, bytes: 4 }, 1n << 40n, /smaller row groups/],
    [{ values: 1, bytes: 4 }, 2n, /1 values in a column, expected 2/],
  ])('lengths that lie are refused: %j of %d', async (page, values, message) => {
    await expect(readEmbeddings(parquet(page, values))).rejects.toThrow(message);
  });
});
