import type { RecordValue } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import { Matrix } from '../../tensor/index.ts';
import type { TabularColumn } from './column.ts';
import { missingCode } from './features.ts';
import { cellNumber } from './number-column.ts';

/** Records as the ONNX form takes them: all float32, whole numbers exact, never NaN. */
export interface TabularCodes {
  /** [n, fields of numbers]: the numbers as they are; anything finite where there is none. */
  readonly numbers: Matrix;
  /** [n, fields of numbers]: 1 where the number was recorded, else 0. */
  readonly recorded: Matrix;
  /** [n, fields of categories]: 0 missing, k the k-th of `categories`, one more any other text. */
  readonly categories: Matrix;
}

export const codeNames = ['numbers', 'recorded', 'categories'] as const;

/** Columns of each of the codes. */
export function codeWidths(
  columns: readonly TabularColumn[],
): Readonly<Record<keyof TabularCodes, number>> {
  const numbers = columns.filter(({ kind }) => kind === 'number').length;
  return { numbers, recorded: numbers, categories: columns.length - numbers };
}

/** Records as numbers and the codes of categories. @throws as `cellNumber` */
export function codeRecords(
  columns: readonly TabularColumn[],
  rows: readonly Readonly<Record<string, RecordValue>>[],
): TabularCodes {
  const widths = codeWidths(columns);
  const numbers = Matrix.zeros(rows.length, widths.numbers);
  const recorded = Matrix.zeros(rows.length, widths.recorded);
  const categories = Matrix.zeros(rows.length, widths.categories);
  let number = 0;
  let category = 0;
  for (const column of columns) {
    const { field } = column;
    if (column.kind === 'number') {
      const at = number++;
      rows.forEach((row, i) => {
        const value = row[field] ?? null;
        if (value === null) return;
        numbers.row(i)[at] = cellNumber(field, value);
        recorded.row(i)[at] = 1;
      });
    } else {
      const at = category++;
      const codes = new Map(column.categories.map((name, k) => [name, k + 1]));
      const other = codes.size + 1;
      rows.forEach((row, i) => {
        const value = row[field] ?? null;
        categories.row(i)[at] = value === null ? missingCode : (codes.get(String(value)) ?? other);
      });
    }
  }
  return { numbers, recorded, categories };
}

/**
 * @throws E_TABULAR_INPUT where the columns are not those of training; E_SHAPE where the rows do not
 *   match; E_NOT_FINITE for a NaN or an infinity
 */
export function checkCodes(columns: readonly TabularColumn[], codes: TabularCodes): void {
  const widths = codeWidths(columns);
  for (const name of codeNames) {
    const matrix = codes[name];
    if (matrix.columns !== widths[name]) {
      throw new MingaError('E_TABULAR_INPUT', {
        found: `${name} of ${matrix.columns} columns`,
        expected: `${widths[name]}, as in training`,
      });
    }
    if (matrix.rows !== codes.numbers.rows) {
      throw new MingaError('E_SHAPE', {
        found: `${codes.numbers.rows} rows of numbers and ${matrix.rows} of ${name}`,
        expected: 'as many of each',
      });
    }
    const bad = matrix.firstNotFinite();
    if (bad < 0) continue;
    throw new MingaError('E_NOT_FINITE', {
      found: `${name} row ${Math.floor(bad / matrix.columns)} is ${matrix.data[bad]}`,
      expected: 'a finite number, and 0 in recorded where there is none',
    });
  }
}
