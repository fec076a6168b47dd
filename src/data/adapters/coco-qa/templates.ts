import type { FieldWording, Language, TextTemplate } from '../../text/index.ts';
import { questionTemplates } from '../raw/index.ts';

/** The question stays in English; the kinds of answer, which a plan must ask for, are translated. */
export const cocoQaTemplates: Readonly<Record<Language, TextTemplate>> = {
  en: withType('en', {
    present: 'the answer is of kind {}',
    missing: 'kind of answer not recorded',
  }),
  es: withType('es', {
    present: 'tipo de respuesta: {}',
    missing: 'tipo de respuesta: no consta',
    values: { object: 'objeto', number: 'número', color: 'color', location: 'lugar' },
  }),
  pt: withType('pt', {
    present: 'tipo de resposta: {}',
    missing: 'tipo de resposta: não consta',
    values: { object: 'objeto', number: 'número', color: 'cor', location: 'lugar' },
  }),
  fr: withType('fr', {
    present: 'type de réponse : {}',
    missing: 'type de réponse : donnée manquante',
    values: { object: 'objet', number: 'nombre', color: 'couleur', location: 'lieu' },
  }),
};

function withType(language: Language, type: FieldWording): TextTemplate {
  const { fields, sentences } = questionTemplates[language];
  return {
    fields: { ...fields, type },
    sentences: [...sentences, { frame: '{}.', fields: ['type'] }],
  };
}
