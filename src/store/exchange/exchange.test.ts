import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, describe, expect, test } from 'vitest';
import { isMingaError } from '../../errors/index.ts';
import { decodeSafetensors, halfPrecision, Matrix, singlePrecision } from '../../tensor/index.ts';
import {
  type EmbeddingRows,
  type EmbeddingTable,
  openEmbeddings,
  readEmbeddings,
  writeEmbeddings,
} from './index.ts';

const folder = mkdtempSync(join(tmpdir(), 'minga-exchange-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const formats = ['parquet', 'npy', 'safetensors'] as const;
const precisions = ['float32', 'float16'] as const;
const kinds = formats.flatMap(format => precisions.map(precision => ({ format, precision })));

const text = fc
  .string({ unit: 'binary', minLength: 1, maxLength: 12 })
  .filter(value => value.isWellFormed() && !value.includes('\0'));

const tables = fc
  .record({
    columns: fc.integer({ min: 1, max: 9 }),
    ids: fc.uniqueArray(text, { minLength: 1, maxLength: 12 }),
    hasIds: fc.boolean(),
    hasKeys: fc.boolean(),
    metadata: fc.dictionary(text, fc.string({ unit: 'binary' })),
    parts: fc.integer({ min: 1, max: 5 }),
  })
  .filter(({ metadata }) => Object.values(metadata).every(value => value.isWellFormed()))
  .chain(settings => {
    const rows = settings.ids.length;
    const count = rows * settings.columns;
    const numbers = fc.float({ min: -65_504, max: 65_504, noNaN: true });
    return fc.record({
      settings: fc.constant(settings),
      numbers: fc.array(numbers, { minLength: count, maxLength: count }),
      keys: fc.array(fc.uint8Array({ minLength: 32, maxLength: 32 }), {
        minLength: rows,
        maxLength: rows,
      }),
    });
  });

function bytes(data: Float32Array): string {
  return Buffer.from(data.buffer, data.byteOffset, data.byteLength).toString('hex');
}

function part(table: EmbeddingRows, from: number, to: number): EmbeddingRows {
  const { columns, data } = table.vectors;
  return {
    ids: table.ids?.slice(from, to) ?? null,
    keys: table.keys?.slice(from, to) ?? null,
    vectors: new Matrix(to - from, columns, data.slice(from * columns, to * columns)),
  };
}

async function* inParts(table: EmbeddingRows, rows: number): AsyncGenerator<EmbeddingRows> {
  for (let from = 0; from < table.vectors.rows; from += rows) {
    yield part(table, from, Math.min(table.vectors.rows, from + rows));
  }
}

const small: EmbeddingTable = {
  ids: ['a', 'ñandú', '🩺'],
  keys: [1, 2, 3].map(n => new Uint8Array(32).fill(n)),
  vectors: Matrix.fromRows([
    [0.5, -1],
    [2, 3],
    [4, 0.25],
  ]),
  metadata: { model: 'demo' },
};

describe.each(kinds)('$format in $precision', ({ format, precision }) => {
  const file = join(folder, `${precision}.${format}`);

  test('what is read is what was written, whatever parts it came in', async () => {
    await fc.assert(
      fc.asyncProperty(tables, async ({ settings, numbers, keys }) => {
        const table: EmbeddingTable = {
          ids: settings.hasIds ? settings.ids : null,
          keys: settings.hasKeys ? keys : null,
          vectors: new Matrix(settings.ids.length, settings.columns, Float32Array.from(numbers)),
          metadata: settings.metadata,
        };
        const chunks = inParts(table, settings.parts);
        const rows = await writeEmbeddings(
          file,
          { metadata: table.metadata, chunks },
          { precision },
        );
        expect(rows).toBe(settings.ids.length);
        const read = await readEmbeddings(file);
        const { data } = table.vectors;
        const expected = precision === 'float32' ? data : singlePrecision(halfPrecision(data));
        expect(bytes(read.vectors.data)).toBe(bytes(expected));
        expect(read.vectors.columns).toBe(settings.columns);
        expect(read.ids).toEqual(table.ids);
        expect(read.keys?.map(key => [...key])).toEqual(table.keys?.map(key => [...key]));
        expect(read.metadata).toEqual(format === 'npy' ? {} : table.metadata);
      }),
      { numRuns: 60 },
    );
  });

  test('a file cut at any byte is refused, never read as another table', async () => {
    const names = [file];
    await writeEmbeddings(file, small, { precision });
    if (format === 'npy') {
      names.push(file.replace(/npy$/, 'ids.npy'), file.replace(/npy$/, 'keys.npy'));
    }
    for (const name of names) {
      const whole = readFileSync(name);
      for (let length = 0; length < whole.length; length++) {
        writeFileSync(name, whole.subarray(0, length));
        const outcome = await readEmbeddings(file).catch((error: unknown) => error);
        if (!isMingaError(outcome)) throw new Error(`${length} of ${whole.length}: ${outcome}`);
      }
      writeFileSync(name, whole);
    }
    expect((await readEmbeddings(file)).ids).toEqual(small.ids);
  });

  test('a file with changed bytes gives a table or a MingaError, never a crash', async () => {
    await writeEmbeddings(file, small, { precision });
    const whole = readFileSync(file);
    const change = fc.tuple(fc.nat(whole.length - 1), fc.nat(255));
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async changes => {
        const changed = Buffer.from(whole);
        for (const [at, value] of changes) changed[at] = value;
        writeFileSync(file, changed);
        const outcome = await readEmbeddings(file).catch((error: unknown) => error);
        if (outcome instanceof Error && !isMingaError(outcome)) throw outcome;
      }),
      { numRuns: 400 },
    );
  });

  test('only its owner may read it, and nothing else is left beside it', async () => {
    const own = mkdtempSync(join(folder, 'own-'));
    const path = join(own, `v.${format}`);
    await writeEmbeddings(path, small, { precision });
    const names = readdirSync(own).sort();
    expect(names).toEqual(
      format === 'npy' ? ['v.ids.npy', 'v.keys.npy', 'v.npy'] : [`v.${format}`],
    );
    if (process.platform !== 'win32') {
      for (const name of names) expect(statSync(join(own, name)).mode & 0o777).toBe(0o600);
    }
  });

  test('a refused row leaves the earlier file as it was', async () => {
    await writeEmbeddings(file, small, { precision });
    const before = readFileSync(file);
    const twice = { ...small, ids: ['a', 'b', 'a'] };
    await expect(writeEmbeddings(file, twice)).rejects.toThrow(
      /row 2 has the id "a" of a row before it.*E_DUPLICATE_ID/,
    );
    const infinite = Matrix.fromRows([
      [0, 1],
      [2, Number.POSITIVE_INFINITY],
      [4, 5],
    ]);
    await expect(writeEmbeddings(file, { ...small, vectors: infinite })).rejects.toThrow(
      /row 1, column 1 is Infinity.*E_NOT_FINITE/,
    );
    expect(readFileSync(file).equals(before)).toBe(true);
    expect(readdirSync(folder).filter(name => name.endsWith('.tmp'))).toEqual([]);
  });
});

