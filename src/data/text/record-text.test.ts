import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MingaError } from '../../errors/index.ts';
import { languages, type RecordTextSettings, recordText, recordTextSchema } from './index.ts';

const columns = ['age', 'sex', 'hba1c', 'note'];
const record = { age: 80, sex: 'male', hba1c: 6.5, note: 'seen twice.' };

function say(settings: RecordTextSettings, changes: Record<string, string | number | null> = {}) {
  const { fields = columns, text } = recordText(recordTextSchema.parse(settings), columns);
  return text({ ...record, ...changes }, fields);
}

function problemOf(settings: RecordTextSettings): string {
  try {
    recordText(settings, columns);
  } catch (error) {
    if (error instanceof MingaError) return error.message;
  }
  return 'none';
}

describe('the text of a record without a template', () => {
  it('is plain English by default', () => {
    expect(say({})).toBe('Age: 80. Sex: male. Hba1c: 6.5. Note: seen twice.');
  });

  it('follows the settings of a plan', () => {
    const settings: RecordTextSettings = {
      language: 'pt',
      fields: ['hba1c', 'age', 'sex'],
      names: { hba1c: 'HbA1c' },
      units: { age: { one: 'ano', other: 'anos' }, hba1c: '%' },
      values: { sex: { male: 'homem' } },
    };
    expect(say(settings)).toBe('HbA1c: 6,5 %. Idade: 80 anos. Sexo: homem.');
    expect(say(settings, { age: 1, hba1c: null })).toBe(
      'HbA1c: não consta. Idade: 1 ano. Sexo: homem.',
    );
    expect(say({ ...settings, missing: 'omit' }, { hba1c: null })).toBe(
      'Idade: 80 anos. Sexo: homem.',
    );
  });

  it("takes the data set's sentences where it has some", () => {
    const template = {
      fields: { age: { present: 'aged {}', missing: 'age not recorded' } },
      sentences: [{ frame: 'Patient {}.', fields: ['age'] }],
    };
    const templates = { en: template, es: template, pt: template, fr: template };
    const { text } = recordText({}, columns, templates);
    expect(text(record, ['sex', 'age'])).toBe('Sex: male. Patient aged 80.');
  });
});

describe('a template of one’s own', () => {
  const template = 'Patient [aged {age} years|of unknown age], {sex}[, HbA1c {hba1c} %]. {note}.';

  it('puts values where columns stand, and says what is missing', () => {
    expect(say({ template })).toBe('Patient aged 80 years, male, HbA1c 6.5 %. seen twice.');
    expect(say({ template }, { age: null, hba1c: null })).toBe(
      'Patient of unknown age, male. seen twice.',
    );
    expect(say({ template }, { sex: null, note: null })).toBe(
      'Patient aged 80 years, not recorded, HbA1c 6.5 %. not recorded.',
    );
  });

  it('leaves missing values out with their commas where that is asked for', () => {
    const omit = { template, missing: 'omit' } as const;
    expect(say(omit, { sex: null, hba1c: null })).toBe('Patient aged 80 years. seen twice.');
    expect(say(omit, { age: null, sex: null, hba1c: null })).toBe(
      'Patient of unknown age. seen twice.',
    );
    expect(say(omit, { age: null, sex: null, hba1c: null, note: null })).toBe('');
    expect(say({ ...omit, template: '{sex}, {age}; {hba1c}' }, { sex: null, hba1c: null })).toBe(
      '80',
    );
  });

  it('may be several sentences, each with a capital; one without any value is left out', () => {
    const settings: RecordTextSettings = {
      template: ['{sex}, {age} years.', 'HbA1c {hba1c} %.', '{note}'],
      missing: 'omit',
    };
    expect(say(settings)).toBe('Male, 80 years. HbA1c 6.5 %. Seen twice.');
    expect(say(settings, { hba1c: null })).toBe('Male, 80 years. Seen twice.');
  });

  it('speaks the language, the units and the words of the plan', () => {
    const settings: RecordTextSettings = {
      language: 'es',
      template: 'Paciente de {age}, sexo {sex}, HbA1c {hba1c}.',
      units: { age: 'años', hba1c: '%' },
      values: { sex: { female: 'mujer' } },
    };
    expect(say(settings)).toBe('Paciente de 80 años, sexo masculino, HbA1c 6,5 %.');
    expect(say(settings, { sex: 'female', hba1c: null })).toBe(
      'Paciente de 80 años, sexo mujer, HbA1c sin registrar.',
    );
  });

  it('reads doubled signs as themselves, and a value as nothing else than a value', () => {
    expect(say({ template: '{{age}} [[x]] a|b || {age}' })).toBe('{age} [x] a|b | 80');
    expect(say({ template: '{note}' }, { note: '{age} [x|y] $1' })).toBe('{age} [x|y] $1');
    expect(say({ template: 'A {note}. B' }, { note: ' 1\n2. ' })).toBe('A 1 2. B');
  });

  it('is made from the columns that it names, in their order', () => {
    const settings = { template: ['{sex} [{hba1c}|{note}]', '{age} {sex}'] };
    expect(recordText(settings, columns).fields).toEqual(['sex', 'hba1c', 'note', 'age']);
  });

  it.each([
    ['aged {agee}', /names "agee".*did you mean "age"\?.*E_PLAN/],
    ['aged {xylophone}', /names "xylophone".*some of age, sex, hba1c, note \[E_PLAN\]/],
    ['aged {constructor}', /names "constructor"/],
    ['aged {age', /"\{" without its other half.*E_PLAN/],
    ['aged age}', /"\}" without/],
    ['[a {age}', /"\[" that is never closed/],
    ['a {age}]', /"\]" without/],
    ['[a [{age}]]', /within another/],
    ['aged {}', /nothing in them/],
    ['no column at all', /no column in braces/],
  ])('refuses %j', (template, message) => {
    expect(problemOf({ template })).toMatch(message);
  });
});

