import { MingaError } from '../../errors/index.ts';
import type { RecordValue } from '../dataset.ts';
import { nearestName } from '../nearest-name.ts';
import { type FieldWords, plainWords } from './default-sentence.ts';
import { ownSentence } from './own-sentence.ts';
import { ownText } from './own-text.ts';
import { templateText } from './rendered-template.ts';
import type { RecordTextSettings } from './settings.ts';
import type { Language, TextTemplate } from './template.ts';

/** How a plan's records become text. */
export interface RecordText {
  /** The columns that the plan wants said, in order; undefined where it leaves that to the data set. */
  readonly fields: readonly string[] | undefined;
  /** The text of a record, made from `fields`. */
  readonly text: (
    record: Readonly<Record<string, RecordValue>>,
    fields: readonly string[],
  ) => string;
}

const noTemplate: TextTemplate = { fields: {}, sentences: [] };

/**
 * Settles how records become text: by a plan's own sentences, else by those of the data set, else
 * by the default ones.
 *
 * @param columns those that there are
 * @param templates the data set's own sentences
 * @throws E_PLAN where the settings name a column that there is not, or a template cannot be read
 * @example
 * const { text } = recordText({ language: 'es', units: { age: 'años' } }, ['age', 'sex']);
 * text({ age: 80, sex: 'male' }, ['age', 'sex']); // 'Edad: 80 años. Sexo: masculino.'
 */
export function recordText(
  settings: RecordTextSettings,
  columns: readonly string[],
  templates?: Readonly<Record<Language, TextTemplate>>,
): RecordText {
  const words: FieldWords = {
    language: settings.language ?? plainWords.language,
    names: settings.names ?? {},
    units: settings.units ?? {},
    values: settings.values ?? {},
    missing: settings.missing ?? plainWords.missing,
  };
  for (const key of ['names', 'units', 'values'] as const) {
    refuseUnknown(key, Object.keys(words[key]), columns);
  }
  if (settings.template !== undefined) {
    const sentences = [settings.template].flat().map(ownSentence);
    const fields = [...new Set(sentences.flatMap(sentence => sentence.fields))];
    refuseUnknown('template', fields, columns);
    return { fields, text: ownText(sentences, words) };
  }
  const template = templates?.[words.language] ?? noTemplate;
  return { fields: settings.fields, text: templateText(template, words) };
}

function refuseUnknown(key: string, names: readonly string[], columns: readonly string[]): void {
  const unknown = names.find(name => !columns.includes(name));
  if (unknown === undefined) return;
  const nearest = nearestName(unknown, columns);
  throw new MingaError('E_PLAN', {
    found: `text.${key} names "${unknown}", and there is no such column`,
    expected: `some of ${columns.join(', ')}`,
    fix: nearest === undefined ? undefined : `did you mean "${nearest}"?`,
  });
}
