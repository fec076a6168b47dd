import { isMissing } from '../cell.ts';
import type { Table } from '../table/index.ts';

/** What can be told of a column without knowing what it means. */
export interface ColumnProfile {
  readonly name: string;
  readonly index: number;
  /** Rows with a value. */
  readonly present: number;
  /** Distinct values, a missing one not among them. */
  readonly distinct: number;
  /** Share of the distinct values that are numbers. */
  readonly numeric: number;
  /** Share of the distinct values that are dates. */
  readonly dates: number;
  /** Mean number of words of the distinct values. */
  readonly words: number;
  /** The distinct values, the first ones of the file at the most. */
  readonly values: readonly string[];
}

const valuesKept = 5000;

const number = /^[+-]?(\d+([.,]\d*)?|[.,]\d+)(e[+-]?\d+)?$/i;
const date = /^(\d{4}-\d{2}(-\d{2})?([T ].*)?|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{4}-?W\d{2})$/;

/** A profile of each column. */
export function columnProfiles(table: Table): ColumnProfile[] {
  return table.columns.map((name, index) => {
    const { distinct, codes } = table.column(index);
    const absent = distinct.map(text => isMissing(text));
    let present = 0;
    for (const code of codes) if (!absent[code]) present += 1;
    const values = distinct.filter((_, code) => !absent[code]);
    const kept = values.slice(0, valuesKept);
    const share = (test: (text: string) => boolean) =>
      kept.length === 0 ? 0 : kept.filter(test).length / kept.length;
    const words = kept.reduce((sum, text) => sum + text.split(/\s+/).length, 0);
    return {
      name,
      index,
      present,
      distinct: values.length,
      numeric: share(text => number.test(text)),
      dates: share(text => date.test(text)),
      words: kept.length === 0 ? 0 : words / kept.length,
      values: kept,
    };
  });
}
