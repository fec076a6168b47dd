import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from './registry.ts';

let base = '';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-metadata-'));
});

afterAll(() => rm(base, { recursive: true }));

async function folder(name: string, files: Readonly<Record<string, string>>): Promise<string> {
  for (const [file, content] of Object.entries(files)) {
    await mkdir(dirname(join(base, name, file)), { recursive: true });
    await writeFile(join(base, name, file), content);
  }
  return name;
}

const load = (root: string, columns: object = {}) =>
  loadDataset({ adapter: 'metadata', root, columns: { label: 'label', ...columns } }, { base });

describe('the metadata adapter', () => {
  it('reads a metadata.csv and the pictures that it names', async () => {
    const root = await folder('one', {
      'metadata.csv':
        'file_name,label,patient,age\na.jpg,ill,p1,40\nsub/b.jpg,well,p2,\nc.jpg,ill,p1,9',
      'a.jpg': 'x',
      'sub/b.jpg': 'x',
    });
    const dataset = await load(root, { group: 'patient' });
    expect(dataset).toMatchObject({ name: 'one', classes: ['ill', 'well'], textFields: ['age'] });
    expect(dataset.samples.map(({ id, group, part, record }) => [id, group, part, record])).toEqual(
      [
        ['a.jpg', 'p1', null, { age: 40 }],
        ['sub/b.jpg', 'p2', null, { age: null }],
      ],
    );
    expect(dataset.skipped.map(({ place, code }) => [place, code])).toEqual([
      ['metadata.csv line 4', 'E_FILE_MISSING'],
    ]);
  });

  it('joins the files of train, validation and test, whatever their kind and columns', async () => {
    const root = await folder('three', {
      'train/metadata.csv': 'file_name,label,age\n1.jpg,a,40\n2.jpg,b,50',
      'train/1.jpg': 'x',
      'train/2.jpg': 'x',
      'validation/metadata.csv': 'file_name,label,sex\n1.jpg,a,male',
      'validation/1.jpg': 'x',
      'test/metadata.csv': 'label,file_name\nb,1.jpg\nb,gone.jpg',
      'test/1.jpg': 'x',
    });
    const { samples, skipped, textFields } = await load(root);
    expect(samples.map(({ id, part, label }) => [id, part, label])).toEqual([
      ['test/1.jpg', 'test', 'b'],
      ['train/1.jpg', 'train', 'a'],
      ['train/2.jpg', 'train', 'b'],
      ['validation/1.jpg', 'validation', 'a'],
    ]);
    expect(samples[3].record).toEqual({ age: null, sex: 'male' });
    expect([...textFields].sort()).toEqual(['age', 'sex']);
    expect(skipped[0].place).toBe('test/metadata.csv line 3');
  });

  it('refuses a folder without such a file, and a file without file_name', async () => {
    const empty = await folder('empty', { 'records.csv': 'file_name,label\n' });
    await expect(load(empty)).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
    const other = await folder('other', { 'metadata.csv': 'image,label\na.jpg,ill' });
    await expect(load(other)).rejects.toThrow(
      /no column "file_name".*image, label.*E_COLUMN_MISSING/,
    );
  });
});
