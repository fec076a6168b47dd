import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { parse } from 'csv-parse/sync';
import { MingaError } from '../errors/index.ts';

/** One row of a table file, its cells as text without surrounding blanks. */
export interface TableRow {
  readonly cells: readonly string[];
  /** The line of the file where the row begins, from 1. */
  readonly line: number;
}

/** A table file: its header and its rows, empty rows left out. Rows may have too many or too few cells. */
export interface TableFile {
  /** The file's name, for messages. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly rows: readonly TableRow[];
}

/**
 * Reads a delimited table in UTF-8, with or without a byte order mark, with LF or CRLF. Quoted cells
 * may hold line breaks; the lines of the rows stay true to the file.
 *
 * @throws E_FILE_MISSING where the file cannot be read
 * @throws E_RECORD_VALUE where it is not UTF-8, or a quote is never closed
 */
export async function readTableFile(path: string, delimiter = ','): Promise<TableFile> {
  const name = basename(path);
  const bytes = await readFile(path).catch(cause => {
    throw new MingaError('E_FILE_MISSING', {
      found: `the table ${path} cannot be read`,
      expected: 'a delimited text file with a header',
      fix: 'check the path; it counts from the folder where the command runs',
      cause,
    });
  });
  const [header, ...rows] = rowsOf(textOf(bytes, name), delimiter, name);
  return { name, columns: header?.cells ?? [], rows };
}

function textOf(bytes: Uint8Array, name: string): string {
  try {
    // csv-parse settles on the first line ending it meets and would miscount the lines of a file that mixes them.
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
  } catch (cause) {
    throw new MingaError('E_RECORD_VALUE', {
      found: `${name} holds bytes that are not UTF-8`,
      expected: 'a text file in UTF-8',
      fix: 'save it again as "CSV UTF-8"',
      cause,
    });
  }
}

function rowsOf(text: string, delimiter: string, name: string): TableRow[] {
  const rows: TableRow[] = [];
  let lastLine = 0;
  let emptyLines = 0;
  try {
    parse(text, {
      delimiter,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      on_record(record: string[], context) {
        const cells = record.map(cell => cell.trim());
        const line = lastLine + 1 + context.empty_lines - emptyLines;
        if (cells.some(cell => cell !== '')) rows.push({ cells, line });
        lastLine = context.lines;
        emptyLines = context.empty_lines;
        return null;
      },
    });
  } catch (cause) {
    throw new MingaError('E_RECORD_VALUE', {
      found: `${name}: a quote that opens after line ${lastLine} is never closed`,
      expected: 'every quoted cell to end with a quote',
      fix: 'close the quote, or double a quote that belongs to the cell',
      cause,
    });
  }
  return rows;
}
