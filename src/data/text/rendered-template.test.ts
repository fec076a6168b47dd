import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordValue } from '../dataset.ts';
import { entry } from './entry.ts';
import { capitalised } from './frame.ts';
import { type FieldWords, renderTemplate } from './index.ts';
import { languageWords } from './language-words.ts';
import { isOne } from './spoken-value.ts';
import { type Language, languages, type TextTemplate } from './template.ts';

const lesion: Readonly<Record<Language, TextTemplate>> = {
  en: {
    fields: {
      age: { present: 'aged {} years', one: 'aged {} year', missing: 'age not recorded' },
      sex: { present: '{}', missing: 'sex not recorded' },
      site: { present: 'lesion on the {}', missing: 'site not recorded' },
    },
    sentences: [
      { frame: 'Patient {}.', fields: ['age', 'sex'] },
      { frame: '{}.', fields: ['site'] },
    ],
  },
  es: {
    fields: {
      age: { present: 'de {} años', one: 'de {} año', missing: 'edad no registrada' },
      sex: {
        present: 'sexo: {}',
        missing: 'sexo no registrado',
        values: { male: 'masculino', female: 'femenino' },
      },
      site: {
        present: 'lesión en {}',
        missing: 'localización no registrada',
        values: { back: 'la espalda' },
      },
    },
    sentences: [
      { frame: 'Paciente {}.', fields: ['age', 'sex'] },
      { frame: '{}.', fields: ['site'] },
    ],
  },
  pt: {
    fields: {
      age: { present: 'com {} anos', one: 'com {} ano', missing: 'idade não registrada' },
      sex: {
        present: 'sexo {}',
        missing: 'sexo não registrado',
        values: { male: 'masculino', female: 'feminino' },
      },
      site: { present: 'lesão: {}', missing: 'local não registrado', values: { back: 'dorso' } },
    },
    sentences: [
      { frame: 'Paciente {}.', fields: ['age', 'sex'] },
      { frame: '{}.', fields: ['site'] },
    ],
  },
  fr: {
    fields: {
      age: {
        present: 'âgé(e) de {} ans',
        one: 'de {} an',
        agrees: { field: 'sex', forms: { male: 'âgé de {} ans', female: 'âgée de {} ans' } },
        missing: 'âge non renseigné',
      },
      sex: {
        present: 'de sexe {}',
        missing: 'sexe non renseigné',
        values: { male: 'masculin', female: 'féminin' },
      },
      site: { present: 'lésion : {}', missing: 'site non renseigné', values: { back: 'dos' } },
    },
    sentences: [
      {
        frame: 'Patient(e) {}.',
        agrees: { field: 'sex', forms: { male: 'Patient {}.', female: 'Patiente {}.' } },
        fields: ['age', 'sex'],
      },
      { frame: '{}.', fields: ['site'] },
    ],
  },
};

function say(
  language: Language,
  record: Record<string, RecordValue>,
  fields?: string[],
  words: Partial<FieldWords> = {},
) {
  return renderTemplate(lesion[language], record, fields, { language, ...words });
}

