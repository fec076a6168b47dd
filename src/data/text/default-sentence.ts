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

/**
 * The sentence of any field: `Age: 80 years.`, `Sexo: masculino.`, `Growth months not recorded.`;
 * null where the value is missing and that is not to be said.
 */
export function defaultSentence(
  field: string,
  value: RecordValue | undefined,
  words: FieldWords,
): string | null {
  const said = defaultValue(field, value, words);
  const { present, missing } = languageWords[words.language];
  const name = fieldName(field, words);
  if (said === null) return words.missing === 'omit' ? null : `${filled(missing, name)}.`;
  const phrase = present
    .split('{value}')
    .map(part => filled(part, name))
    .join(said);
  return endsSentence(said) ? phrase : `${phrase}.`;
}

/** The value in words with its unit, null where it is missing. */
export function defaultValue(
  field: string,
  value: RecordValue | undefined,
  { language, units, values }: FieldWords,
): string | null {
  const own = entry(values, field);
  const said = spokenValue(value, { language, values: { ...commonWord(value, language), ...own } });
  const unit = entry(units, field);
  if (said === null || unit === undefined) return said;
  if (typeof unit === 'string') return `${said} ${unit}`;
  return `${said} ${isOne(value, language) ? unit.one : unit.other}`;
}

/** The language's own word for a value such as `Yes`, if it has one. */
function commonWord(value: RecordValue | undefined, language: Language): Record<string, string> {
  if (typeof value !== 'string') return {};
  const word = entry(languageWords[language].values, value.trim().toLowerCase());
  return word === undefined ? {} : { [value.trim()]: word };
}

/** What a field is called: as the plan says, else its column, with underscores read as blanks. */
export function fieldName(field: string, { language, names }: FieldWords): string {
  const own = entry(names, field) ?? entry(languageWords[language].names, field.toLowerCase());
  if (own !== undefined) return own;
  const plain = field.replace(/_+/g, ' ').trim();
  return plain.slice(0, 1).toUpperCase() + plain.slice(1);
}
