import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from '../adapters/registry.ts';
import type { Dataset } from '../dataset.ts';
import { decodeImage } from '../image.ts';
import { makeSplit } from '../split/index.ts';
import type { FaultsList } from './faults-list.ts';
import { drawLesions } from './lesion.ts';
import { drawPicture, pictureHeight, pictureWidth } from './picture.ts';
import { writeSample } from './write-sample.ts';

let base = '';
let dataset: Dataset;
let faults: FaultsList;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-sample-'));
  dataset = await loadDataset({ adapter: 'sample', folder: 'sample' }, { base });
  faults = JSON.parse(await readFile(join(base, 'sample', 'faults.json'), 'utf8'));
});

afterAll(() => rm(base, { recursive: true }));

const picture = (id: string) => readFile(join(base, 'sample', 'images', `${id}.jpg`));

describe('the built-in sample', () => {
  it('has 600 rows of four unbalanced kinds, one to three pictures a lesion', () => {
    expect(dataset.name).toBe('sample');
    expect(dataset.rowsRead).toBe(600);
    expect(dataset.classes).toEqual(['alder', 'birch', 'cedar', 'dogwood']);
    const counts = dataset.classes.map(
      (_, label) => dataset.labels.filter(own => own === label).length / dataset.samples.length,
    );
    [0.5, 0.25, 0.15, 0.1].forEach((share, label) => {
      expect(Math.abs(counts[label] - share)).toBeLessThan(0.04);
    });
    const sizes = new Map<string, number>();
    for (const { group } of dataset.samples) sizes.set(group, (sizes.get(group) ?? 0) + 1);
    expect(Math.max(...sizes.values())).toBe(3);
  });

  // The clock on the wall also counts the other processes of a busy machine.

  it('can be split', () => {
    expect(Math.min(...makeSplit(dataset).classCounts.validation)).toBeGreaterThan(0);
  });

  it('keeps the leaking column out of the text but in the record', () => {
    expect(faults.leakingColumns).toEqual(['follow_up_code']);
    for (const { text } of dataset.samples) expect(text).not.toMatch(/F[1-4]|[Ff]ollow/);
    const kindOf = new Map<unknown, Map<string, number>>();
    for (const { record, label } of dataset.samples) {
      const counts = kindOf.get(record.follow_up_code) ?? new Map<string, number>();
      kindOf.set(record.follow_up_code, counts.set(label, (counts.get(label) ?? 0) + 1));
    }
    const told = [...kindOf.values()].reduce(
      (sum, counts) => sum + Math.max(...counts.values()),
      0,
    );
    expect(told / dataset.samples.length).toBeGreaterThan(0.95);
  });

  it('skips the row without a picture, and keeps the one that cannot be decoded for later', async () => {
    expect(dataset.skipped.map(row => [row.id, row.code])).toEqual([
      [faults.absentImages[0], 'E_FILE_MISSING'],
    ]);
    const [unreadable] = faults.unreadableImages;
    expect(dataset.samples.some(sample => sample.id === unreadable)).toBe(true);
    await expect(decodeImage(await picture(unreadable))).rejects.toMatchObject({ code: 'E_IMAGE' });
  });

  it('has exact and near duplicates across lesions of one kind', async () => {
    const sampleOf = new Map(dataset.samples.map(sample => [sample.id, sample]));
    expect(faults.exactDuplicates).toHaveLength(5);
    expect(faults.nearDuplicates).toHaveLength(8);
    for (const { id, of } of [...faults.exactDuplicates, ...faults.nearDuplicates]) {
      expect(sampleOf.get(id)?.group).not.toBe(sampleOf.get(of)?.group);
      expect(sampleOf.get(id)?.label).toBe(sampleOf.get(of)?.label);
    }
    for (const { id, of } of faults.exactDuplicates) {
      expect((await picture(id)).equals(await picture(of))).toBe(true);
    }
    for (const { id, of } of faults.nearDuplicates) {
      const [a, b] = [await picture(id), await picture(of)];
      expect(a.equals(b)).toBe(false);
      const small = (bytes: Buffer) => sharp(bytes).greyscale().resize(8, 8).raw().toBuffer();
      const [x, y] = [await small(a), await small(b)];
      expect(Math.max(...x.map((value, i) => Math.abs(value - y[i])))).toBeLessThan(24);
    }
  });

  it('lists the values that are missing', () => {
    const skipped = new Set(faults.absentImages);
    for (const [column, ids] of Object.entries(faults.missingValues)) {
      const without = dataset.samples.filter(sample => sample.record[column] === null);
      expect(without.map(sample => sample.id)).toEqual(ids.filter(id => !skipped.has(id)));
      expect(ids.length).toBeGreaterThan(0);
    }
    const complete = Object.keys(dataset.samples[0].record).filter(
      column => faults.missingValues[column] === undefined,
    );
    for (const column of complete) {
      expect(dataset.samples.every(sample => sample.record[column] !== null)).toBe(true);
    }
  });

  it('tells alder and cedar apart by their pictures, alder and birch by their records', async () => {
    const spoilt = new Set([...faults.unreadableImages, ...faults.absentImages]);
    const blueness = async (label: string) => {
      const own = dataset.samples.filter(one => one.label === label && !spoilt.has(one.id));
      const ratios = await Promise.all(
        own.slice(0, 40).map(async ({ image }) => {
          const stats = await sharp(await readFile(image ?? ''))
            .extract({ left: 44, top: 32, width: 40, height: 32 })
            .toBuffer()
            .then(bytes => sharp(bytes).stats());
          return stats.channels[2].mean / stats.channels[0].mean;
        }),
      );
      return ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length;
    };
    const itching = (label: string) => {
      const told = dataset.samples.filter(one => one.label === label && one.record.itch !== null);
      return told.filter(one => one.record.itch === 'yes').length / told.length;
    };
    expect((await blueness('cedar')) - (await blueness('alder'))).toBeGreaterThan(0.1);
    expect(Math.abs((await blueness('birch')) - (await blueness('alder')))).toBeLessThan(0.1);
    expect(itching('birch') - itching('alder')).toBeGreaterThan(0.3);
    expect(Math.abs(itching('cedar') - itching('alder'))).toBeLessThan(0.25);
  });

  it('draws the same pixels for the same seed, and others for another', () => {
    const draw = (seed: number) => drawPicture(drawLesions(80, seed)[3].look, seed, 5);
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).toHaveLength(3 * pictureWidth * pictureHeight);
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('writes the same table for the same settings', async () => {
    const table = async (name: string, seed: number) => {
      await writeSample(join(base, name), { rows: 80, seed });
      return readFile(join(base, name, 'records.csv'), 'utf8');
    };
    const first = await table('one', 1);
    expect(await table('two', 1)).toBe(first);
    expect(await table('three', 2)).not.toBe(first);
    const bytes = (name: string) => readFile(join(base, name, 'images', 'S00001.jpg'));
    expect((await bytes('one')).equals(await bytes('two'))).toBe(true);
  });

  it.each([0, 1, 2])('can be split at its smallest, seed %i', async seed => {
    const folder = join(base, `smallest-${seed}`);
    const small = await loadDataset({ adapter: 'sample', folder, rows: 80, seed });
    expect(makeSplit(small).classCounts.test).toHaveLength(4);
  });

  it.each([{ rows: 79 }, { rows: 80.5 }, { rows: 20_001 }, { seed: -1 }])(
    'refuses %o',
    async bad => {
      await expect(writeSample(join(base, 'bad'), bad)).rejects.toMatchObject({ code: 'E_OPTION' });
    },
  );
});

describe('the folder of the sample', () => {
  const load = (folder: string, seed = 0) =>
    loadDataset({ adapter: 'sample', folder, rows: 80, seed }, { base });

  it('is drawn once, in one piece, also when two ask for it at the same time', async () => {
    const [a, b] = await Promise.all([load('twice'), load('twice')]);
    expect(a.hash).toBe(b.hash);
    const names = await readdir(base);
    expect(names.filter(name => name.includes('draft'))).toEqual([]);
    await writeFile(join(base, 'twice', 'images', 'mark.txt'), '');
    await load('twice');
    expect(await readdir(join(base, 'twice', 'images'))).toContain('mark.txt');
  });

  it('may be empty beforehand', async () => {
    await mkdir(join(base, 'empty'));
    expect((await load('empty')).rowsRead).toBe(80);
  });

  it('is left alone where it holds something else', async () => {
    await mkdir(join(base, 'mine'));
    await writeFile(join(base, 'mine', 'thesis.txt'), 'years of work');
    await expect(load('mine')).rejects.toThrow(/holds other files.*E_OPTION/);
    expect(await readdir(join(base, 'mine'))).toEqual(['thesis.txt']);
    await expect(load('twice', 5)).rejects.toThrow(/another sample.*"seed":0.*E_OPTION/);
  });
});
