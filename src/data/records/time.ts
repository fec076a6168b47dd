/** Which number comes first in dates such as `03/04/2016`. */
export type TimeOrder = 'day-first' | 'month-first';

const zone = String.raw`(?<zone>Z|[+-]\d{2}(?::?\d{2})?)?`;
const clock = String.raw`(?:[T ]\s*(?<hour>\d{1,2}):?(?<minute>\d{2})(?::?(?<second>\d{2})(?<fraction>[.,]\d+)?)?\s*${zone})?`;
const iso = new RegExp(
  String.raw`^(?<year>\d{4})([-/.])(?<month>\d{1,2})\2(?<day>\d{1,2})${clock}$`,
);
const compact = new RegExp(String.raw`^(?<year>\d{4})(?<month>\d{2})(?<day>\d{2})${clock}$`);
const week = /^(?<year>\d{4})-?W(?<week>\d{2})(?:-?(?<weekday>[1-7]))?$/;
const partial = /^(?<year>\d{4})(?:-(?<month>\d{2}))?$/;
const local = new RegExp(
  String.raw`^(?<first>\d{1,2})([-/.])(?<second2>\d{1,2})\2(?<year>\d{4})${clock}$`,
);

type Parts = Readonly<Record<string, string | undefined>>;

/** True for a date whose first two numbers are day and month, in whichever order: `03/04/2016`. */
export function isLocalDate(text: string): boolean {
  return local.test(text);
}

/**
 * A time as ISO 8601 text, so that texts sort as times do; null where it is none. Reads ISO 8601
 * dates, date-times and weeks (`2016-W01`: its Monday), `YYYYMMDD`, `YYYY-MM`, `YYYY`, and dates of
 * the order that is given. A time with a zone is told in UTC.
 */
export function readTime(text: string, order: TimeOrder): string | null {
  const full = iso.exec(text)?.groups ?? compact.exec(text)?.groups;
  if (full !== undefined) return dateTime(full, full.month, full.day);
  const ofWeek = week.exec(text)?.groups;
  if (ofWeek !== undefined) return weekDate(ofWeek);
  const short = partial.exec(text)?.groups;
  if (short !== undefined) {
    return short.month === undefined || isWithin(short.month, 1, 12) ? text : null;
  }
  const parts = local.exec(text)?.groups;
  if (parts === undefined) return null;
  const [day, month] =
    order === 'day-first' ? [parts.first, parts.second2] : [parts.second2, parts.first];
  return dateTime(parts, month, day);
}

function dateTime(parts: Parts, month: string | undefined, day: string | undefined): string | null {
  const date = calendarDate(Number(parts.year), Number(month), Number(day));
  if (date === null || parts.hour === undefined) return date;
  const { hour, minute, second = '00', fraction = '' } = parts;
  if (!isWithin(hour, 0, 23) || !isWithin(minute, 0, 59) || !isWithin(second, 0, 59)) return null;
  const time = `${date}T${hour.padStart(2, '0')}:${minute}:${second}${fraction.replace(',', '.')}`;
  return parts.zone === undefined ? time : inUtc(time, parts.zone, fraction);
}

/** Date counts milliseconds; what is finer is kept as it was written. */
function inUtc(time: string, zone: string, fraction: string): string | null {
  const offset =
    zone === 'Z' ? zone : `${zone.slice(0, 3)}:${zone.slice(3).replace(':', '') || '00'}`;
  const whole = fraction === '' ? time : time.slice(0, -fraction.length);
  const moment = new Date(`${whole}${offset}`);
  if (Number.isNaN(moment.getTime())) return null;
  return `${moment.toISOString().slice(0, 19)}${fraction.replace(',', '.')}Z`;
}

/** Week 1 holds the year's first Thursday, so it holds 4 January. */
function weekDate(parts: Parts): string | null {
  const [year, number, weekday] = [parts.year, parts.week, parts.weekday ?? '1'].map(Number);
  const fourth = new Date(Date.UTC(year, 0, 4));
  const monday = fourth.getTime() - ((fourth.getUTCDay() + 6) % 7) * dayLength;
  const start = new Date(monday + (number - 1) * 7 * dayLength);
  const thursday = new Date(start.getTime() + 3 * dayLength);
  if (number < 1 || thursday.getUTCFullYear() !== year) return null;
  return isoDate(new Date(start.getTime() + (weekday - 1) * dayLength));
}

const dayLength = 86_400_000;

/** Null where the calendar has no such day (30 February). */
function calendarDate(year: number, month: number, day: number): string | null {
  const date = new Date(Date.UTC(year, month - 1, day));
  date.setUTCFullYear(year, month - 1, day);
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day ? isoDate(date) : null;
}

function isoDate(date: Date): string {
  return date.toISOString().slice(0, 10);
}

function isWithin(text: string | undefined, least: number, most: number): text is string {
  return Number(text) >= least && Number(text) <= most;
}
