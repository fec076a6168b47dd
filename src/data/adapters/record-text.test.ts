import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RecordTextSettings } from '../text/index.ts';
import { loadDataset } from './registry.ts';

let base = '';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-record-text-'));
  const rows = Array.from({ length: 6 }, (_, i) => `r${i},p${i}.jpg,${i % 2 ? 'mild' : 'severe'}`);
  const values = ['80,1,6.50', '1,2,', ',1,7', '4,2,8', '5,1,9', '6,2,10'];
  const lines = rows.map((row, i) => `${row},${values[i]}`);
  await writeFile(join(base, 'r.csv'), ['id,photo,grade,age,sex,hba1c', ...lines].join('\n'));
  await Promise.all(rows.map((_, i) => writeFile(join(base, `p${i}.jpg`), '')));
});

afterAll(() => rm(base, { recursive: true }));

function load(text: RecordTextSettings) {
  const columns = { id: 'id', image: 'photo', label: 'grade' };
  return loadDataset({ adapter: 'table', table: 'r.csv', images: '.', columns, text }, { base });
}

it('speaks the language, names, units and words of the plan', async () => {
  const { samples, textFields } = await load({
    language: 'es',
    fields: ['hba1c', 'age', 'sex'],
    names: { hba1c: 'HbA1c' },
    units: { age: { one: 'año', other: 'años' }, hba1c: '%' },
    values: { sex: { 1: 'masculino', 2: 'femenino' } },
  });
  expect(textFields).toEqual(['hba1c', 'age', 'sex']);
  expect(samples.slice(0, 3).map(({ text }) => text)).toEqual([
    'HbA1c: 6,5 %. Edad: 80 años. Sexo: masculino.',
    'HbA1c: no consta. Edad: 1 año. Sexo: femenino.',
    'HbA1c: 7 %. Edad: no consta. Sexo: masculino.',
  ]);
});

it('reads sentences of one’s own, and warns of what they name', async () => {
  const template = 'Patient [aged {age} years|of unknown age][, HbA1c {hba1c} %].';
  const { samples, textFields, warnings } = await load({ template });
  expect(textFields).toEqual(['age', 'hba1c']);
  expect(samples.slice(0, 3).map(({ text }) => text)).toEqual([
    'Patient aged 80 years, HbA1c 6.5 %.',
    'Patient aged 1 years.',
    'Patient of unknown age, HbA1c 7 %.',
  ]);
  expect(warnings).toEqual([]);
  const leaking = await load({ template: '{age} {grade} {id}' });
  expect(leaking.warnings.map(({ code }) => code)).toEqual(['leaking-field', 'identifier-in-text']);
});

it('stops at a column that there is not, and names the nearest', async () => {
  await expect(load({ template: 'HbA1c {hb1ac}.' })).rejects.toThrow(
    /text.template names "hb1ac".*did you mean "hba1c"\?.*E_PLAN/,
  );
  await expect(load({ units: { agee: 'years' } })).rejects.toThrow(/text.units.*"age".*E_PLAN/);
  await expect(load({ template: '{age}', fields: ['age'] })).rejects.toThrow(/E_PLAN/);
});

it('says the built-in sample in other languages and words', async () => {
  const folder = join(base, 'sample');
  const settings = { adapter: 'sample', folder, rows: 80 } as const;
  const english = await loadDataset(settings);
  expect(english.samples[0].text).toMatch(/^Age: \d+\. Sex: \w+\. Site: [\w ]+\./);
  const spanish = await loadDataset({ ...settings, text: { language: 'es' } });
  expect(spanish.samples[0].text).toMatch(/^Edad: \d+\. Sexo: (masculino|femenino)\. Site: /);
  const own = await loadDataset({ ...settings, text: { template: '{sex}, {age}.' } });
  expect(own.samples[0].text).toMatch(/^(Male|Female), \d+\.$/);
});