describe('a template', () => {
  const record = { age: 57.5, sex: 'female', site: 'back' };
  it.each([
    ['en', 'Patient aged 57.5 years, female. Lesion on the back.'],
    ['es', 'Paciente de 57,5 años, sexo: femenino. Lesión en la espalda.'],
    ['pt', 'Paciente com 57,5 anos, sexo feminino. Lesão: dorso.'],
    ['fr', 'Patiente âgée de 57,5 ans, de sexe féminin. Lésion : dos.'],
  ] as const)('joins phrases into sentences in %s', (language, text) => {
    expect(say(language, record)).toBe(text);
  });

  it.each([
    ['en', 'Patient age not recorded, sex not recorded. Site not recorded.'],
    ['es', 'Paciente edad no registrada, sexo no registrado. Localización no registrada.'],
    ['pt', 'Paciente idade não registrada, sexo não registrado. Local não registrado.'],
    ['fr', 'Patient(e) âge non renseigné, sexe non renseigné. Site non renseigné.'],
  ] as const)('says what is missing in %s, or leaves it out', (language, text) => {
    expect(say(language, {})).toBe(text);
    expect(say(language, { age: null, sex: ' ', site: '' })).toBe(text);
    expect(say(language, {}, undefined, { missing: 'omit' })).toBe('');
  });

  it.each([
    ['en', 'Patient aged 1 year.', 'Patient aged 0 years.'],
    ['es', 'Paciente de 1 año.', 'Paciente de 0 años.'],
    ['pt', 'Paciente com 1 ano.', 'Paciente com 0 ano.'],
    ['fr', 'Patient(e) de 1 an.', 'Patient(e) de 0 an.'],
  ] as const)('counts as %s does', (language, one, none) => {
    expect(say(language, { age: 1 }, ['age'])).toBe(one);
    expect(say(language, { age: 0 }, ['age'])).toBe(none);
  });

  it('counts as the tables of Unicode do', () => {
    // Beyond these Intl's own arithmetic gives way.
    const number = fc.oneof(fc.integer(), fc.double({ noNaN: true, min: -1e15, max: 1e15 }));
    const near = fc.constantFrom(0, -0, 1, -1, 0.5, 1.5, 1.999, 2, -2, 1e6);
    fc.assert(
      fc.property(fc.constantFrom(...languages), fc.oneof(number, near), (language, value) => {
        const rule = new Intl.PluralRules(language, { maximumFractionDigits: 20 });
        expect(isOne(value, language)).toBe(rule.select(Math.abs(value)) === 'one');
      }),
    );
  });

  it('follows the order asked for, in and among sentences', () => {
    expect(say('en', record, ['site', 'sex', 'age'])).toBe(
      'Lesion on the back. Patient female, aged 57.5 years.',
    );
    expect(say('en', record, ['sex', 'site'])).toBe('Patient female. Lesion on the back.');
  });

  it('agrees with another field only where that one may be known', () => {
    expect(say('fr', record, ['age'])).toBe('Patient(e) âgé(e) de 57,5 ans.');
    expect(say('fr', { ...record, sex: null })).toContain(
      'Patient(e) âgé(e) de 57,5 ans, sexe non',
    );
  });

  it('says a field that it does not know in the default way, at its place', () => {
    const more = { ...record, dx_type: 'histo', growth_months: null };
    expect(say('en', more, ['dx_type', 'age', 'growth_months'])).toBe(
      'Dx type: histo. Patient aged 57.5 years. Growth months not recorded.',
    );
    expect(say('es', more, ['site', 'growth_months'])).toBe(
      'Lesión en la espalda. Growth months: no consta.',
    );
  });

  it('says a field in the words of a plan where it has a name, a unit or values there', () => {
    const words = { units: { age: 'Jahre' }, values: { sex: { female: 'weiblich' } } };
    expect(say('en', record, undefined, words)).toBe(
      'Age: 57.5 Jahre. Patient weiblich. Lesion on the back.',
    );
    expect(say('en', record, ['age', 'site'], { names: { site: 'Where' } })).toBe(
      'Patient aged 57.5 years. Where: back.',
    );
  });

  it('says a wording that is in no sentence by itself', () => {
    const template = { fields: lesion.en.fields, sentences: [] };
    expect(renderTemplate(template, record, ['age', 'site'])).toBe(
      'Aged 57.5 years. Lesion on the back.',
    );
  });

  it('does not double a stop, fold words together or read a value as a frame', () => {
    expect(say('en', { site: ' left\n\tarm. ' }, ['site'])).toBe('Lesion on the left arm.');
    expect(say('en', { sex: '{} $& {}' }, ['sex'])).toBe('Patient {} $& {}.');
  });

  it('leaves the small letter of pH and eGFR', () => {
    const template = {
      fields: { egfr: { present: 'eGFR {}', missing: 'eGFR not recorded' } },
      sentences: [],
    };
    expect(renderTemplate(template, { egfr: 60 }, ['egfr'])).toBe('eGFR 60.');
  });
});

