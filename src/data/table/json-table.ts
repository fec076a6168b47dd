import { MingaError } from '../../errors/index.ts';
import { cellText } from './cell-text.ts';
import type { Table } from './table.ts';
import { TableBuilder } from './table-builder.ts';

/** An array is parsed as one text, and no text may be longer. */
const mostBytes = 2 ** 28;

/** Objects within objects become columns `a.b`; what lies deeper than this stays JSON. */
const deepest = 8;

/**
 * Reads JSON Lines (an object a line) or a JSON array of objects. A column for every name, in the
 * order in which names turn up; objects within become `outer.inner`, lists are joined by `|`.
 *
 * @param pieces UTF-8 without a byte order mark
 * @throws E_RECORD_VALUE where a line or the array is not made of objects
 */
export async function readJson(
  pieces: AsyncIterable<Uint8Array>,
  name: string,
  isArray: boolean,
): Promise<Table> {
  const rows = new JsonRows(name, isArray ? 'row' : 'line');
  if (isArray) {
    const list = parsed(await wholeText(pieces, name), name, 'the array');
    if (!Array.isArray(list)) throw noObject(name, 'the file');
    list.forEach((row, place) => {
      rows.add(row, place + 1);
    });
    return rows.build();
  }
  let number = 0;
  for await (const line of linesOf(pieces, name)) {
    number += 1;
    if (line.trim() !== '') rows.add(parsed(line, name, `line ${number}`), number);
  }
  return rows.build();
}

class JsonRows {
  readonly #name: string;
  readonly #unit: 'line' | 'row';
  readonly #builder: TableBuilder;
  readonly #places = new Map<string, number>();

  constructor(name: string, unit: 'line' | 'row') {
    this.#name = name;
    this.#unit = unit;
    this.#builder = new TableBuilder({ name, unit }, []);
  }

  add(row: unknown, number: number): void {
    if (!isObject(row)) throw noObject(this.#name, `${this.#unit} ${number}`);
    const cells = new Map<number, string>();
    this.#flatten(row, '', 1, cells);
    const { columns, rows } = this.#builder;
    if ([...cells.values()].every(cell => cell === '')) return;
    for (const [place, cell] of cells) {
      columns[place].fillTo(rows);
      columns[place].addText(cell);
    }
    this.#builder.endRow(columns.length, number);
  }

  build(): Table {
    return this.#builder.build();
  }

  #flatten(row: object, before: string, depth: number, cells: Map<number, string>): void {
    for (const [key, value] of Object.entries(row)) {
      const name = before + key;
      if (isObject(value) && depth < deepest) {
        this.#flatten(value, `${name}.`, depth + 1, cells);
        continue;
      }
      const place = this.#places.get(name) ?? this.#builder.addColumn(name);
      this.#places.set(name, place);
      cells.set(place, cellText(value));
    }
  }
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function noObject(name: string, place: string): MingaError {
  return new MingaError('E_RECORD_VALUE', {
    found: `${name}: ${place} is no JSON object`,
    expected: 'an object on every line, or one array of objects',
  });
}

/** Ids of more than 15 digits would lose their last ones as numbers, so they are read as texts. */
const longWhole = /"(?:[^"\\]|\\.)*"|(?<![\d.eE+-])-?\d{16,}(?![\d.eE])/g;

function parsed(text: string, name: string, place: string): unknown {
  const safe = /\d{16}/.test(text)
    ? text.replace(longWhole, token => (token.startsWith('"') ? token : `"${token}"`))
    : text;
  try {
    return JSON.parse(safe);
  } catch {
    // What the parser says quotes the text, which may be of a patient.
    throw new MingaError('E_RECORD_VALUE', {
      found: `${name}: ${place} is no JSON`,
      expected: 'an object on every line, or one array of objects',
      fix: 'write it with to_json(orient="records", lines=True)',
    });
  }
}

async function wholeText(pieces: AsyncIterable<Uint8Array>, name: string): Promise<string> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const piece of pieces) {
    length += piece.length;
    if (length > mostBytes) throw tooLong(name, 'a JSON array', 'write it as JSON Lines instead');
    parts.push(Uint8Array.from(piece));
  }
  return Buffer.concat(parts).toString();
}

async function* linesOf(pieces: AsyncIterable<Uint8Array>, name: string): AsyncGenerator<string> {
  let open: Uint8Array[] = [];
  let openLength = 0;
  for await (const piece of pieces) {
    let start = 0;
    for (let end = piece.indexOf(10); end >= 0; end = piece.indexOf(10, start)) {
      yield Buffer.concat([...open, piece.subarray(start, end)]).toString();
      [open, openLength] = [[], 0];
      start = end + 1;
    }
    openLength += piece.length - start;
    if (openLength > mostBytes) throw tooLong(name, 'a line');
    open.push(Uint8Array.from(piece.subarray(start)));
  }
  yield Buffer.concat(open).toString();
}

function tooLong(name: string, what: string, fix?: string): MingaError {
  return new MingaError('E_RECORD_VALUE', {
    found: `${name} holds ${what} of more than ${mostBytes} bytes`,
    expected: 'rows of records',
    fix,
  });
}
