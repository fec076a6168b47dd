import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable } from '../../table/index.ts';
import entities from './golden/entities.json' with { type: 'json' };
import {
  alignedLines,
  buildTable,
  contentIds,
  joinedBy,
  pictureIndex,
  readTextFile,
  requireFile,
  selectRows,
  stackTables,
  withoutEntities,
  withoutRepeats,
} from './index.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-raw-'));
});

afterAll(() => rm(folder, { recursive: true }));

async function write(name: string, content: string | Uint8Array): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, content);
  return path;
}

describe('a file of lines', () => {
  it('may end its lines in any way, mixed', async () => {
    const path = await write('mixed.txt', '\ufeffone\r\ntwo\nthree\rfour\n\n  \n');
    expect(await readTextFile(folder, path)).toEqual({
      name: 'mixed.txt',
      lines: ['one', 'two', 'three', 'four'],
      notes: [],
    });
  });

  it('keeps blank lines between others, because lines are counted', async () => {
    const path = await write('blank.txt', 'one\n\nthree\n');
    expect((await readTextFile(folder, path)).lines).toEqual(['one', '', 'three']);
  });

  it('is read as Windows-1252 where it is not UTF-8, and says so', async () => {
    const path = await write('latin.txt', Uint8Array.of(0x63, 0x72, 0xe8, 0x6d, 0x65));
    const { lines, notes } = await readTextFile(folder, path);
    expect(lines).toEqual(['crème']);
    expect(notes).toEqual(['latin.txt: not UTF-8, read as Windows-1252']);
  });

  it('is named where it is missing', async () => {
    await expect(readTextFile(folder, join(folder, 'none.txt'))).rejects.toThrow(
      /none\.txt: no such file.*docs\/datasets.*E_FILE_MISSING/s,
    );
    await expect(requireFile('a.tsv', 'b.tsv')).rejects.toThrow(/a\.tsv, b\.tsv: no such file/);
  });
});

describe('lists that belong together', () => {
  it('stop where their lengths differ', async () => {
    await write('long.txt', 'a\nb\nc\n');
    await write('short.txt', 'a\nb\n');
    await expect(alignedLines(folder, ['long.txt', 'short.txt'])).rejects.toThrow(
      /long\.txt has 3 lines, short\.txt 2.*E_RECORD_VALUE/s,
    );
  });
});

describe('HTML entities', () => {
  it('are read as Python reads them', () => {
    for (const { text, unescaped } of entities) expect(withoutEntities(text)).toBe(unescaped);
  });

  it('stay where they are unknown or no character', () => {
    for (const text of [
      '&bogus;',
      '&',
      '&;',
      '&#0;',
      '&#xD800;',
      '&#9999999;',
      'a&b;c',
      '&toString;',
    ])
      expect(withoutEntities(text)).toBe(text);
  });

  it('leave text without an ampersand alone', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), text => {
        const plain = text.replaceAll('&', '');
        expect(withoutEntities(plain)).toBe(plain);
      }),
    );
  });
});

describe('ids from content', () => {
  it('do not depend on the order of the rows', () => {
    const row = fc.record({
      image: fc.constantFrom('1', '2'),
      text: fc.constantFrom('a', 'b', 'c'),
    });
    fc.assert(
      fc.property(fc.array(row), rows => {
        const idsOf = (of: typeof rows) =>
          contentIds(
            of.length,
            at => of[at].image,
            at => [of[at].text],
          );
        const ids = idsOf(rows);
        expect(new Set(ids).size).toBe(rows.length);
        expect(idsOf([...rows].reverse()).sort()).toEqual([...ids].sort());
      }),
    );
  });

  it('keep texts apart that only join alike', () => {
    const content = [
      ['a', 'b,c'],
      ['a,b', 'c'],
    ];
    const ids = contentIds(
      2,
      () => 'x',
      row => content[row],
    );
    expect(ids[0]).not.toBe(ids[1]);
  });
});

