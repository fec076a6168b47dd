import type { RecordValue } from '../dataset.ts';
import { defaultSentence, type FieldWords, plainWords } from './default-sentence.ts';
import { entry } from './entry.ts';
import { capitalised, filled, sentence } from './frame.ts';
import { isOne, spokenValue } from './spoken-value.ts';
import type { Agreement, FieldWording, TemplateSentence, TextTemplate } from './template.ts';

/**
 * A record in sentences.
 *
 * Fields come in the order in which they are asked for: sentences by the first of their fields,
 * phrases within a sentence likewise. A field that the template has no sentence for gets one of its
 * own, in its wording there or in the default one; so does a field that `words` gives a name or a
 * unit of its own.
 *
 * @param fields the columns to say; those of the template's sentences by default
 * @param words the language of numbers and default sentences, and what a plan says of fields
 * @example
 * const template = {
 *   fields: {
 *     age: { present: 'aged {} years', missing: 'age not recorded' },
 *     sex: { present: '{}', missing: 'sex not recorded' },
 *   },
 *   sentences: [{ frame: 'Patient {}.', fields: ['age', 'sex'] }],
 * };
 * renderTemplate(template, { age: 80, sex: null }); // 'Patient aged 80 years, sex not recorded.'
 */
export function renderTemplate(
  template: TextTemplate,
  record: Readonly<Record<string, RecordValue>>,
  fields: readonly string[] = template.sentences.flatMap(({ fields }) => fields),
  words: Partial<FieldWords> = {},
): string {
  const source: Source = { template, record, fields, words: { ...plainWords, ...words } };
  const said = new Set<TemplateSentence>();
  const sentences = fields.map(field => {
    const own = sentenceOf(field, source);
    if (own === undefined) return loneSentence(field, source);
    if (said.has(own)) return null;
    said.add(own);
    return framedSentence(own, source);
  });
  return sentences.filter(text => text !== null).join(' ');
}

interface Source {
  readonly template: TextTemplate;
  readonly record: Readonly<Record<string, RecordValue>>;
  readonly fields: readonly string[];
  readonly words: FieldWords;
}

/** The template's words for a field, unless the plan calls it otherwise. */
function wordingOf(field: string, { template, words }: Source): FieldWording | undefined {
  const renamed = Object.hasOwn(words.names, field) || Object.hasOwn(words.units, field);
  return renamed ? undefined : entry(template.fields, field);
}

function sentenceOf(field: string, source: Source): TemplateSentence | undefined {
  if (wordingOf(field, source) === undefined) return undefined;
  return source.template.sentences.find(({ fields }) => fields.includes(field));
}

function framedSentence(own: TemplateSentence, source: Source): string | null {
  const asked = [...new Set(source.fields)].filter(field => sentenceOf(field, source) === own);
  const phrases = asked.map(field => phrase(field, source)).filter(words => words !== null);
  if (phrases.length === 0) return null;
  const frame = agreed(own.agrees, source) ?? own.frame;
  return capitalised(filled(frame, phrases.join(own.join ?? ', ')));
}

function loneSentence(field: string, source: Source): string | null {
  if (wordingOf(field, source) === undefined) {
    return defaultSentence(field, entry(source.record, field), source.words);
  }
  const words = phrase(field, source);
  return words === null ? null : sentence(words);
}

function phrase(field: string, source: Source): string | null {
  const { language, missing, values } = source.words;
  const wording = wordingOf(field, source);
  if (wording === undefined) return null;
  const value = entry(source.record, field);
  const known = { ...wording.values, ...entry(values, field) };
  const said = spokenValue(value, { language, values: known });
  if (said === null) return missing === 'omit' ? null : wording.missing;
  const one = isOne(value, language) ? wording.one : undefined;
  return filled(one ?? agreed(wording.agrees, source) ?? wording.present, said);
}

function agreed(agreement: Agreement | undefined, { record, fields }: Source): string | undefined {
  if (agreement === undefined || !fields.includes(agreement.field)) return undefined;
  return entry(agreement.forms, String(entry(record, agreement.field)));
}
