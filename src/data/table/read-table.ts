import { basename } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import { readDelimited } from './delimited.ts';
import { findDelimiter } from './delimiter.ts';
import { readExcel } from './excel-table.ts';
import { fileKind } from './file-kind.ts';
import { readJson } from './json-table.ts';
import { readParquet } from './parquet-table.ts';
import type { Table } from './table.ts';
import { openTableBytes, type TableBytes } from './table-bytes.ts';
import { surveyText, type TextSurvey, toUtf8 } from './text-encoding.ts';

/** What a person says of a file; what is not said is found out. */
export interface TableOptions {
  /** The sign between cells of a delimited text: one sign of ASCII. */
  readonly delimiter?: string;
  /** How a text is encoded, as `TextDecoder` names it: `windows-1252`. */
  readonly encoding?: string;
  /** The sheet of an Excel workbook; the first where undefined. */
  readonly sheet?: string;
}

/**
 * Reads a file of records into a table: delimited text, JSON Lines, a JSON array of objects, Parquet,
 * or a sheet of an Excel workbook; texts may be gzipped. What it found out about the file is in the
 * table's `notes`.
 *
 * @throws E_FILE_MISSING where the file cannot be read
 * @throws E_RECORD_VALUE where it is no such file, is damaged, or a quote is never closed
 * @throws E_OPTION where an option does not fit the file
 * @example
 * const table = await readTable('records.csv');
 * table.cell(0, table.columns.indexOf('age'));
 */
export async function readTable(path: string, options: TableOptions = {}): Promise<Table> {
  const name = basename(path);
  const bytes = await openTableBytes(path, name);
  const kind = fileKind(bytes.first, name);
  const isText = kind === 'delimited' || kind === 'json';
  if (bytes.isGzip && !isText) {
    throw new MingaError('E_RECORD_VALUE', {
      found: `${name} holds another packed file`,
      expected: 'a text where the file is gzipped',
      fix: 'unpack it by hand',
    });
  }
  switch (kind) {
    case 'parquet':
      return readParquet(path, name);
    case 'excel':
      return readExcel(path, name, options.sheet);
    case 'old-excel':
      throw new MingaError('E_RECORD_VALUE', {
        found: `${name} is an Excel file of the kind before 2007, or one with a password`,
        expected: 'an open workbook (.xlsx)',
        fix: 'save it as .xlsx without a password, or as "CSV UTF-8"',
      });
    case 'json':
      return readJsonText(bytes, name, options);
    case 'delimited':
      return readText(bytes, name, options);
  }
}

async function readJsonText(
  bytes: TableBytes,
  name: string,
  options: TableOptions,
): Promise<Table> {
  const survey = await surveyText(bytes.pieces(), name, options.encoding);
  const pieces = toUtf8(bytes.pieces(), survey.encoding, name);
  return readJson(pieces, name, survey.head.trimStart().startsWith('['));
}

async function readText(bytes: TableBytes, name: string, options: TableOptions): Promise<Table> {
  const survey = await surveyText(bytes.pieces(), name, options.encoding);
  const { sign, isInFirstLine, note } = findDelimiter(
    survey.head,
    survey.isWhole,
    name,
    options.delimiter,
  );
  const notes = [note, encodingNote(survey)].filter(one => one !== null);
  return readDelimited({
    name,
    pieces: toUtf8(bytes.pieces(), survey.encoding, name),
    delimiter: sign,
    skip: isInFirstLine ? 1 : 0,
    notes: notes.length === 0 ? [] : [`${name}: ${notes.join(', ')}`],
  });
}

const encodingNames = new Map([
  ['windows-1252', 'Windows-1252'],
  ['utf-16le', 'UTF-16 LE'],
  ['utf-16be', 'UTF-16 BE'],
]);

function encodingNote({ encoding, guessed }: TextSurvey): string | null {
  return guessed ? `encoding ${encodingNames.get(encoding) ?? encoding}` : null;
}
