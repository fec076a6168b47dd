import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { parquetWriteBuffer } from 'hyparquet-writer';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecords } from '../records/index.ts';
import dialects from './golden/dialects.json' with { type: 'json' };
import golden from './golden/kinds.json' with { type: 'json' };
import { readTable, type TableOptions } from './read-table.ts';
import type { Table } from './table.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-kinds-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function read(name: string, content: string | Uint8Array, options: TableOptions = {}) {
  await writeFile(join(folder, name), content);
  return readTable(join(folder, name), options);
}

function cellsOf(table: Table) {
  return Array.from({ length: table.rowCount }, (_, row) =>
    table.columns.map((_, column) => table.cell(row, column)),
  );
}

describe('one table in every kind of file', () => {
  it.each(Object.entries(golden.files))('is the same in %s', async (name, file) => {
    const table = await read(name, Buffer.from(file, 'base64'));
    expect(table.columns).toEqual(golden.columns);
    expect(cellsOf(table)).toEqual(golden.cells);
    expect(table.ragged.size).toBe(0);
  });

  it('is told apart by what it holds, not by its name', async () => {
    const parquet = Buffer.from(golden.files['visits.parquet'], 'base64');
    expect((await read('visits', parquet)).place(3)).toBe('visits row 4');
    const lines = Buffer.from(golden.files['visits.jsonl'], 'base64');
    expect((await read('export', lines)).place(3)).toBe('export line 4');
    expect((await read('odd.csv', '[a],b\n1,2\n')).columns).toEqual(['[a]', 'b']);
  });

  it.each(dialects)(
    'is read as pandas reads it when told how: $name',
    async ({ file, columns, rows }) => {
      const table = await read('records.csv', Buffer.from(file, 'base64'));
      expect(table.columns).toEqual(columns);
      const { samples } = readRecords({
        name: 'records',
        table,
        folders: [],
        roles: { id: 'id', image: null, group: null, time: null, site: null, part: null },
        label: {
          columns: ['grade'],
          rule: 'grade above 1',
          multilabel: false,
          of: ([grade]) => [Number(grade) > 1 ? 'high' : 'low'],
        },
        record: columns,
        fields: {},
        text: () => '',
      });
      expect(samples.map(({ record }) => columns.map(column => record[column]))).toEqual(rows);
    },
  );

  it('is the same as Parquet and as JSON, whatever its cells', async () => {
    const text = fc.string({ unit: 'grapheme' }).map(value => value.replaceAll('\r', ''));
    const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map(value => value + 0);
    const row = fc.record({ name: text, value: number, yes: fc.boolean() });
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 5 }), async rows => {
        const quoted = (value: unknown) => `"${String(value).replaceAll('"', '""')}"`;
        const csv = rows.map(one => [one.name, one.value, one.yes].map(quoted).join(','));
        const expected = cellsOf(await read('a.csv', ['name,value,yes', ...csv].join('\n')));
        const parquet = parquetWriteBuffer({
          columnData: [
            { name: 'name', data: rows.map(one => one.name), type: 'STRING' },
            { name: 'value', data: rows.map(one => one.value), type: 'DOUBLE' },
            { name: 'yes', data: rows.map(one => one.yes), type: 'BOOLEAN' },
          ],
        });
        expect(cellsOf(await read('a.parquet', new Uint8Array(parquet)))).toEqual(expected);
        const lines = rows.map(one => JSON.stringify(one)).join('\n');
        expect(cellsOf(await read('a.jsonl', lines))).toEqual(expected);
        expect(cellsOf(await read('a.json', JSON.stringify(rows)))).toEqual(expected);
      }),
      { numRuns: 40 },
    );
  });
});

describe('a workbook', () => {
  const book = Buffer.from(golden.files['visits.xlsx'], 'base64');

  it('is read by the sheet that a person names, and says what else it has', async () => {
    expect((await read('book.xlsx', book)).notes).toEqual([
      'book.xlsx: the first sheet "Visits & more" was read, not Other',
    ]);
    const other = await read('book.xlsx', book, { sheet: 'Other' });
    expect([other.columns, cellsOf(other), other.notes]).toEqual([['x'], [['1']], []]);
    await expect(read('book.xlsx', book, { sheet: 'None' })).rejects.toThrow(
      /no sheet "None": it has Visits & more, Other.*E_OPTION/,
    );
  });

  it('of the old kind is refused, and says what to do', async () => {
    const old = Buffer.from('d0cf11e0a1b11ae1', 'hex');
    await expect(read('old.xls', old)).rejects.toThrow(/before 2007.*E_RECORD_VALUE/);
  });
});

describe('JSON', () => {
  it('becomes columns for every name, in the order in which they turn up', async () => {
    const table = await read(
      'a.jsonl',
      '{"id":1,"lab":{"hba1c":6.5,"at":{"town":"Cali"}}}\n\n{"id":2,"tags":["x",1],"lab":{"sets":[{"a":1}]}}\n',
    );
    expect(table.columns).toEqual(['id', 'lab.hba1c', 'lab.at.town', 'tags', 'lab.sets']);
    expect(cellsOf(table)).toEqual([
      ['1', '6.5', 'Cali', '', ''],
      ['2', '', '', 'x|1', '[{"a":1}]'],
    ]);
    expect(table.line(1)).toBe(3);
  });

  it('keeps every digit of a long id, and texts that look like one', async () => {
    const { cell } = await read(
      'a.jsonl',
      '{"id":12345678901234567890,"t":"a \\" 12345678901234567890","f":0.12345678901234568}',
    );
    expect([cell(0, 0), cell(0, 1), cell(0, 2)]).toEqual([
      '12345678901234567890',
      'a " 12345678901234567890',
      '0.12345678901234568',
    ]);
  });

  it('says which line is none, and not what it holds', async () => {
    const fault = read('a.jsonl', '{"id":1}\n{"id":"secret\n');
    await expect(fault).rejects.toThrow(/a.jsonl: line 2 is no JSON.*E_RECORD_VALUE/);
    await expect(fault).rejects.not.toThrow(/secret/);
    await expect(read('a.json', '[1]')).rejects.toThrow(/row 1 is no JSON object/);
    await expect(read('a.json', '{"data": [\n{"id":1}]}')).rejects.toThrow(/line 1 is no JSON/);
  });

  it('does not follow objects for ever, nor take names of built-in properties for more', async () => {
    const deep = `${'{"a":'.repeat(50)}1${'}'.repeat(50)}`;
    const { columns } = await read('a.jsonl', `${deep}\n{"__proto__":{"x":1},"constructor":2}\n`);
    expect(columns).toEqual(['a.a.a.a.a.a.a.a', '__proto__.x', 'constructor']);
    const wide = Array.from({ length: 17_000 }, (_, i) => `{"c${i}":1}`).join('\n');
    await expect(read('a.jsonl', wide)).rejects.toThrow(/more than 16384 columns/);
  });
});