describe('writeEmbeddings', () => {
  test('removes the ids of an earlier table that would belong to other vectors', async () => {
    const file = join(folder, 'stale.npy');
    await writeEmbeddings(file, small);
    await writeEmbeddings(file, { ...small, ids: null, keys: null });
    expect((await readEmbeddings(file)).ids).toBeNull();
  });

  test('refuses numbers that float16 cannot hold, empty tables and unknown endings', async () => {
    const large = {
      ...small,
      vectors: Matrix.fromRows([
        [0, 1],
        [2, 70_000],
        [4, 5],
      ]),
    };
    await expect(
      writeEmbeddings(join(folder, 'large.npy'), large, { precision: 'float16' }),
    ).rejects.toThrow(/row 1, column 1 is 70000.*float32 \[E_OPTION\]/);
    const none = { ...small, ids: null, keys: null, vectors: Matrix.zeros(0, 2) };
    await expect(writeEmbeddings(join(folder, 'none.npy'), none)).rejects.toThrow(/no rows/);
    await expect(writeEmbeddings(join(folder, 'v.csv'), small)).rejects.toThrow(
      /\.parquet, \.npy, \.safetensors/,
    );
  });

  test('says where ids, keys and parts do not fit', async () => {
    const file = join(folder, 'misfit.parquet');
    const write = (table: EmbeddingTable) => writeEmbeddings(file, table);
    await expect(write({ ...small, ids: ['a'] })).rejects.toThrow(/1 ids and 3 keys for 3 rows/);
    await expect(write({ ...small, ids: ['a', '', 'c'] })).rejects.toThrow(/row 1 has an empty id/);
    await expect(write({ ...small, ids: ['a', 'b\0', 'c'] })).rejects.toThrow(/not proper text/);
    await expect(write({ ...small, ids: ['a', 'b', 'c'.repeat(2000)] })).rejects.toThrow(/1024/);
    async function* uneven() {
      yield part(small, 0, 1);
      yield { ...part(small, 1, 2), ids: null };
    }
    await expect(writeEmbeddings(file, { metadata: {}, chunks: uneven() })).rejects.toThrow(
      /some rows with ids or keys and some without/,
    );
  });

  test('safetensors are those of src/tensor', async () => {
    const file = join(folder, 'codec.safetensors');
    await writeEmbeddings(file, small);
    const { tensors, metadata } = decodeSafetensors(readFileSync(file));
    expect([...tensors.keys()]).toEqual(['vectors', 'keys', 'ids']);
    expect(tensors.get('vectors')?.data).toEqual(small.vectors.data);
    expect(metadata).toEqual({ model: 'demo' });
  });

  test('a table of many row groups is read part by part', async () => {
    const vectors = new Matrix(
      3000,
      1024,
      Float32Array.from({ length: 3000 * 1024 }, (_, i) => i),
    );
    const file = join(folder, 'groups.parquet');
    await writeEmbeddings(file, { ids: null, keys: null, vectors, metadata: {} });
    const source = await openEmbeddings(file);
    const sizes: number[] = [];
    for await (const { vectors: own } of source.chunks) sizes.push(own.rows);
    await source.close();
    expect(sizes).toEqual([1024, 1024, 952]);
    expect(bytes((await readEmbeddings(file)).vectors.data)).toBe(bytes(vectors.data));
  });
});
