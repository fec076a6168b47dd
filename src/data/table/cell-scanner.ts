/** What is told of a delimited text, in its order. */
export interface CellSink {
  /** A cell: the bytes from `start` to `end`, which are overwritten afterwards. */
  readonly cell: (bytes: Uint8Array, start: number, end: number) => void;
  /** The end of a row that began on `line`. A line without a single sign is no row. */
  readonly endRow: (line: number) => void;
}

/** A cell that is not closed before so many bytes never will be. */
const mostCellBytes = 2 ** 24;

const [quote, lineFeed, carriageReturn] = [0x22, 0x0a, 0x0d];

/** Where the scanner stands: before a cell, in one, in a quoted one, or behind a quote in that. */
type Place = 'start' | 'plain' | 'quoted' | 'quote';

/**
 * Cuts delimited text (RFC 4180, as lenient as Python's csv module) into cells. The text comes as
 * UTF-8 in pieces of any length; a cell that lies whole in one piece is told without being copied. A
 * line ends with LF, CRLF or CR, and the three may be mixed; within quotes all become LF.
 */
export class CellScanner {
  readonly #delimiter: number;
  readonly #sink: CellSink;
  #place: Place = 'start';
  #line = 1;
  #rowLine = 1;
  #isRowEmpty = true;
  #isAfterReturn = false;
  /** What is known of a cell that goes on in the next piece, or that holds quotes. */
  #kept = new Uint8Array(1024);
  #keptLength = 0;

  /** @param delimiter a byte below 128 */
  constructor(delimiter: number, sink: CellSink) {
    this.#delimiter = delimiter;
    this.#sink = sink;
  }

  /** The line where the row begins that is being read. */
  get rowLine(): number {
    return this.#rowLine;
  }

  /** False where a cell has grown too long to be one: a quote was not closed. */
  push(bytes: Uint8Array): boolean {
    let at = 0;
    while (at < bytes.length) {
      if (this.#place === 'quoted' || this.#place === 'quote') at = this.#quoted(bytes, at);
      else at = this.#plain(bytes, at);
      if (this.#keptLength > mostCellBytes) return false;
    }
    return true;
  }

  /** False where the text ends within quotes. */
  end(): boolean {
    if (this.#place === 'quoted') return false;
    if (!this.#isRowEmpty || this.#place !== 'start') this.#endRow();
    return true;
  }

  /** Reads on outside of quotes, to the end of the piece or to an opening quote. */
  #plain(bytes: Uint8Array, from: number): number {
    const delimiter = this.#delimiter;
    let start = from;
    let at = from;
    if (this.#isAfterReturn) {
      this.#isAfterReturn = false;
      if (bytes[at] === lineFeed) {
        at += 1;
        start = at;
      }
    }
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === delimiter) {
        this.#endCell(bytes, start, at);
        start = at + 1;
      } else if (byte === lineFeed || byte === carriageReturn) {
        if (at > start) this.#place = 'plain';
        if (!this.#isRowEmpty || this.#place !== 'start') {
          this.#endCell(bytes, start, at);
          this.#sink.endRow(this.#rowLine);
        }
        this.#startRow();
        if (byte === carriageReturn) {
          if (at + 1 === bytes.length) this.#isAfterReturn = true;
          else if (bytes[at + 1] === lineFeed) at += 1;
        }
        start = at + 1;
      } else if (byte === quote && at === start && this.#place === 'start') {
        this.#place = 'quoted';
        return at + 1;
      }
    }
    if (at > start) {
      this.#place = 'plain';
      this.#keep(bytes, start, at);
    }
    return at;
  }

  /** Reads on within quotes, to the end of the piece or of the cell's quoted part. */
  #quoted(bytes: Uint8Array, from: number): number {
    let at = from;
    if (this.#place === 'quote') {
      if (bytes[at] !== quote) {
        this.#place = 'plain';
        return at;
      }
      this.#keep(bytes, at, at + 1);
      this.#place = 'quoted';
      at += 1;
    }
    let start = at;
    for (; at < bytes.length; at++) {
      const byte = bytes[at];
      if (byte === quote) {
        this.#keep(bytes, start, at);
        this.#isAfterReturn = false;
        this.#place = 'quote';
        return at + 1;
      }
      if (byte === lineFeed && this.#isAfterReturn) {
        start = at + 1;
      } else if (byte === lineFeed) this.#line += 1;
      else if (byte === carriageReturn) {
        this.#keep(bytes, start, at);
        this.#keep(lineFeedBytes, 0, 1);
        this.#line += 1;
        start = at + 1;
      }
      this.#isAfterReturn = byte === carriageReturn;
    }
    this.#keep(bytes, start, at);
    return at;
  }

  #endCell(bytes: Uint8Array, start: number, end: number): void {
    if (this.#keptLength === 0) this.#sink.cell(bytes, start, end);
    else {
      this.#keep(bytes, start, end);
      this.#sink.cell(this.#kept, 0, this.#keptLength);
      this.#keptLength = 0;
    }
    this.#place = 'start';
    this.#isRowEmpty = false;
  }

  #endRow(): void {
    this.#endCell(this.#kept, 0, 0);
    this.#sink.endRow(this.#rowLine);
    this.#startRow();
  }

  #startRow(): void {
    this.#line += 1;
    this.#rowLine = this.#line;
    this.#isRowEmpty = true;
  }

  #keep(bytes: Uint8Array, start: number, end: number): void {
    const length = this.#keptLength + end - start;
    if (length > this.#kept.length) {
      const larger = new Uint8Array(length * 2);
      larger.set(this.#kept.subarray(0, this.#keptLength));
      this.#kept = larger;
    }
    this.#kept.set(bytes.subarray(start, end), this.#keptLength);
    this.#keptLength = length;
  }
}

const lineFeedBytes = Uint8Array.of(lineFeed);
