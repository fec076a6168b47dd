import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Dataset, makeDataset, type Sample, splitParts } from '../dataset.ts';
import { makeSplit } from './make-split.ts';
import { savedSplit } from './saved-split.ts';
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

describe('a split on disk, of other methods and versions', () => {
  const timed = datasetOf(
    samples.map((sample, i) => ({ ...sample, time: i === 5 ? null : `2016-01-${10 + (i >> 1)}` })),
  );

  it('comes back equal with what was left out and what was warned of', async () => {
    const split = makeSplit(timed, { method: 'time' });
    expect(split.leftOut).toHaveLength(1);
    expect(split.warnings.length).toBeGreaterThan(0);
    await saveSplit(path, timed, split);
    expect(await loadSplit(path, timed)).toEqual(split);
    expect(makeSplit(dataset, { method: 'file', path })).toMatchObject({ hash: split.hash });
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('does not mind groups on two sides where its method means it', async () => {
    const given = datasetOf(samples.map((sample, i) => ({ ...sample, part: splitParts[i % 3] })));
    const split = makeSplit(given, { method: 'given' });
    expect(split.warnings.map(({ code }) => code)).toContain('groups-straddle');
    await saveSplit(path, given, split);
    expect(await loadSplit(path, given)).toEqual(split);
  });

  it('is read as version 1 wrote it', async () => {
    const split = makeSplit(dataset, { seed: 4 });
    await saveSplit(path, dataset, split);
    const { warnings, leftOut, ...file } = JSON.parse(await readFile(path, 'utf8'));
    const { method, stratify, smallClasses, ...settings } = file.settings;
    expect([warnings, leftOut, method, stratify, smallClasses]).toEqual([
      [],
      [],
      'grouped',
      ['label'],
      'refuse',
    ]);
    const { name, hash } = file.dataset;
    const old = { ...file, version: 1, dataset: { name, hash }, settings };
    await writeFile(path, JSON.stringify(old));
    expect(await loadSplit(path, dataset)).toEqual(split);
    expect(await savedSplit(path, dataset, { seed: 4 })).toEqual({ kind: 'same', split });
    await writeFile(path, JSON.stringify({ ...file, version: 3 }));
    await expect(loadSplit(path, dataset)).rejects.toThrow(/of version 1 or 2.*E_SPLIT/);
  });
});

describe('the split of an earlier run', () => {
  it('is the same for equal settings and cases, also where texts have changed', async () => {
    const split = makeSplit(dataset, { seed: 2 });
    await saveSplit(path, dataset, split);
    const reworded = datasetOf(samples.map(sample => ({ ...sample, text: 'other words' })));
    expect(reworded.hash).not.toBe(dataset.hash);
    expect(await savedSplit(path, reworded, { seed: 2, repeats: 3 })).toEqual({
      kind: 'same',
      split,
    });
  });

  it('is kept though this Minga would divide otherwise', async () => {
    const own = makeSplit(dataset, { seed: 2 });
    const foreign = { ...makeSplit(dataset, { seed: 9 }), settings: own.settings };
    await saveSplit(path, dataset, foreign);
    const saved = await savedSplit(path, dataset, { seed: 2 });
    expect(saved).toMatchObject({ kind: 'same', split: { hash: foreign.hash } });
    expect(foreign.hash).not.toBe(own.hash);
  });

  it('is another where settings differ or there is none', async () => {
    await saveSplit(path, dataset, makeSplit(dataset, { seed: 2 }));
    for (const other of [{ seed: 3 }, { seed: 2, group: null }, { method: 'given' } as const]) {
      expect(await savedSplit(path, dataset, other)).toEqual({ kind: 'other' });
    }
    const none = join(folder, 'none.json');
    expect(await savedSplit(none, dataset, {})).toEqual({ kind: 'other' });
  });

  it('says what has changed', async () => {
    await saveSplit(path, dataset, makeSplit(dataset));
    const more = datasetOf([...samples.slice(2), { ...samples[0], id: 'new' }]);
    expect(await savedSplit(path, more, {})).toEqual({
      kind: 'changed',
      reason: '1 samples are new and 2 are gone',
    });
    const relabelled = datasetOf(
      samples.map((s, i) => (i === 0 ? { ...s, label: 'b', labels: ['b'] } : s)),
    );
    expect(await savedSplit(path, relabelled, {})).toMatchObject({
      kind: 'changed',
      reason: /labels, groups/,
    });
    await writeFile(path, '{');
    expect(await savedSplit(path, dataset, {})).toMatchObject({ kind: 'changed' });
  });
});
