import type { RecordValue } from '../dataset.ts';
import { entry } from './entry.ts';
import { endsSentence, filled } from './frame.ts';
import { languageWords } from './language-words.ts';
import { isOne, spokenValue } from './spoken-value.ts';
import type { Language } from './template.ts';

/** A unit for every number, or one for what is counted as one and one for the others. */
export type Unit = string | { readonly one: string; readonly other: string };

/** What a plan says of how fields are put into words; fields by the names of their columns. */
export interface FieldWords {
  readonly language: Language;
  /** What a field is called. */
  readonly names: Readonly<Record<string, string>>;
  readonly units: Readonly<Record<string, Unit>>;
  /** Words for coded values, by field and value. */
  readonly values: Readonly<Record<string, Readonly<Record<string, string>>>>;
  /** Whether it is said that a value is missing. */
  readonly missing: 'say' | 'omit';
}

/** English, nothing said of any field, missing values said. */
export const plainWords: FieldWords = {
  language: 'en',
  names: {},
  units: {},
  values: {},
  missing: 'say',
};

/** Says a value, or null where there is nothing to be said. */
export type Speaker = (value: RecordValue | undefined) => string | null;

/**
 * Prepares the sentence of a field: `Age: 80 years.`, `Sexo: masculino.`, `Growth months not
 * recorded.`; null where the value is missing and that is not to be said.
 */
export function defaultSentence(field: string, words: FieldWords): Speaker {
  const { present, missing } = languageWords[words.language];
  const value = defaultValue(field, words);
  const name = fieldName(field, words);
  const none = words.missing === 'omit' ? null : `${filled(missing, name)}.`;
  const [before, after = ''] = present.split('{value}').map(part => filled(part, name));
  return given => {
    const said = value(given);
    if (said === null) return none;
    return endsSentence(said) ? before + said + after : `${before}${said}${after}.`;
  };
}

/** Prepares a field's values in words, with their unit; null where one is missing. */
export function defaultValue(field: string, { language, units, values }: FieldWords): Speaker {
  const words = {
    language,
    values: entry(values, field) ?? {},
    common: languageWords[language].values,
  };
  const unit = entry(units, field);
  if (unit === undefined) return value => spokenValue(value, words);
  const [one, other] = typeof unit === 'string' ? [unit, unit] : [unit.one, unit.other];
  return value => {
    const said = spokenValue(value, words);
    return said === null ? null : `${said} ${isOne(value, language) ? one : other}`;
  };
}

/** What a field is called: as the plan says, else its column, with underscores read as blanks. */
function fieldName(field: string, { language, names }: FieldWords): string {
  const own = entry(names, field) ?? entry(languageWords[language].names, field.toLowerCase());
  if (own !== undefined) return own;
  const plain = field.replace(/_+/g, ' ').trim();
  return plain.slice(0, 1).toUpperCase() + plain.slice(1);
}
