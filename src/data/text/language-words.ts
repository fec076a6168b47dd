import type { Language } from './template.ts';

/** What the default sentences of a language are made of. */
export interface LanguageWords {
  /** `{}` stands for what the field is called, `{value}` for its value. */
  readonly present: string;
  /** The same words whatever the gender of the name. */
  readonly missing: string;
  /** What stands in place of a missing value. */
  readonly lacking: string;
  /** What columns are called whose English names are everywhere. */
  readonly names: Readonly<Record<string, string>>;
  /** Words for values that are everywhere. */
  readonly values: Readonly<Record<string, string>>;
}

export const languageWords: Readonly<Record<Language, LanguageWords>> = {
  en: {
    present: '{}: {value}',
    missing: '{} not recorded',
    lacking: 'not recorded',
    names: {},
    values: {},
  },
  es: {
    present: '{}: {value}',
    missing: '{}: no consta',
    lacking: 'sin registrar',
    names: { age: 'Edad', sex: 'Sexo', gender: 'Género', weight: 'Peso', height: 'Talla' },
    values: { yes: 'sí', no: 'no', male: 'masculino', female: 'femenino' },
  },
  pt: {
    present: '{}: {value}',
    missing: '{}: não consta',
    lacking: 'sem registro',
    names: { age: 'Idade', sex: 'Sexo', gender: 'Gênero', weight: 'Peso', height: 'Altura' },
    values: { yes: 'sim', no: 'não', male: 'masculino', female: 'feminino' },
  },
  fr: {
    present: '{} : {value}',
    missing: '{} : donnée manquante',
    lacking: 'non renseigné',
    names: { age: 'Âge', sex: 'Sexe', gender: 'Genre', weight: 'Poids', height: 'Taille' },
    values: { yes: 'oui', no: 'non', male: 'masculin', female: 'féminin' },
  },
};
