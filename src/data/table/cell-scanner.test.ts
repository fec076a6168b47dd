import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CellScanner } from './cell-scanner.ts';

/** The rows of a text that comes in pieces of so many bytes, each with the line where it begins. */
function scan(text: string, delimiter = ',', pieceBytes = 1 << 20) {
  const rows: { cells: string[]; line: number }[] = [];
  let cells: string[] = [];
  const scanner = new CellScanner(delimiter.charCodeAt(0), {
    cell: (bytes, start, end) => cells.push(Buffer.from(bytes.subarray(start, end)).toString()),
    endRow: line => {
      rows.push({ cells, line });
      cells = [];
    },
  });
  const bytes = Buffer.from(text);
  for (let at = 0; at < bytes.length; at += pieceBytes) {
    scanner.push(bytes.subarray(at, at + pieceBytes));
  }
  return scanner.end() ? rows : 'open quote';
}

const cellsOf = (text: string) => {
  const rows = scan(text);
  return rows === 'open quote' ? rows : rows.map(({ cells }) => cells);
};

describe('CellScanner', () => {
  const cell = fc.oneof(
    fc.string({ unit: 'grapheme' }),
    fc.string({ unit: fc.constantFrom('"', ',', ';', '\n', 'a', ' ') }),
  );
  const rows = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { maxLength: 6 });
  const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
  const written = (text: string) => (/[",;\n\r]/.test(text) ? quoted(text) : text);

  it('gives what csv-parse gives of any table, however its bytes are cut into pieces', () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom(',', ';', '\t'),
        fc.integer({ min: 1, max: 9 }),
        (table, delimiter, size) => {
          const text = table
            .map(cells =>
              cells.map(c => (c.includes(delimiter) ? quoted(c) : written(c))).join(delimiter),
            )
            .join('\n');
          const expected = parse(text, {
            delimiter,
            relax_column_count: true,
            skip_empty_lines: true,
            record_delimiter: '\n',
          });
          const whole = scan(text, delimiter);
          const inPieces = scan(text, delimiter, size);
          expect(inPieces).toEqual(whole);
          const plain = /\r/.test(text) ? null : expected;
          if (plain !== null && whole !== 'open quote') {
            expect(whole.map(({ cells }) => cells)).toEqual(plain);
          }
        },
      ),
    );
  });

  it('reads any three line endings alike', () => {
    fc.assert(
      fc.property(
        rows,
        fc.constantFrom('\r\n', '\r'),
        fc.integer({ min: 1, max: 9 }),
        (table, ending, size) => {
          const text = table
            .map(cells => cells.map(quoted).join(','))
            .join('\n')
            .replace(/\r/g, '');
          expect(scan(text.replaceAll('\n', ending), ',', size)).toEqual(scan(text));
        },
      ),
    );
  });

  // As Python's csv module reads them.
  it.each([
    ['"abc"def,x', [['abcdef', 'x']]],
    ['"abc"d"e,f",x', [['abcd"e', 'f"', 'x']]],
    [' "x, y",z', [[' "x', ' y"', 'z']]],
    ['5" wide,"",""""', [['5" wide', '', '"']]],
    [
      'a,\n,',
      [
        ['a', ''],
        ['', ''],
      ],
    ],
    ['a\r\n\r\r\nb\r', [['a'], ['b']]],
    ['""', [['']]],
    ['"a', 'open quote'],
    ['"a""', 'open quote'],
  ])('reads %j', (text, expected) => {
    expect(cellsOf(text)).toEqual(expected);
  });

  it('gives up on a cell of more than 16 MiB', () => {
    const scanner = new CellScanner(44, { cell: () => {}, endRow: () => {} });
    const piece = Buffer.alloc(2 ** 20, 'a');
    expect(scanner.push(Buffer.from('id\n"'))).toBe(true);
    const fitting = Array.from({ length: 20 }, () => scanner.push(piece));
    expect(fitting.filter(fits => fits)).toHaveLength(16);
    expect(scanner.rowLine).toBe(2);
  });
});