describe('the default sentences', () => {
  const none: TextTemplate = { fields: {}, sentences: [] };
  const fields = ['site', 'age', 'sex', 'growth_months', 'note'];
  const record = { age: 80, growth_months: 2.5, site: 'scalp', note: 'no\n change.', sex: null };

  it.each([
    ['en', 'Site: scalp. Age: 80. Sex not recorded. Growth months: 2.5. Note: no change.'],
    ['es', 'Site: scalp. Edad: 80. Sexo: no consta. Growth months: 2,5. Note: no change.'],
    ['pt', 'Site: scalp. Idade: 80. Sexo: não consta. Growth months: 2,5. Note: no change.'],
    [
      'fr',
      'Site : scalp. Âge : 80. Sexe : donnée manquante. Growth months : 2,5. Note : no change.',
    ],
  ] as const)('are one a field, in the order asked for, in %s', (language, text) => {
    expect(renderTemplate(none, record, fields, { language })).toBe(text);
  });

  it('take names, units and words from a plan', () => {
    const words: Partial<FieldWords> = {
      language: 'es',
      names: { site: 'Localización', growth_months: 'Crecimiento' },
      units: { age: { one: 'año', other: 'años' }, growth_months: 'meses' },
      values: { site: { scalp: 'cuero cabelludo' }, sex: { 1: 'masculino' } },
    };
    expect(renderTemplate(none, { ...record, age: 1, sex: 1 }, fields.slice(0, 4), words)).toBe(
      'Localización: cuero cabelludo. Edad: 1 año. Sexo: masculino. Crecimiento: 2,5 meses.',
    );
    expect(renderTemplate(none, { age: 2 }, ['age'], words)).toBe('Edad: 2 años.');
    expect(renderTemplate(none, { itch: 'Yes' }, ['itch'], words)).toBe('Itch: sí.');
  });

  it('survive columns with the names of built-in properties', () => {
    const odd = JSON.parse('{ "__proto__": "x", "constructor": "y" }');
    expect(renderTemplate(none, odd, ['__proto__', 'constructor', 'toString'])).toBe(
      'Proto: x. Constructor: y. ToString not recorded.',
    );
  });
});

const value = fc.oneof(
  fc.constant(null),
  fc.integer({ min: -1000, max: 1000 }),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('male', 'female', ' two  words. ', '{}', 'a.b', '\n'),
);
const column = fc.constantFrom('age', 'sex', 'site', 'growth_months', 'note', 'hba1c', 'valueOf');

describe('any record in any language', () => {
  const anything = fc.record({
    language: fc.constantFrom(...languages),
    record: fc.dictionary(column, value),
    fields: fc.uniqueArray(column, { minLength: 1 }),
    missing: fc.constantFrom('say', 'omit'),
  });

  it('has every value that is there, and nothing odd', () => {
    fc.assert(
      fc.property(anything, ({ language, record, fields, missing }) => {
        const text = say(language, record, fields, { missing });
        expect(text).not.toMatch(/ {2}|^ | $|[\n\r\t]/);
        const own = Object.values(record).join(' ');
        for (const word of ['undefined', 'null', 'NaN', '[object']) {
          if (!own.includes(word)) expect(text).not.toContain(word);
        }
        for (const field of fields) {
          const said = Object.hasOwn(record, field) ? record[field] : null;
          if (said === null || String(said).trim() === '') continue;
          const plain = String(said).replace(/\s+/g, ' ').trim();
          const word = entry(wordsOf(language, field), plain) ?? plain;
          const spoken =
            typeof said === 'number' && language !== 'en' ? word.replace('.', ',') : word;
          expect([spoken, capitalised(spoken)].some(words => text.includes(words))).toBe(true);
        }
      }),
      { numRuns: 200 },
    );
  });

  it('reads as before where there is neither template nor language', () => {
    fc.assert(
      fc.property(anything, ({ record, fields }) => {
        const present = fields.map(field => (Object.hasOwn(record, field) ? record[field] : null));
        fc.pre(present.every(said => said === null || String(said).trim() !== ''));
        const old = fields.map((field, i) => before(field, present[i])).join(' ');
        expect(renderTemplate({ fields: {}, sentences: [] }, record, fields)).toBe(old);
      }),
      { numRuns: 200 },
    );
  });
});

/** Words for coded values: the template's for its fields, the language's for others. */
function wordsOf(language: Language, field: string): Readonly<Record<string, string>> {
  const wording = entry(lesion[language].fields, field);
  return wording === undefined ? languageWords[language].values : (wording.values ?? {});
}

/** The English default as it was when stored data sets were hashed. */
function before(field: string, value: RecordValue): string {
  const plain = field.replace(/_+/g, ' ').trim();
  const name = plain.slice(0, 1).toUpperCase() + plain.slice(1);
  if (value === null) return `${name} not recorded.`;
  const text = String(value).replace(/\s+/g, ' ').trim();
  return /[.!?]$/.test(text) ? `${name}: ${text}` : `${name}: ${text}.`;
}
