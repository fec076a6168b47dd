import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetSchema, loadDataset } from './registry.ts';

let base = '';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-folders-'));
});

afterAll(() => rm(base, { recursive: true }));

async function folder(name: string, files: readonly string[]): Promise<string> {
  for (const file of files) {
    await mkdir(dirname(join(base, name, file)), { recursive: true });
    await writeFile(join(base, name, file), 'x');
  }
  return name;
}

const load = (root: string, group?: string) =>
  loadDataset({ adapter: 'imagefolder', root, group }, { base });

describe('the imagefolder adapter', () => {
  it('takes the folder of a picture for its class, and deeper folders for a part of it', async () => {
    const root = await folder('plain', [
      'benign/P1_a.jpg',
      'benign/P1_b.PNG',
      'benign/2020/P2_a.jpg',
      'malign/P3_a.dcm',
      'malign/notes.txt',
      'malign/.hidden.jpg',
      '.cache/c.jpg',
    ]);
    const dataset = await load(root, '^(P\\d+)_');
    expect(dataset).toMatchObject({
      name: 'plain',
      classes: ['benign', 'malign'],
      groupColumn: 'group',
      textFields: [],
      skipped: [],
    });
    expect(dataset.samples.map(({ id, label, group, part }) => [id, label, group, part])).toEqual([
      ['benign/2020/P2_a.jpg', 'benign', 'P2', null],
      ['benign/P1_a.jpg', 'benign', 'P1', null],
      ['benign/P1_b.PNG', 'benign', 'P1', null],
      ['malign/P3_a.dcm', 'malign', 'P3', null],
    ]);
    expect(dataset.samples[0].image).toBe(join(base, 'plain', 'benign', '2020', 'P2_a.jpg'));
    expect(dataset.samples[0].text).toBe('');
  });

  it('takes train, val and test above the classes for the given split', async () => {
    const root = await folder('parts', [
      'train/a/1.jpg',
      'train/b/1.jpg',
      'Val/a/2.jpg',
      'test/b/3.jpg',
    ]);
    const { samples, classes } = await load(root);
    expect(classes).toEqual(['a', 'b']);
    expect(samples.map(({ part, label }) => [part, label])).toEqual([
      ['validation', 'a'],
      ['test', 'b'],
      ['train', 'a'],
      ['train', 'b'],
    ]);
    expect(samples.map(({ group, id }) => group === id)).not.toContain(false);
  });

  it('takes every picture whose name has no group for a group of its own, and says so', async () => {
    const root = await folder('some', ['a/P1_1.jpg', 'a/x.jpg', 'b/P2_1.jpg']);
    const { samples, warnings } = await load(root, '^(P\\d+)_');
    expect(samples.map(({ group }) => group)).toEqual(['P1', 'a/x.jpg', 'P2']);
    expect(warnings.map(({ code }) => code)).toContain('group-missing');
  });

  it('refuses a root without pictures in folders, and a pattern without brackets', async () => {
    const root = await folder('flat', ['1.jpg', '2.jpg']);
    await expect(load(root)).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
    await expect(load('none')).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
    for (const group of ['P\\d+', '(', '(a)(b)']) {
      const settings = { adapter: 'imagefolder', root, group };
      expect(datasetSchema.safeParse(settings).error?.issues[0].path).toEqual(['group']);
    }
  });
});