it('refuses settings of columns that there are not, and names the nearest', () => {
  expect(problemOf({ units: { agee: 'years' } })).toMatch(/text.units names "agee".*"age"/);
  expect(problemOf({ names: { Sex: 'Sexo' } })).toMatch(/text.names names "Sex".*"sex"/);
  expect(problemOf({ values: { x1y2z3: { a: 'b' } } })).toMatch(/text.values names "x1y2z3"/);
});

it('refuses a template beside a list of fields, and words that are blank', () => {
  expect(recordTextSchema.safeParse({ template: '{age}', fields: ['age'] }).success).toBe(false);
  expect(recordTextSchema.safeParse({ template: ' ' }).success).toBe(false);
  expect(recordTextSchema.safeParse({ names: { age: '' } }).success).toBe(false);
  expect(recordTextSchema.safeParse({ language: 'de' }).success).toBe(false);
});

const cell = fc.oneof(
  fc.constant(null),
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.string({ unit: 'grapheme' }),
);

it('never doubles a blank or shows a hole, whatever the record, the language and the template', () => {
  const pieces = fc.constantFrom(
    '{age}',
    '{sex}',
    ', ',
    '. ',
    ' and ',
    '[a {age}|b]',
    '[, {note}]',
  );
  fc.assert(
    fc.property(
      fc.array(pieces, { minLength: 1, maxLength: 8 }).map(list => `{hba1c} ${list.join('')}`),
      fc.constantFrom(...languages),
      fc.constantFrom('say', 'omit'),
      fc.record({ age: cell, sex: cell, hba1c: cell, note: cell }),
      (template, language, missing, changes) => {
        const text = say({ template, language, missing }, changes);
        expect(text).not.toMatch(/ {2}|^ | $|[\n\r\t]/);
        const own = Object.values(changes).join(' ');
        for (const word of ['undefined', 'null', 'NaN', '[object']) {
          if (!own.includes(word)) expect(text).not.toContain(word);
        }
        const { fields = [] } = recordText({ template }, columns);
        const { age, sex, hba1c } = changes;
        for (const [field, value] of Object.entries({ age, sex, hba1c })) {
          if (typeof value !== 'number' || !fields.includes(field)) continue;
          expect(text).toContain(
            language === 'en' ? String(value) : String(value).replace('.', ','),
          );
        }
      },
    ),
    { numRuns: 200 },
  );
});
