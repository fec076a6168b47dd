import { MingaError } from '../../errors/index.ts';
import { blankAt, blankBefore } from './blanks.ts';
import { CellScanner, type CellSink } from './cell-scanner.ts';
import type { Table } from './table.ts';
import { TableBuilder } from './table-builder.ts';

/** How a delimited text is to be read. */
export interface DelimitedText {
  /** The file's name, for messages. */
  readonly name: string;
  /** UTF-8 without a byte order mark, in pieces of any length. */
  readonly pieces: AsyncIterable<Uint8Array>;
  /** A sign of ASCII that is neither a quote nor a line break. */
  readonly delimiter: string;
  /** Rows before the header. */
  readonly skip: number;
  readonly notes: readonly string[];
}

/**
 * Reads the rows of a delimited text; the first is the header. Quoted cells may hold line breaks; the
 * lines of the rows stay true to the file.
 *
 * @throws E_RECORD_VALUE where a quote is never closed
 */
export async function readDelimited(text: DelimitedText): Promise<Table> {
  const rows = new DelimitedRows(text.name, text.skip);
  const scanner = new CellScanner(text.delimiter.charCodeAt(0), rows);
  for await (const piece of text.pieces) {
    if (!scanner.push(piece)) throw neverClosed(text.name, scanner.rowLine);
  }
  if (!scanner.end()) throw neverClosed(text.name, scanner.rowLine);
  return rows.build(text.notes);
}

function neverClosed(name: string, line: number): MingaError {
  return new MingaError('E_RECORD_VALUE', {
    found: `${name}: a quote that opens in the row of line ${line} is never closed`,
    expected: 'every quoted cell to end with a quote',
    fix: 'close the quote, or double a quote that belongs to the cell',
  });
}

/** Takes cells as they come; what a row lacks is filled up, what it has too many is counted. */
class DelimitedRows implements CellSink {
  readonly #name: string;
  #skip: number;
  readonly #header: string[] = [];
  #builder: TableBuilder | undefined;
  #width = 0;
  #filled = false;

  constructor(name: string, skip: number) {
    this.#name = name;
    this.#skip = skip;
  }

  cell = (bytes: Uint8Array, from: number, to: number): void => {
    let [start, end] = [from, to];
    for (let blank = 1; start < end && blank > 0; start += blank) blank = blankAt(bytes, start);
    for (let blank = 1; start < end && blank > 0; end -= blank) {
      blank = blankBefore(bytes, start, end);
    }
    const place = this.#width;
    this.#width += 1;
    if (this.#builder === undefined) {
      this.#header.push(decoder.decode(bytes.subarray(start, end)));
      return;
    }
    const { columns } = this.#builder;
    if (!this.#filled) {
      if (start === end) return;
      // Blank cells wait for a filled one: a row of blanks alone is none.
      for (let before = 0; before < Math.min(place, columns.length); before++) {
        columns[before].addBytes(bytes, start, start);
      }
      this.#filled = true;
    }
    if (place < columns.length) columns[place].addBytes(bytes, start, end);
  };

  endRow = (line: number): void => {
    const width = this.#width;
    this.#width = 0;
    if (this.#builder === undefined) {
      const isHeader = this.#skip === 0 && this.#header.some(cell => cell !== '');
      if (isHeader)
        this.#builder = new TableBuilder({ name: this.#name, unit: 'line' }, this.#header);
      else {
        this.#header.length = 0;
        this.#skip = Math.max(0, this.#skip - 1);
      }
      return;
    }
    if (!this.#filled) return;
    this.#filled = false;
    for (const column of this.#builder.columns.slice(width)) column.addText('');
    this.#builder.endRow(width, line);
  };

  build(notes: readonly string[]): Table {
    const builder = this.#builder ?? new TableBuilder({ name: this.#name, unit: 'line' }, []);
    return builder.build(notes);
  }
}

const decoder = new TextDecoder();
