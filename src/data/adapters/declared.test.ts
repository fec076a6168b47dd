import { mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../dataset.ts';
import { languages } from '../text/index.ts';
import type { DatasetDeclaration } from './declaration.ts';
import { declarations } from './declarations.ts';
import { declaredDataset, declaredDatasets } from './declared-summary.ts';
import { exampleNotice, writeExampleDataset } from './example-folder.ts';
import { datasetSchema, loadDataset } from './registry.ts';

const all: readonly DatasetDeclaration[] = declarations;

const medicalNames = ['brset', 'mbrset', 'ham10000', 'satellitebench'];

let base = '';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-declared-'));
});

afterAll(() => rm(base, { recursive: true }));

describe.each(all.map(declaration => [declaration.name, declaration] as const))(
  'the declaration of %s',
  (name, declaration) => {
    let root = '';

    beforeAll(async () => {
      root = join(base, name);
      await writeExampleDataset(name, root, { size: 12 });
    }, 120_000);

    async function load(label: string, text = {}): Promise<Dataset> {
      return loadDataset(datasetSchema.parse({ adapter: name, root, label, text }));
    }

    it('loads its invented folder by each of its labels, in parts that can be split', async () => {
      for (const [label, { needs }] of Object.entries(declaration.labels)) {
        if (needs !== undefined) {
          await expect(load(label)).rejects.toThrow(needs);
          continue;
        }
        const dataset = await load(label);
        expect(dataset.name).toBe(name);
        expect(dataset.samples.length).toBeGreaterThan(dataset.rowsRead / 2);
        expect((dataset.numbers ?? dataset.classes).length).toBeGreaterThan(1);
        expect(dataset.groupColumn).toBe(declaration.roles.group);
        expect(dataset.labelRule).toContain(declaration.labels[label].rule);
        expect(dataset.labelsFittedOn === null).toBe(
          declaration.labels[label].fittedOn === undefined,
        );
        expect(dataset.warnings.map(({ code }) => code)).not.toContain('leaking-field');
      }
    }, 60_000);

    it('leaves leaks out of the text, in every language', async () => {
      const leaking = Object.keys(declaration.fields).filter(
        field => declaration.fields[field].leak !== undefined,
      );
      const texts = new Set<string>();
      for (const language of languages) {
        const dataset = await load(declaration.defaultLabel, { language });
        expect(Object.keys(dataset.leaks).every(field => leaking.includes(field))).toBe(true);
        for (const field of leaking) expect(dataset.textFields).not.toContain(field);
        for (const { text } of dataset.samples) {
          expect(text.trim()).not.toBe('');
          expect(text).not.toMatch(/\{|\}|undefined|null|NaN/);
        }
        texts.add(dataset.samples.map(({ text }) => text).join('\n'));
      }
      // What a set has as free text alone is the same in every language.
      if (medicalNames.includes(name)) expect(texts.size).toBe(languages.length);
    }, 60_000);

    it('warns of every leak that a plan names', async () => {
      for (const [field, { leak, needs }] of Object.entries(declaration.fields)) {
        if (leak === undefined) continue;
        if (needs !== undefined) {
          await expect(load(declaration.defaultLabel, { fields: [field] })).rejects.toThrow(needs);
          continue;
        }
        const { warnings } = await load(declaration.defaultLabel, { fields: [field] });
        const found = warnings.find(({ code }) => code === 'leaking-field');
        expect(found?.message).toContain(leak);
      }
    }, 60_000);

    it('draws the same folder again from the same seed, and another from another', async () => {
      const again = join(base, `${name}-again`);
      const other = join(base, `${name}-other`);
      await writeExampleDataset(name, again, { size: 12 });
      await writeExampleDataset(name, other, { size: 12, seed: 1 });
      const contents = async (folder: string) => {
        const files = (await readdir(folder, { recursive: true, withFileTypes: true }))
          .filter(entry => entry.isFile() && entry.name !== exampleNotice)
          .map(entry => join(entry.parentPath, entry.name).slice(folder.length))
          .sort();
        const some = files.filter((_, i) => i % Math.ceil(files.length / 20) === 0);
        return Promise.all(some.map(async file => [file, await readFile(folder + file, 'base64')]));
      };
      const first = await contents(root);
      expect(await contents(again)).toEqual(first);
      expect(await contents(other)).not.toEqual(first);
    }, 120_000);

    it('is told in full by its summary', () => {
      const summary = declaredDataset(name);
      expect(summary.home).toMatch(/^https?:\/\//);
      for (const text of [summary.terms, summary.citation, summary.title])
        expect(text).toBeTruthy();
      expect(summary.paperProtocol.length).toBeGreaterThan(0);
      expect(summary.labels.filter(({ isDefault }) => isDefault)).toHaveLength(1);
      expect(summary.textFields.length).toBeGreaterThan(0);
    });
  },
);

describe('templates of the medical sets', () => {
  const medical = all.filter(({ name }) => medicalNames.includes(name));

  it.each(medical.map(declaration => [declaration.name, declaration] as const))(
    'of %s have words for every field and every code in every language',
    (_, { fields, templates }) => {
      for (const language of languages) {
        const { fields: wordings, sentences } = templates[language];
        const said = sentences.flatMap(sentence => sentence.fields);
        expect([...said].sort()).toEqual(Object.keys(fields).sort());
        expect(Object.keys(wordings).sort()).toEqual(Object.keys(fields).sort());
        for (const [field, { codes }] of Object.entries(fields)) {
          const { present, missing, values = {} } = wordings[field];
          expect(present).toContain('{}');
          expect(missing).not.toContain('{}');
          if (language === 'en' || codes === undefined) continue;
          expect(Object.keys(values)).toEqual(
            expect.arrayContaining([...new Set(Object.values(codes))]),
          );
        }
      }
    },
  );

  it.each(medical.map(declaration => [declaration.name, declaration] as const))(
    'of %s leave no English in the other languages',
    (_, { templates }) => {
      const english = /\b(the|not|with|without|years?|recorded|aged|present|eye|yes|female)\b/i;
      for (const language of languages) {
        if (language === 'en') continue;
        for (const { present, missing, values } of Object.values(templates[language].fields)) {
          for (const phrase of [present, missing, ...Object.values(values ?? {})]) {
            expect(phrase).not.toMatch(english);
          }
        }
      }
    },
  );
});

describe('the dataset section of a plan', () => {
  // A person's plan is data of any shape, whatever its type says.
  const load = (settings: object) => loadDataset(JSON.parse(JSON.stringify(settings)));

  it('names the nearest adapter where one is unknown', async () => {
    await expect(load({ adapter: 'brest', root: '.' })).rejects.toThrow(
      /no adapter is called "brest"; did you mean "brset"\? the adapters are table, [\s\S]*E_PLAN/,
    );
    await expect(load({ adapter: 'xyzzyxyzzy' })).rejects.toThrow(/no adapter is called/);
    await expect(load({ root: '.' })).rejects.toThrow(/no adapter is named/);
    await expect(load({ adapter: 7 })).rejects.toThrow(/no adapter is named/);
  });

  it('says what is wrong in the section of a known adapter', async () => {
    await expect(load({ adapter: 'brset' })).rejects.toThrow(/root[\s\S]*E_PLAN/);
    await expect(load({ adapter: 'brset', root: '.', label: 'DR_9' })).rejects.toThrow(/DR_2/);
    await expect(load({ adapter: 'brset', root: '.', lable: 'DR_2' })).rejects.toThrow(/lable/);
  });

  it('stops without the root, without its table and without its pictures', async () => {
    const empty = await mkdtemp(join(base, 'empty-'));
    await expect(load({ adapter: 'brset', root: join(empty, 'none') })).rejects.toThrow(
      /the root of BRSET .* does not exist.*E_FILE_MISSING/,
    );
    await expect(load({ adapter: 'brset', root: empty })).rejects.toThrow(
      /folder of pictures .*fundus_photos does not exist.*E_FILE_MISSING/,
    );
  });
});

describe('writeExampleDataset', () => {
  it('writes into an empty folder, says what it is, and leaves nothing half done', async () => {
    const folder = await mkdtemp(join(base, 'empty-'));
    await writeExampleDataset('mbrset', folder, { size: 12 });
    expect(await readFile(join(folder, exampleNotice), 'utf8')).toContain('no real person');
    expect((await stat(folder)).mode & 0o777).toBe(0o755);
    expect((await readdir(base)).filter(name => name.includes('draft'))).toEqual([]);
  });

  it('touches no folder that holds something', async () => {
    const folder = join(base, 'brset');
    const before = (await readdir(folder)).sort();
    await expect(writeExampleDataset('brset', folder)).rejects.toThrow(/holds 3 files.*E_OPTION/);
    expect((await readdir(folder)).sort()).toEqual(before);
  });

  it('refuses unknown sets, sizes and seeds', async () => {
    const folder = join(base, 'never');
    await expect(writeExampleDataset('ham1000', folder)).rejects.toThrow(
      /did you mean "ham10000"\?.*E_USAGE/,
    );
    await expect(writeExampleDataset('brset', folder, { size: 3 })).rejects.toThrow(/E_OPTION/);
    await expect(writeExampleDataset('brset', folder, { seed: -1 })).rejects.toThrow(/E_OPTION/);
    await expect(stat(folder)).rejects.toThrow('ENOENT');
  });
});

describe('declaredDatasets', () => {
  it('tells every declaration once, with its leaks and why', () => {
    const summaries = declaredDatasets();
    expect(summaries.map(({ name }) => name)).toEqual(all.map(({ name }) => name));
    const ham = summaries.find(({ name }) => name === 'ham10000');
    expect(ham?.leaks.dx_type).toContain('histopathology');
    const satellite = summaries.find(({ name }) => name === 'satellitebench');
    expect(satellite?.options.map(({ name, default: value }) => [name, value])).toEqual([
      ['trainUntil', '2017-06-30'],
      ['validationUntil', '2017-12-30'],
    ]);
    expect(satellite?.labels.map(({ task, isFitted }) => [task, isFitted])).toEqual([
      ['class', true],
      ['class', true],
      ['number', false],
    ]);
  });
});
