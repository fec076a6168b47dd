import { MingaError } from '../../errors/index.ts';
import { isMissing } from '../cell.ts';
import type { Table } from '../table/index.ts';
import { isLocalDate, readTime, type TimeOrder } from './time.ts';

/** The time of a row, null where it has none, or what was expected of its cell. */
export type TimeOf = (row: number) => string | null | { readonly reason: string };

/** The times of a column, and what was found out about them. */
export interface TimeCells {
  readonly of: TimeOf;
  /** `visits.csv: dates in visited are read day first`, where nobody said so. */
  readonly notes: readonly string[];
}

/**
 * The times of a column. Dates such as `03/04/2016` are read in the order that is given, or in the one
 * that all of them allow.
 *
 * @throws E_OPTION where both orders are possible, or neither fits all
 */
export function timeCells(
  table: Table,
  place: number | undefined,
  order: TimeOrder | undefined,
): TimeCells {
  if (place === undefined) return { of: () => null, notes: [] };
  const name = table.columns[place];
  const { distinct, codes } = table.column(place);
  const settled = order ?? orderOf(distinct, `${table.name}: ${name}`);
  const times = distinct.map(text => {
    if (isMissing(text)) return null;
    const expected = 'a date: 2016-05-31, 20160531, 2016-W22 or 2016-05-31T14:30';
    return readTime(text, settled) ?? { reason: `${name} is "${text}", expected ${expected}` };
  });
  const isSeen = order === undefined && distinct.some(isLocalDate);
  const words = settled === 'day-first' ? 'day first' : 'month first';
  return {
    of: row => times[codes[row]],
    notes: isSeen ? [`${table.name}: dates in ${name} are read ${words}`] : [],
  };
}

function orderOf(texts: readonly string[], column: string): TimeOrder {
  const dates = texts.filter(isLocalDate);
  const dayFirst = dates.every(text => readTime(text, 'day-first') !== null);
  const monthFirst = dates.every(text => readTime(text, 'month-first') !== null);
  // Dates with points are written day first wherever they are written.
  if (dayFirst && (!monthFirst || dates.every(text => text.includes('.')))) return 'day-first';
  if (monthFirst && !dayFirst) return 'month-first';
  const [day, month] = [readTime(dates[0], 'day-first'), readTime(dates[0], 'month-first')];
  throw new MingaError('E_OPTION', {
    found: dayFirst
      ? `${column} holds dates such as "${dates[0]}", which may be ${day} (day first) or ${month} (month first)`
      : `${column} holds dates of which some have the day first and some the month`,
    expected: 'one order for all dates, said or to be seen from them',
    fix: 'say columns.time: { column: …, order: day-first } (or month-first); rows of the other order are skipped',
  });
}
