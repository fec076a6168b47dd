import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import { readDelimited } from './delimited.ts';
import { unpacked } from './gzip.ts';
import type { Table } from './table.ts';

/** What a person says of a file; what is not said is found out. */
export interface TableOptions {
  /** The sign between cells of a delimited text. */
  readonly delimiter?: string;
}

/**
 * Reads a file of records into a table; one in gzip is unpacked in memory.
 *
 * @throws E_FILE_MISSING where the file cannot be read
 * @throws E_RECORD_VALUE where it is not UTF-8, or a quote is never closed
 * @example
 * const table = await readTable('records.csv');
 * table.cell(0, table.columns.indexOf('age'));
 */
export async function readTable(path: string, options: TableOptions = {}): Promise<Table> {
  const name = basename(path);
  const bytes = await readFile(path).catch(cause => {
    throw new MingaError('E_FILE_MISSING', {
      found: `the table ${path} cannot be read`,
      expected: 'a delimited text file with a header',
      fix: 'check the path; it counts from the folder where the command runs',
      cause,
    });
  });
  const text = textOf(await unpacked(bytes, name), name);
  return readDelimited(text, options.delimiter ?? ',', name);
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