describe('tables on top of one another', () => {
  it('tell every row its own file, line and cells', async () => {
    const first = await readTable(await write('first.csv', 'id,a\n1,x\n2,y\n'));
    const second = await readTable(await write('second.csv', 'b,id\nz,3\n'));
    const empty = await readTable(await write('empty.csv', 'id\n'));
    const view = stackTables([first, empty, second]);
    const ids = view.cells('id');
    const a = view.optional('a');
    expect(view.rowCount).toBe(3);
    expect([0, 1, 2].map(ids)).toEqual(['1', '2', '3']);
    expect([0, 1, 2].map(a)).toEqual(['x', 'y', '']);
    expect([0, 1, 2].map(view.source)).toEqual([0, 0, 2]);
    expect(view.place(2)).toBe('second.csv line 2');
    expect(view.has('a')).toBe(false);
    expect(() => view.cells('a')).toThrow(/empty\.csv has no column "a".*E_COLUMN_MISSING/s);
    const chosen = selectRows(view, Int32Array.of(2, 0));
    expect([0, 1].map(chosen.cells('id'))).toEqual(['3', '1']);
    expect(chosen.place(0)).toBe('second.csv line 2');
  });

  it('remember rows of the wrong length, chosen or not', async () => {
    const first = await readTable(await write('even.csv', 'id,a\n1,x\n2,y\n'));
    const second = await readTable(await write('ragged.csv', 'id,a\n3\n4,z\n5,z,z\n'));
    const view = stackTables([first, second]);
    expect([...view.ragged]).toEqual([
      [2, 1],
      [4, 3],
    ]);
    expect([...selectRows(view, Int32Array.of(4, 1, 2)).ragged]).toEqual([
      [0, 3],
      [2, 1],
    ]);
  });
});

describe('a table joined by a key', () => {
  it('gives empty cells where the other has no row, and the first of two', async () => {
    const other = await readTable(await write('other.csv', 'key,v\nk1,one\nk2,two\nk1,late\nk3\n'));
    const keys = ['k2', 'k1', 'none', 'k3'];
    const joined = joinedBy(other, 'key', row => keys[row], keys.length);
    expect(keys.map((_, row) => joined.required('v')(row))).toEqual(['two', 'one', '', '']);
    expect(keys.map((_, row) => joined.has(row))).toEqual([true, true, false, false]);
    expect(joined.optional('absent')(0)).toBe('');
    expect(() => joined.required('absent')).toThrow(/E_COLUMN_MISSING/);
  });
});

describe('a built table', () => {
  it('holds what its columns say, without blanks around', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.string({ unit: 'grapheme' }), fc.string())), rows => {
        const table = buildTable({
          name: 'built',
          rowCount: rows.length,
          columns: { a: row => rows[row][0], b: row => rows[row][1] },
          line: row => row + 5,
          place: row => `row ${row}`,
        });
        expect(table.rowCount).toBe(rows.length);
        rows.forEach(([a, b], row) => {
          expect(table.cell(row, 0)).toBe(a.trim());
          const { distinct, codes } = table.column(1);
          expect(distinct[codes[row]]).toBe(b.trim());
          expect(table.line(row)).toBe(row + 5);
        });
      }),
    );
  });
});

describe('rows that repeat an id', () => {
  it('are left out and counted, but for rows without one', () => {
    const ids = ['a', '', 'b', 'a', '', 'a'];
    const { rows, notes } = withoutRepeats(
      ids.length,
      row => ids[row],
      row => `line ${row + 2}`,
    );
    expect([...rows]).toEqual([0, 1, 2, 4]);
    expect(notes).toEqual([
      '2 rows repeat an id that an earlier row has and are left out; the first is line 5, "a"',
    ]);
  });
});

describe('pictures by number', () => {
  it('are found under either name, in the first folder that has one', async () => {
    for (const name of ['one', 'two']) await mkdir(join(folder, name), { recursive: true });
    await write('one/COCO_train2014_000000000042.jpg', '');
    await write('two/000000000042.jpg', '');
    await write('two/000000000007.JPG', '');
    await write('two/notes.txt', '');
    const find = await pictureIndex(folder, ['none', 'one', 'two'], /^(?:COCO_\w+_)?(\d+)\.jpg$/i);
    expect(find(42)).toBe('one/COCO_train2014_000000000042.jpg');
    expect(find(7)).toBe('two/000000000007.JPG');
    expect(find(8)).toBeUndefined();
    expect(find(Number.NaN)).toBeUndefined();
  });
});
