import type { RecordValue } from '../dataset.ts';
import { defaultSentence, type FieldWords, plainWords, type Speaker } from './default-sentence.ts';
import { entry } from './entry.ts';
import { capitalised, filled, sentence } from './frame.ts';
import { isOne, spokenValue } from './spoken-value.ts';
import type { Agreement, FieldWording, TemplateSentence, TextTemplate } from './template.ts';

type Values = Readonly<Record<string, RecordValue>>;

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
  record: Values,
  fields: readonly string[] = template.sentences.flatMap(({ fields }) => fields),
  words: Partial<FieldWords> = {},
): string {
  return templateText(template, { ...plainWords, ...words })(record, fields);
}

/** Prepares a template for many records, each said as `renderTemplate` says it. */
export function templateText(
  template: TextTemplate,
  words: FieldWords,
): (record: Values, fields: readonly string[]) => string {
  const known = new Map<string, SpokenField>();
  const spokenField = (field: string): SpokenField => {
    const spoken = known.get(field) ?? prepared(field, template, words);
    known.set(field, spoken);
    return spoken;
  };
  return (record, fields) => {
    const texts: string[] = [];
    const said = new Set<TemplateSentence>();
    for (const field of fields) {
      const { own, alone } = spokenField(field);
      if (own !== undefined && said.has(own)) continue;
      if (own !== undefined) said.add(own);
      const text =
        own === undefined
          ? alone(entry(record, field), record, fields)
          : framed(own, record, fields, spokenField);
      if (text !== null) texts.push(text);
    }
    return texts.join(' ');
  };
}

type Phrase = (
  value: RecordValue | undefined,
  record: Values,
  fields: readonly string[],
) => string | null;

interface SpokenField {
  /** The template's sentence that the field belongs to. */
  readonly own: TemplateSentence | undefined;
  readonly phrase: Phrase;
  /** The field in a sentence of its own. */
  readonly alone: Phrase;
}

function prepared(field: string, template: TextTemplate, words: FieldWords): SpokenField {
  const renamed = Object.hasOwn(words.names, field) || Object.hasOwn(words.units, field);
  const wording = renamed ? undefined : entry(template.fields, field);
  if (wording === undefined) {
    const speak: Speaker = defaultSentence(field, words);
    return { own: undefined, phrase: speak, alone: speak };
  }
  const own = template.sentences.find(({ fields }) => fields.includes(field));
  const phrase = phraseOf(field, wording, words);
  const alone: Phrase = (...given) => {
    const said = phrase(...given);
    return said === null ? null : sentence(said);
  };
  return { own, phrase, alone };
}

function phraseOf(field: string, wording: FieldWording, words: FieldWords): Phrase {
  const { language, missing } = words;
  const spoken = { language, values: { ...wording.values, ...entry(words.values, field) } };
  return (value, record, fields) => {
    const said = spokenValue(value, spoken);
    if (said === null) return missing === 'omit' ? null : wording.missing;
    const one = wording.one !== undefined && isOne(value, language) ? wording.one : undefined;
    return filled(one ?? agreed(wording.agrees, record, fields) ?? wording.present, said);
  };
}

function framed(
  own: TemplateSentence,
  record: Values,
  fields: readonly string[],
  spokenField: (field: string) => SpokenField,
): string | null {
  const phrases: string[] = [];
  for (const field of new Set(fields)) {
    const spoken = spokenField(field);
    if (spoken.own !== own) continue;
    const said = spoken.phrase(entry(record, field), record, fields);
    if (said !== null) phrases.push(said);
  }
  if (phrases.length === 0) return null;
  const frame = agreed(own.agrees, record, fields) ?? own.frame;
  return capitalised(filled(frame, phrases.join(own.join ?? ', ')));
}

function agreed(
  agreement: Agreement | undefined,
  record: Values,
  fields: readonly string[],
): string | undefined {
  if (agreement === undefined || !fields.includes(agreement.field)) return undefined;
  return entry(agreement.forms, String(entry(record, agreement.field)));
}
