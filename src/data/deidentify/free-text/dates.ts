import type { FreeTextPattern } from './kinds.ts';

const day = '(?:0?[1-9]|[12]\\d|3[01])';
const month = '(?:0?[1-9]|1[0-2])';
const year = '(?:19|20)\\d\\d';

const months = [
  'january|february|march|april|may|june|july|august|september|october|november|december',
  'jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec',
  'enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre',
  'janeiro|fevereiro|março|maio|junho|julho|setembro|outubro|novembro|dezembro',
  'ene|fev|abr|mai|ago|set|out|dic|dez',
  'janvier|février|mars|avril|juin|juillet|août|septembre|octobre|novembre|décembre',
].join('|');

const between = '(?<![\\d/.-])';
const end = '(?![\\d/-])';

export const datePatterns: readonly FreeTextPattern[] = [
  `${between}${day}([/.-])${month}\\1(?:19|20)?\\d\\d${end}`,
  `${between}${month}([/-])${day}\\1${year}${end}`,
  `${between}${year}([/.-])${month}\\1${day}${end}`,
  `(?<![\\d\\p{L}])${day}(?:st|nd|rd|th|er|º)?\\s+(?:de\\s+|of\\s+)?(?:${months})\\.?,?\\s+(?:de\\s+|del\\s+)?${year}(?!\\d)`,
  `(?<!\\p{L})(?:${months})\\.?\\s+${day}(?:st|nd|rd|th)?,?\\s+${year}(?!\\d)`,
].map(pattern => ({ kind: 'date', pattern: new RegExp(pattern, 'giu') }));
