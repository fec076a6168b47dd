import type { Language, TextTemplate } from '../../text/index.ts';

/** The ingredients stay in English, as the set has them. */
export const recipeTemplates: Readonly<Record<Language, TextTemplate>> = {
  en: template('ingredients: {}', 'ingredients not recorded'),
  es: template('ingredientes: {}', 'ingredientes: no constan'),
  pt: template('ingredientes: {}', 'ingredientes: não constam'),
  fr: template('ingrédients : {}', 'ingrédients : donnée manquante'),
};

function template(present: string, missing: string): TextTemplate {
  return {
    fields: { ingredients: { present, missing } },
    sentences: [{ frame: '{}.', fields: ['ingredients'] }],
  };
}
