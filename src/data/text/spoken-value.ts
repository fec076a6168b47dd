import type { RecordValue } from '../dataset.ts';
import { entry } from './entry.ts';
import type { Language } from './template.ts';

/** How the value of one field becomes words. */
export interface ValueWords {
  readonly language: Language;
  /** Words for coded values, by the value as it stands in the record. */
  readonly values?: Readonly<Record<string, string>>;
}

/**
 * A value in words, on one line: its own word where it has one, numbers without trailing zeros and
 * with the language's decimal mark. Null where it is missing, blank or no number at all.
 */
export function spokenValue(value: RecordValue | undefined, words: ValueWords): string | null {
  if (value === null || value === undefined || Number.isNaN(value)) return null;
  const own = entry(words.values ?? {}, String(value).trim());
  const text = folded(own ?? (typeof value === 'number' ? number(value, words.language) : value));
  return text === '' ? null : text;
}

/** True where the language counts the number as one: `1 year`; in French also 0 and 1,5. */
export function isOne(value: RecordValue | undefined, language: Language): boolean {
  return typeof value === 'number' && pluralRules[language].select(Math.abs(value)) === 'one';
}

/** Runs of blanks and line breaks as one space, none at the ends. */
export function folded(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function number(value: number, language: Language): string {
  const text = String(value);
  return language === 'en' ? text : text.replace('.', ',');
}

const pluralRules: Readonly<Record<Language, Intl.PluralRules>> = {
  en: new Intl.PluralRules('en'),
  es: new Intl.PluralRules('es'),
  pt: new Intl.PluralRules('pt'),
  fr: new Intl.PluralRules('fr'),
};
