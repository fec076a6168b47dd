import type { RecordValue } from '../dataset.ts';
import { entry } from './entry.ts';
import type { Language } from './template.ts';

type Words = Readonly<Record<string, string>>;

/** How the value of one field becomes words. */
export interface ValueWords {
  readonly language: Language;
  /** Words for coded values, by the value as it stands in the record. */
  readonly values: Words;
  /** Words for texts that `values` does not have, by the text in small letters. */
  readonly common?: Words;
}

/**
 * A value in words, on one line: its own word where it has one, numbers without trailing zeros and
 * with the language's decimal mark. Null where it is missing, blank or no number at all.
 */
export function spokenValue(
  value: RecordValue | undefined,
  { language, values, common }: ValueWords,
): string | null {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  if (typeof value === 'number') {
    const text = String(value);
    return entry(values, text) ?? (language === 'en' ? text : text.replace('.', ','));
  }
  const text = value.trim();
  if (text === '') return null;
  const own = entry(values, text);
  if (own !== undefined) return own;
  return (common && entry(common, text.toLowerCase())) ?? folded(text);
}

/**
 * True where the language counts the number as one: `1 year`; in French and Portuguese all below
 * two, `0 an`. The rules are Unicode's (CLDR, plurals); `Intl` knows them too, but takes longer over
 * one number than all else over a record.
 */
export function isOne(value: RecordValue | undefined, language: Language): boolean {
  if (typeof value !== 'number') return false;
  const size = Math.abs(value);
  return language === 'en' || language === 'es' ? size === 1 : size < 2;
}

/** Runs of blanks and line breaks as one space, none at the ends. */
export function folded(text: string): string {
  const trimmed = text.trim();
  return /\s\s|[^\S ]/.test(trimmed) ? trimmed.replace(/\s+/g, ' ') : trimmed;
}
