import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { Random } from '../../tensor/index.ts';
import { makeSplit } from '../split/index.ts';
import type { Table } from '../table/index.ts';
import { languages } from '../text/index.ts';
import type { DatasetDeclaration } from './declaration.ts';
import { declarations } from './declarations.ts';
import { declaredSchema, defaultTextFields, loadDeclared } from './declared.ts';
import { writeExampleDataset } from './example-folder.ts';

const all: readonly DatasetDeclaration[] = declarations;

/** Sets whose free text may hold the name of its own label, as their pages say. */
const namesItsLabel = new Set(['recipes5k', 'coco-qa', 'daquar', 'fakeddit']);

let base = '';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-declarations-'));
});

afterAll(() => rm(base, { recursive: true }));

/** The same rows in another order, each with its own line and place. */
function shuffled(table: Table, seed: number): Table {
  const order = new Random(seed, 'shuffled table').permutation(table.rowCount);
  return {
    ...table,
    cell: (row, column) => table.cell(order[row], column),
    column: column => {
      const { distinct, codes } = table.column(column);
      return { distinct, codes: order.map(row => codes[row]) };
    },
    line: row => table.line(order[row]),
    place: row => table.place(order[row]),
    ragged: new Map(
      [...order].flatMap((row, at) => {
        const width = table.ragged.get(row);
        return width === undefined ? [] : [[at, width] as const];
      }),
    ),
  };
}

describe.each(all.map(declaration => [declaration.name, declaration] as const))(
  'the table of %s',
  (name, declaration) => {
    let root = '';

    beforeAll(async () => {
      root = join(base, name);
      await writeExampleDataset(name, root, { size: 40, seed: 6 });
    }, 120_000);

    const settings = (text = {}) =>
      declaredSchema(declaration).parse({ adapter: name, root, text });

    it('has every column that the declaration names', async () => {
      const { columns } = await declaration.read(root, settings().options);
      expect(columns).toEqual(expect.arrayContaining(Object.values(declaration.roles)));
      for (const [field, { optional }] of Object.entries(declaration.fields)) {
        if (optional !== true) expect(columns).toContain(field);
      }
      for (const { columns: own, needs } of Object.values(declaration.labels)) {
        if (needs === undefined) expect(columns).toEqual(expect.arrayContaining([...own]));
      }
    });

    it('has words for every field in every language, and a sentence for those said by default', () => {
      for (const language of languages) {
        const { fields, sentences } = declaration.templates[language];
        const said = sentences.flatMap(sentence => sentence.fields);
        expect(new Set(said).size).toBe(said.length);
        expect(said).toEqual(expect.arrayContaining(defaultTextFields(declaration)));
        for (const field of said) expect(Object.keys(fields)).toContain(field);
        for (const field of Object.keys(declaration.fields)) {
          const wording = fields[field];
          expect(wording?.present.split('{}'), `${field} in ${language}`).toHaveLength(2);
          expect(wording?.missing).not.toMatch(/\{\}|undefined|null/);
        }
      }
    });

    it('gives the same data set whatever the order of its rows', async () => {
      const plain = await loadDeclared(declaration, settings(), base);
      const turned = await loadDeclared(
        {
          ...declaration,
          read: async (...given) => shuffled(await declaration.read(...given), 4),
        },
        settings(),
        base,
      );
      expect(turned.hash).toBe(plain.hash);
      expect(turned.skipped).toHaveLength(plain.skipped.length);
      expect(turned.classes).toEqual(plain.classes);
    });

    it('gives every sample an id of its own, a group and a picture', async () => {
      const { samples } = await loadDeclared(declaration, settings(), base);
      expect(new Set(samples.map(({ id }) => id)).size).toBe(samples.length);
      for (const { group, image } of samples) {
        expect(group).not.toBe('');
        expect(image).toMatch(/^\/.*\.(jpe?g|png|tiff?)$/);
      }
    });

    it('splits by whole groups, and into its own parts where it has them', async () => {
      const dataset = await loadDeclared(declaration, settings(), base);
      const parts = ['train', 'validation', 'test'] as const;
      const grouped = makeSplit(dataset);
      const partsOf = new Map<string, Set<string>>();
      for (const part of parts) {
        expect(grouped[part].length).toBeGreaterThan(0);
        for (const index of grouped[part]) {
          const { group } = dataset.samples[index];
          partsOf.set(group, (partsOf.get(group) ?? new Set()).add(part));
        }
      }
      for (const own of partsOf.values()) expect(own.size).toBe(1);
      if (declaration.roles.part === undefined) return;
      const given = makeSplit(dataset, { method: 'given' });
      for (const index of given.test) expect(dataset.samples[index].part).toBe('test');
      for (const index of given.train) expect(dataset.samples[index].part).toBe('train');
      expect(given.validation.length).toBeGreaterThan(0);
    });

    it.skipIf(namesItsLabel.has(name))('does not say the label in its default text', async () => {
      const { samples } = await loadDeclared(declaration, settings(), base);
      for (const { labels, text } of samples) {
        const words = text.toLowerCase().split(/[^\p{L}\d]+/u);
        for (const label of labels.filter(name => name.length > 2)) {
          const said = label.toLowerCase().split(/\s+/);
          expect(words.join(' ').includes(said.join(' ')), `${label}: ${text}`).toBe(false);
        }
      }
    });
  },
);
