import fc from 'fast-check';
import { expect, it } from 'vitest';
import { fieldSpans } from './field-spans.ts';
import { recordText } from './record-text.ts';
import { languages, type TextTemplate } from './template.ts';

const lesion: TextTemplate = {
  fields: {
    age: { present: 'aged {} years', missing: 'age not recorded' },
    sex: { present: '{}', missing: 'sex not recorded' },
  },
  sentences: [{ frame: 'Patient {}.', fields: ['age', 'sex'] }],
};
const columns = ['age', 'sex', 'note'];
const record = { age: 80, sex: 'male', note: 'itches' };

function words(settings: Parameters<typeof recordText>[0], templates?: TextTemplate) {
  const all = templates && { en: templates, es: templates, pt: templates, fr: templates };
  const { fields = columns, text } = recordText(settings, columns, all);
  const whole = text(record, fields);
  return fieldSpans(record, fields, text).map(({ field, from, to }) => [
    field,
    whole.slice(from, to),
  ]);
}

it('finds the words of fields in default sentences, templates and sentences of one’s own', () => {
  expect(words({})).toEqual([
    ['age', 'Age: 80. '],
    ['sex', 'Sex: male. '],
    ['note', ' Note: itches.'],
  ]);
  expect(words({}, lesion)).toEqual([
    ['age', 'aged 80 years, '],
    ['sex', ', male'],
    ['note', ' Note: itches.'],
  ]);
  const template = 'Patient [aged {age}|of unknown age], {sex}; {note}';
  expect(words({ template, missing: 'omit' })).toEqual([
    ['age', 'aged 80'],
    ['sex', ', male'],
    ['note', '; itches'],
  ]);
});

it('holds the value of every field, in the order of the fields', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...languages),
      fc.record({ age: fc.integer(), sex: fc.stringMatching(/^[b-df-hj-z]{3,8}$/) }),
      (language, { age, sex }) => {
        const values = { age, sex, note: 'end' };
        const { text } = recordText({ language }, columns);
        const whole = text(values, columns);
        const spans = fieldSpans(values, columns, text);
        expect(spans.map(({ field }) => field)).toEqual(columns);
        const said = spans.map(({ from, to }) => whole.slice(from, to));
        expect(said[0]).toContain(String(age));
        expect(said[1]).toContain(sex);
        expect(spans[0].from).toBeLessThan(spans[1].from);
        expect(spans[1].from).toBeLessThan(spans[2].from);
      },
    ),
    { numRuns: 100 },
  );
});
