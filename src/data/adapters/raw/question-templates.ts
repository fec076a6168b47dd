import type { Language, TextTemplate } from '../../text/index.ts';

/** A question about a picture; the question itself stays in its own language. */
export const questionTemplates: Readonly<Record<Language, TextTemplate>> = {
  en: template('question: {}', 'question not recorded'),
  es: template('pregunta: {}', 'pregunta: no consta'),
  pt: template('pergunta: {}', 'pergunta: não consta'),
  fr: template('question : {}', 'question : donnée manquante'),
};

function template(present: string, missing: string): TextTemplate {
  return {
    fields: { question: { present, missing } },
    sentences: [{ frame: '{}.', fields: ['question'] }],
  };
}
