/**
 * Seconds of processor time to put a million records of six fields into words, by default and with a
 * template, in each language:
 *
 *   npx tsx bench/record-text.ts [--records 1000000]
 */
import { parseArgs } from 'node:util';
import { languages, recordText, type TextTemplate } from '../src/data/text/index.ts';

const { values } = parseArgs({ options: { records: { type: 'string', default: '1000000' } } });
const count = Number(values.records);
const columns = ['age', 'sex', 'site', 'itch', 'bleeding', 'growth_months'];
const template: TextTemplate = {
  fields: {
    age: { present: 'aged {} years', one: 'aged {} year', missing: 'age not recorded' },
    sex: { present: '{}', missing: 'sex not recorded' },
    site: { present: 'lesion on the {}', missing: 'site not recorded' },
  },
  sentences: [
    { frame: 'Patient {}.', fields: ['age', 'sex'] },
    { frame: '{}.', fields: ['site'] },
  ],
};

for (const language of languages) {
  for (const [name, templates] of [
    ['default', undefined],
    ['template', { en: template, es: template, pt: template, fr: template }],
  ] as const) {
    const { text } = recordText({ language }, columns, templates);
    const before = process.cpuUsage();
    let characters = 0;
    for (let i = 0; i < count; i++) {
      const record = {
        age: i % 90,
        sex: i % 2 === 0 ? 'male' : 'female',
        site: 'scalp',
        itch: null,
        bleeding: 'no',
        growth_months: (i % 50) / 2,
      };
      characters += text(record, columns).length;
    }
    const { user, system } = process.cpuUsage(before);
    const seconds = ((user + system) / 1e6).toFixed(1);
    console.log(`${language} ${name.padEnd(8)} ${seconds} s, ${characters} characters`);
  }
}
