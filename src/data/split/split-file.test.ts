import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dataset, makeDataset, type Sample } from '../dataset.ts';
import { makeSplit } from './make-split.ts';
import { loadSplit, saveSplit } from './split-file.ts';

let folder = '';
let path = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-split-'));
  path = join(folder, 'split.json');
});

afterAll(() => rm(folder, { recursive: true }));

function datasetOf(samples: readonly Sample[]): Dataset {
  return makeDataset({
    name: 'cases',
    samples,
    groupColumn: 'lesion',
    textFields: [],
    skipped: [],
    warnings: [],
    rowsRead: samples.length,
  });
}

const samples = Array.from(
  { length: 40 },
  (_, i): Sample => ({
    id: `s${i}`,
    image: `/images/s${i}.jpg`,
    record: {},
    text: '',
    label: i % 3 === 0 ? 'a' : 'b',
    labels: [i % 3 === 0 ? 'a' : 'b'],
    time: null,
    site: null,
    part: null,
    group: `g${Math.floor(i / 2)}`,
    line: i + 2,
  }),
);

const dataset = datasetOf(samples);

async function change(from: string | RegExp, to: string): Promise<void> {
  await saveSplit(path, dataset, makeSplit(dataset));
  await writeFile(path, (await readFile(path, 'utf8')).replace(from, to));
}

describe('a split on disk', () => {
  it('comes back equal', async () => {
    const split = makeSplit(dataset, { seed: 3, test: 0.25 });
    await saveSplit(path, dataset, split);
    expect(await loadSplit(path, dataset)).toEqual(split);
    expect(await readdir(folder)).toEqual(['split.json']);
  });

  it('means the same samples where the rows have another order', async () => {
    const split = makeSplit(dataset);
    await saveSplit(path, dataset, split);
    const reversed = datasetOf(samples.toReversed());
    const again = await loadSplit(path, reversed);
    expect(again.hash).toBe(split.hash);
    const ids = (of: Dataset, indices: Int32Array) =>
      Array.from(indices, i => of.samples[i].id).sort();
    expect(ids(reversed, again.test)).toEqual(ids(dataset, split.test));
  });

  it('says which ids are missing and which are new', async () => {
    await saveSplit(path, dataset, makeSplit(dataset));
    const renamed = samples.map(s => (s.id === 's7' ? { ...s, id: 'other' } : s));
    await expect(loadSplit(path, datasetOf(renamed))).rejects.toThrow(
      /1 missing from the data set \(s7\), 1 new in it \(other\).*E_SPLIT/,
    );
    await expect(loadSplit(path, datasetOf(samples.slice(10)))).rejects.toThrow(
      /10 missing from the data set \(s\d+, s\d+, s\d+, s\d+, s\d+, …\), none new in it/,
    );
  });

  it('refuses groups that have come to straddle the parts', async () => {
    await saveSplit(path, dataset, makeSplit(dataset));
    const merged = samples.map(s => ({ ...s, group: s.group.replace(/\d$/, '') }));
    const grouped = datasetOf([...merged.map((s, i) => (i < 20 ? s : { ...s, group: `h${i}` }))]);
    await expect(loadSplit(path, grouped)).rejects.toThrow(/in two parts.*E_SPLIT/);
  });

  it('refuses ids that were moved by hand', async () => {
    const split = makeSplit(dataset);
    const [one] = Array.from(split.train, i => samples[i].id);
    const [two] = Array.from(split.test, i => samples[i].id);
    await saveSplit(path, dataset, split);
    const text = await readFile(path, 'utf8');
    const swapped = text
      .replace(`"${one}"`, '"*"')
      .replace(`"${two}"`, `"${one}"`)
      .replace('"*"', `"${two}"`);
    await writeFile(path, swapped);
    await expect(loadSplit(path, dataset)).rejects.toMatchObject({ code: 'E_CHECKSUM' });
  });

  it('refuses an id in two parts', async () => {
    const split = makeSplit(dataset);
    const { id } = samples[split.train[0]];
    await change('"test": [', `"test": ["${id}",`);
    await change(/"parts": \{\s*"train": \[/, `$&"${id}",`);
    await expect(loadSplit(path, dataset)).rejects.toThrow(`names "${id}" more than once`);
  });

  it('refuses a file that is no split', async () => {
    await change('minga-split', 'other');
    await expect(loadSplit(path, dataset)).rejects.toThrow(/is not a split.*format.*E_SPLIT/s);
    await writeFile(path, '{ "format":');
    await expect(loadSplit(path, dataset)).rejects.toMatchObject({ code: 'E_SPLIT' });
    await expect(loadSplit(join(folder, 'none.json'), dataset)).rejects.toMatchObject({
      code: 'E_FILE_MISSING',
    });
    await expect(
      saveSplit(join(folder, 'none', 'split.json'), dataset, makeSplit(dataset)),
    ).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
  });
});
