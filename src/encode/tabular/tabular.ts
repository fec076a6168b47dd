import type { RecordValue } from '../../data/index.ts';
import { MingaError } from '../../errors/index.ts';
import { categoryColumn } from './category-column.ts';
import type { Cells, LeftOutColumn, TabularColumn } from './column.ts';
import { type FittedTabular, fittedTabular } from './fitted-tabular.ts';
import { numberColumn } from './number-column.ts';
import { type TabularOptions, type TabularSettings, tabularSettings } from './options.ts';

/** A tabular encoder before it is fitted. */
export interface Tabular {
  readonly settings: TabularSettings;
  /**
   * Learns from training rows alone; they are not changed. A field whose values are all numbers is
   * one of numbers, else one of categories.
   *
   * @param rows the records of training rows
   * @param options `fields`: which of their cells to read, in the order of the features
   * @throws E_COLUMN_MISSING where no record has a field; E_TABULAR_INPUT where there are no rows,
   *   or no field can be used; E_NOT_FINITE where a number is NaN or beyond 1e38
   */
  fit(
    rows: readonly Readonly<Record<string, RecordValue>>[],
    options: { readonly fields: readonly string[] },
  ): FittedTabular;
}

/**
 * The record as numbers rather than sentences: numbers standardised, cut off at `clip` standard
 * deviations, 0 where missing; categories one-hot, the rare ones together; a column for what is
 * missing wherever training rows miss it; at the end a column of ones.
 *
 * @throws E_OPTION where an option is out of its range
 * @example
 * const fitted = tabular({ maxCategories: 16 }).fit(trainingRecords, { fields: ['age', 'sex'] });
 * fitted.featureNames; // ['age', 'sex = female', 'sex = male', 'sex is missing', 'constant']
 * const vectors = fitted.transform(records);
 */
export function tabular(options: TabularOptions = {}): Tabular {
  const settings = tabularSettings(options);
  return {
    settings,
    fit(rows, { fields }) {
      if (rows.length === 0) {
        throw new MingaError('E_TABULAR_INPUT', {
          found: 'no training rows',
          expected: 'at least one',
        });
      }
      const fitted = [...new Set(fields)].map(field => {
        if (!rows.some(row => field in row)) throw missingField(field, rows[0]);
        return fitColumn({ field, values: rows.map(row => row[field] ?? null) }, settings);
      });
      const columns = fitted.filter(column => column.kind !== 'left out');
      const leftOut = fitted.filter(column => column.kind === 'left out');
      if (columns.length === 0) throw nothingLeft(leftOut);
      return fittedTabular(settings, columns, leftOut);
    },
  };
}

function fitColumn(
  { field, values }: Cells,
  settings: TabularSettings,
): TabularColumn | LeftOutColumn {
  const present = values.filter(value => value !== null);
  const missing = present.length < values.length;
  if (present.length === 0) {
    return { kind: 'left out', field, reason: 'no training row has a value' };
  }
  const numbers = present.filter(value => typeof value === 'number');
  return numbers.length === present.length
    ? numberColumn(field, numbers, missing)
    : categoryColumn(field, present.map(String), missing, settings);
}

function missingField(field: string, row: Readonly<Record<string, RecordValue>>): MingaError {
  return new MingaError('E_COLUMN_MISSING', {
    found: `records without "${field}"`,
    expected: `one of ${Object.keys(row).join(', ')}`,
    fix: 'list the column under the record of the data set',
  });
}

function nothingLeft(leftOut: readonly LeftOutColumn[]): MingaError {
  const reasons = leftOut.map(({ field, reason }) => `${field}: ${reason}`).join('; ');
  return new MingaError('E_TABULAR_INPUT', {
    found: `no field that a tabular encoder can use${reasons === '' ? '' : ` (${reasons})`}`,
    expected: 'numbers, or words that occur again and again',
    fix: 'name other fields, or encode the record as sentences',
  });
}
