import type { InLanguages, Language } from './words/languages.ts';
import { type CountedNoun, nouns } from './words/nouns.ts';

/** Between a number and its unit: they must not part at the end of a line. */
const space = '\u00a0';
const minus = '\u2212';

/** What stands for a figure that the data leave undefined. */
export const undefinedFigure = '–';

interface Marks {
  readonly decimal: string;
  readonly thousands: string;
  readonly to: string;
  readonly and: string;
  readonly bytes: string;
  /** Of dates. */
  readonly locale: string;
}

const marks: InLanguages<Marks> = {
  en: { decimal: '.', thousands: ',', to: 'to', and: 'and', bytes: 'bytes', locale: 'en-GB' },
  es: { decimal: ',', thousands: '.', to: 'a', and: 'y', bytes: 'bytes', locale: 'es-419' },
  pt: { decimal: ',', thousands: '.', to: 'a', and: 'e', bytes: 'bytes', locale: 'pt-BR' },
};

export interface Estimate {
  readonly estimate: number | null;
  readonly low: number | null;
  readonly high: number | null;
}

/**
 * How many decimals an interval bears out: three, and fewer where its half-width is so large that
 * the third says nothing.
 */
export function decimalsFor({ low, high }: Estimate): number {
  if (low === null || high === null) return 3;
  const half = (high - low) / 2;
  if (half < 0.1) return 3;
  return half < 1 ? 2 : 1;
}

/** `0.871`, `−0.004`, or `–` where undefined; `0,871` in Spanish and Portuguese. */
export function formatNumber(value: number | null, language: Language, decimals = 3): string {
  if (value === null || !Number.isFinite(value)) return undefinedFigure;
  const digits = Math.abs(value).toFixed(decimals);
  return `${value < 0 && Number(digits) !== 0 ? minus : ''}${marked(digits, language)}`;
}

/** `+0.023`, `−0.004`, `0.000`. */
export function formatSigned(value: number | null, language: Language, decimals = 3): string {
  const above = value !== null && Number(value.toFixed(decimals)) > 0;
  return `${above ? '+' : ''}${formatNumber(value, language, decimals)}`;
}

/** `0.871`, with the decimals that its interval bears out. */
export function formatEstimate(interval: Estimate, language: Language): string {
  return formatNumber(interval.estimate, language, decimalsFor(interval));
}

/** `0.850 to 0.892`. */
export function formatRange(interval: Estimate, language: Language, format = formatNumber): string {
  const decimals = decimalsFor(interval);
  const [low, high] = [interval.low, interval.high].map(end => format(end, language, decimals));
  return `${low} ${marks[language].to} ${high}`;
}

/** `+0.023`, with the decimals that its interval bears out. */
export function formatDifference(difference: Estimate, language: Language): string {
  return formatSigned(difference.estimate, language, decimalsFor(difference));
}

/** `0.871 (0.850 to 0.892)`, or `–` where the figure is undefined. */
export function formatWithInterval(interval: Estimate, language: Language): string {
  if (interval.estimate === null) return undefinedFigure;
  return `${formatEstimate(interval, language)} (${formatRange(interval, language)})`;
}

/** `+0.012 (−0.004 to +0.028)`, or `–` where the difference is undefined. */
export function formatDifferenceWithInterval(difference: Estimate, language: Language): string {
  if (difference.estimate === null) return undefinedFigure;
  return `${formatDifference(difference, language)} (${formatRange(difference, language, formatSigned)})`;
}

/** `95 %`; a share that is small but not zero is never shown as zero. */
export function formatPercent(share: number | null): string {
  if (share === null || !Number.isFinite(share)) return undefinedFigure;
  const percent = share * 100;
  if (percent > 0 && percent < 0.5) return `<1${space}%`;
  if (percent < 100 && percent > 99.5) return `>99${space}%`;
  return `${Math.round(percent)}${space}%`;
}

/** `10,015`; one decimal where the count is a mean. */
export function formatCount(count: number, language: Language): string {
  return marked(String(Number(count.toFixed(1))), language);
}

/** `0.25`, `128`: a number of a plan, as it was written. */
export function formatSetting(value: number, language: Language): string {
  const digits = String(value).replace('-', minus);
  return digits.includes('e') ? digits : digits.replace('.', marks[language].decimal);
}

/** `3 rows`, `1 row`; what can be counted stands in `words/nouns.ts`. */
export function formatMany(count: number, noun: CountedNoun, language: Language): string {
  const [one, many] = nouns[language][noun];
  return `${formatCount(count, language)}${space}${count === 1 ? one : many}`;
}

/** `0.04 s`, `12.3 s`, `4 min 10 s`, `2 h 5 min`. */
export function formatSeconds(seconds: number, language: Language): string {
  if (seconds < 120) return `${formatNumber(seconds, language, seconds < 10 ? 2 : 1)}${space}s`;
  const whole = Math.round(seconds);
  const [hours, minutes] = [Math.floor(whole / 3600), Math.floor((whole % 3600) / 60)];
  return hours > 0
    ? `${hours}${space}h ${minutes}${space}min`
    : `${minutes}${space}min ${whole % 60}${space}s`;
}

/** `0.42 ms`, `12.3 ms`, `1,204 ms`. */
export function formatMilliseconds(milliseconds: number, language: Language): string {
  const decimals = milliseconds < 10 ? 2 : milliseconds < 100 ? 1 : 0;
  return `${formatNumber(milliseconds, language, decimals)}${space}ms`;
}

const byteUnits = ['kB', 'MB', 'GB', 'TB'] as const;

/** `1.4 MB`: decimal units, as disks are sold. */
export function formatBytes(bytes: number, language: Language): string {
  const power = Math.min(byteUnits.length, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  if (power === 0) return `${bytes}${space}${marks[language].bytes}`;
  const value = (bytes / 1000 ** power).toPrecision(3);
  return `${marked(value, language)}${space}${byteUnits[power - 1]}`;
}

/** `23 November 2026, 20:41 UTC`. */
export function formatMoment(iso: string, language: Language): string {
  const date = new Date(iso);
  const day = date.toLocaleDateString(marks[language].locale, {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
  return `${day}, ${date.toISOString().slice(11, 16)} UTC`;
}

/** A text of at most `length` characters, its end left out where it is longer. */
export function shortened(text: string, length: number): string {
  const characters = [...text];
  return characters.length <= length ? text : `${characters.slice(0, length - 1).join('')}…`;
}

/** `a`, `a and b`, `a, b and c`. */
export function listed(items: readonly string[], language: Language): string {
  if (items.length < 2) return items.join('');
  const last = items[items.length - 1];
  // Spanish says e for y where the next word begins with its sound.
  const and = language === 'es' && /^h?i(?![ae])/i.test(last) ? 'e' : marks[language].and;
  return `${items.slice(0, -1).join(', ')} ${and} ${last}`;
}

/** The text within a sentence; a first word that is written with capitals keeps them: `ReAlign`. */
export function lowerFirst(text: string): string {
  if (/^\p{L}+\p{Lu}/u.test(text)) return text;
  return text.charAt(0).toLowerCase() + text.slice(1);
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Digits of JavaScript in the marks of a language. */
function marked(digits: string, language: Language): string {
  const { decimal, thousands } = marks[language];
  const [whole, fraction] = digits.split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, thousands);
  return fraction === undefined ? grouped : grouped + decimal + fraction;
}
