import { createReadStream } from 'node:fs';
import { readSheet } from 'read-excel-file/node';
import { MingaError } from '../../errors/index.ts';
import { cellText } from './cell-text.ts';
import type { Table } from './table.ts';
import { TableBuilder } from './table-builder.ts';
import { surveyWorkbook } from './workbook.ts';

/**
 * Reads a sheet of an Excel workbook (.xlsx): its first filled row is the header. Dates are told in
 * ISO 8601, numbers as exactly as the file has them, formulas by their last result.
 *
 * @param sheet its name; the first where undefined, and where there are others that is said
 * @throws E_RECORD_VALUE where the workbook is damaged or larger than it may be
 * @throws E_OPTION where there is no such sheet
 */
export async function readExcel(path: string, name: string, sheet?: string): Promise<Table> {
  const sheets = await surveyWorkbook(path, name);
  if (sheet !== undefined && !sheets.includes(sheet)) {
    throw new MingaError('E_OPTION', {
      found: `${name} has no sheet "${sheet}": it has ${sheets.join(', ')}`,
      expected: 'one of these',
    });
  }
  const rows = await readSheet(createReadStream(path), sheet ?? 1).catch((cause: unknown) => {
    throw new MingaError('E_RECORD_VALUE', {
      found: `${name}: the sheet ${sheet ?? sheets[0] ?? ''} cannot be read`,
      expected: 'an Excel workbook (.xlsx)',
      fix: 'save it again from Excel, or save the sheet as "CSV UTF-8"',
      cause,
    });
  });
  const texts = (row: readonly unknown[]) => row.map(excelText);
  const first = rows.findIndex(row => texts(row).some(text => text !== ''));
  const builder = new TableBuilder({ name, unit: 'row' }, first < 0 ? [] : texts(rows[first]));
  for (let row = first + 1; row < rows.length && first >= 0; row++) {
    builder.addRow(texts(rows[row]), row + 1);
  }
  return builder.build(sheet === undefined && sheets.length > 1 ? [sheetNote(name, sheets)] : []);
}

function sheetNote(name: string, [first, ...others]: readonly string[]): string {
  return `${name}: the first sheet "${first}" was read, not ${others.join(', ')}`;
}

function excelText(value: unknown): string {
  if (!(value instanceof Date)) return cellText(value);
  // Fractions of a day in floating point miss the second by a millisecond.
  const second = Math.round(value.getTime() / 1000) * 1000;
  const date = Math.abs(value.getTime() - second) <= 2 ? new Date(second) : value;
  // Excel counts days from the end of 1899, so a time of day without a date is of that day.
  return date.getTime() < Date.UTC(1900, 0, 1) ? date.toISOString().slice(11, 19) : cellText(date);
}
