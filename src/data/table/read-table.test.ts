import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import golden from './golden/tables.json' with { type: 'json' };
import { readTable } from './read-table.ts';
import type { Table } from './table.ts';

let folder = '';
let file = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-table-file-'));
  file = join(folder, 'records.csv');
});

afterAll(() => rm(folder, { recursive: true }));

async function read(content: string | Uint8Array, delimiter?: string) {
  await writeFile(file, content);
  return readTable(file, { delimiter });
}

/** Its rows, each as wide as the file has it where it is not wider than the header. */
function rowsOf(table: Table) {
  return Array.from({ length: table.rowCount }, (_, row) => ({
    cells: table.columns
      .map((_, column) => table.cell(row, column))
      .slice(0, table.ragged.get(row)),
    line: table.line(row),
  }));
}

describe('readTable', () => {
  it.each(golden)('reads cells and lines as Python does: $name', async example => {
    const table = await read(example.text, example.delimiter);
    const [{ cells: header }, ...expected] = example.rows;
    expect(table.columns).toEqual(header);
    const widths = expected.flatMap(({ cells }, row) =>
      cells.length === header.length ? [] : [[row, cells.length]],
    );
    expect([...table.ragged]).toEqual(widths);
    expect(rowsOf(table)).toEqual(
      expected.map(({ cells, line }) => ({ cells: cells.slice(0, header.length), line })),
    );
  });

  it('gives back any cells that were quoted', async () => {
    const cell = fc.string({ unit: 'grapheme' }).map(text => text.replace(/\r\n?/g, '\n').trim());
    const row = fc.tuple(cell, cell).filter(cells => cells.some(text => text !== ''));
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async table => {
        const text = table
          .map(cells => cells.map(c => `"${c.replaceAll('"', '""')}"`).join(','))
          .join('\n');
        const rows = rowsOf(await read(`a,b\n${text}`));
        expect(rows.map(({ cells }) => cells)).toEqual(table);
        const lines = table.map((_, i) => {
          const before = table.slice(0, i).map(cells => cells.join(',').split('\n').length);
          return 2 + before.reduce((sum, count) => sum + count, 0);
        });
        expect(rows.map(({ line }) => line)).toEqual(lines);
      }),
      { numRuns: 60 },
    );
  });

  it('leaves out rows without a single cell filled', async () => {
    const rows = rowsOf(await read('id,a\n1,x\n,\n2,y\n'));
    expect(rows.map(row => row.line)).toEqual([2, 4]);
  });

  it('reads an empty file as a table without columns', async () => {
    expect(await read('')).toMatchObject({ name: 'records.csv', columns: [], rowCount: 0 });
  });

  it('says where a quote that is never closed begins', async () => {
    await expect(read('id,a\n1,x\n2,"y\n3,z\n')).rejects.toThrow(
      /quote that opens in the row of line 3 is never closed.*E_RECORD_VALUE/,
    );
  });

  it('refuses a file that is absent', async () => {
    await expect(readTable(join(folder, 'none.csv'))).rejects.toMatchObject({
      code: 'E_FILE_MISSING',
    });
  });
});
