import { mkdir, mkdtemp, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../dataset.ts';
import { decodeImage, describeImage } from '../../image.ts';
import { writeExampleDataset } from '../example-folder.ts';
import { loadDataset } from '../registry.ts';
import { epiWeekStart } from './epi-week.ts';
import { findPictures } from './pictures.ts';
import { quantile } from './thresholds.ts';

let base = '';
let root = '';
let dataset: Dataset;

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-satellite-'));
  root = join(base, 'invented');
  await writeExampleDataset('satellitebench', root, { size: 12, seed: 5 });
  dataset = await loadDataset({ adapter: 'satellitebench', root });
}, 120_000);

afterAll(() => rm(base, { recursive: true }));

const adapter = 'satellitebench' as const;

/** Cases of a town by the date of their week. */
function casesOf(town: string, samples: Dataset['samples']): ReadonlyMap<string, number> {
  const own = samples.filter(({ group }) => group === town);
  return new Map(own.map(({ time, record }) => [time ?? '', Number(record.cases)]));
}

describe('the satellitebench adapter on an invented folder', () => {
  it('reads a row for each town and week, the towns without pictures left out', () => {
    expect(dataset.rowsRead).toBe(10 * 156);
    expect(new Set(dataset.samples.map(({ group }) => group)).size).toBe(10);
    expect(new Set(dataset.samples.map(({ site }) => site))).toContain('Medellín');
    expect(dataset.samples.map(({ id }) => id)).toContain('76001_2016-06-12');
    const reasons = dataset.skipped.map(({ code }) => code);
    expect(reasons.filter(code => code === 'E_FILE_MISSING')).toHaveLength(1);
    // Four weeks in 156 have no cases.
    expect(reasons.filter(code => code === 'E_RECORD_VALUE')).toHaveLength(40);
  });

  it('dates a week by its picture and counts cases of that week', async () => {
    const [header, first] = (await readFile(join(root, 'metadata.csv'), 'utf8')).split('\n');
    const column = header.split(',').indexOf('2016/w24');
    const sample = dataset.samples.find(({ id }) => id === '76001_2016-06-12');
    expect(sample?.time).toBe('2016-06-12');
    expect(sample?.record.cases).toBe(Number(first.split(',')[column]));
  });

  it('fits the median of a town on its training weeks alone, and says on which rows', () => {
    const fitted = dataset.labelsFittedOn ?? new Int32Array();
    expect(fitted.length).toBeGreaterThan(700);
    for (const index of fitted) {
      expect(dataset.samples[index].part).toBe('train');
      expect((dataset.samples[index].time ?? '') <= '2017-06-30').toBe(true);
    }
    const train = dataset.samples.filter(({ part }) => part === 'train');
    expect(fitted).toHaveLength(train.length);
    for (const town of ['76001', '5001', '23001']) {
      const median = quantile([...casesOf(town, train).values()], 0.5);
      for (const { group, record, label } of dataset.samples) {
        if (group !== town) continue;
        expect(label).toBe(Number(record.cases) > median ? 'above median' : 'up to median');
      }
    }
    expect(dataset.labelRule).toContain('trainUntil 2017-06-30');
  });

  it('deals weeks to parts in the order of time', () => {
    const latest = (part: string) =>
      dataset.samples.flatMap(sample => (sample.part === part ? (sample.time ?? '') : [])).sort();
    const [train, validation, test] = ['train', 'validation', 'test'].map(latest);
    expect(train.at(-1)).toBe('2017-06-25');
    expect(validation[0]).toBe('2017-07-02');
    expect(validation.at(-1)).toBe('2017-12-24');
    expect(test[0]).toBe('2017-12-31');
    const weeks = [train, validation, test].map(dates => new Set(dates).size);
    expect(weeks).toEqual([76, 26, 50]);
  });

  it('knows thirds, and cuts of one’s own', async () => {
    const own = await loadDataset({
      adapter,
      root,
      label: 'terciles',
      options: { trainUntil: '2016-12-31', validationUntil: '2017-06-30' },
    });
    expect(own.classes).toEqual(['high', 'low', 'middle']);
    const train = own.samples.filter(({ part }) => part === 'train');
    expect(own.labelsFittedOn).toHaveLength(train.length);
    expect(train.every(({ time }) => (time ?? '') <= '2016-12-31')).toBe(true);
    const cases = [...casesOf('5001', train).values()];
    const [low, high] = [quantile(cases, 1 / 3), quantile(cases, 2 / 3)];
    for (const { group, record, label } of own.samples) {
      if (group !== '5001') continue;
      const count = Number(record.cases);
      expect(label).toBe(count <= low ? 'low' : count <= high ? 'middle' : 'high');
    }
  });

  it('refuses cuts that are no dates or in the wrong order', async () => {
    const load = (options: Record<string, string>) => loadDataset({ adapter, root, options });
    await expect(load({ trainUntil: 'summer' })).rejects.toThrow(/trainUntil[\s\S]*E_PLAN/);
    await expect(load({ trainUntil: '2018-12-31' })).rejects.toThrow(/E_OPTION/);
    await expect(load({ until: '2018-12-31' })).rejects.toThrow(/until[\s\S]*E_PLAN/);
  });

  it('says the town and its people, and neither the label nor the week', () => {
    const texts = new Set(dataset.samples.map(({ text }) => text));
    expect(texts.size).toBe(10);
    for (const text of texts) expect(text).not.toMatch(/median|dengue|201[5-8]-/);
    expect(dataset.leaks).toEqual({ cases: 'the label is made from it' });
    expect(dataset.warnings).toEqual([]);
  });

  it('warns where the text names the cases', async () => {
    const { samples, warnings } = await loadDataset({
      adapter,
      root,
      text: { fields: ['Municipality', 'date', 'cases'], language: 'es' },
    });
    expect(samples[0].text).toMatch(
      /^Municipio: Cali\. Semana del 2016-01-03, \d+ casos? de dengue\.$/,
    );
    expect(warnings.map(({ code }) => code)).toEqual(['leaking-field']);
  });

  it('has pictures of twelve bands that the decoder reads by name', async () => {
    const { image } = dataset.samples[0];
    const file = await readFile(image ?? '');
    expect(await describeImage(file)).toMatchObject({ channels: 12, bits: 8, format: 'tiff' });
    const { data, width } = await decodeImage(file, { bands: [4, 3, 2], scale: 255 });
    const [first] = file.subarray(file.length - width * width * 12);
    expect(first).toBeGreaterThanOrEqual(40);
    expect([...data.subarray(0, 3)]).toEqual([
      file[file.length - width * width * 12 + 3],
      file[file.length - width * width * 12 + 2],
      file[file.length - width * width * 12 + 1],
    ]);
  });
});

describe('the satellitebench adapter on a small folder', () => {
  const weeks = Array.from({ length: 8 }, (_, week) => ({ year: 2016, week: week + 1 }));
  const header = ['Municipality code', 'Municipality', 'Population2015', 'Population2016'];
  const row = (code: string, name: string, cases: readonly string[]) => [
    code,
    name,
    '100',
    '201',
    ...cases,
  ];
  const options = { trainUntil: '2016-01-31', validationUntil: '2016-02-14' };

  async function folder(
    towns: readonly (readonly string[])[],
    picture: (code: string, date: string) => string,
  ): Promise<string> {
    const small = await mkdtemp(join(base, 'small-'));
    const names = weeks.map(({ week }) => `2016/w0${week}`);
    const table = [[...header, ...names, '2019/w01'], ...towns.map(cells => [...cells, '9'])];
    await writeFile(join(small, 'metadata.csv'), table.map(cells => cells.join(',')).join('\n'));
    for (const [code] of towns) {
      for (const week of weeks) {
        const path = join(small, picture(code, epiWeekStart(week)));
        await mkdir(join(path, '..'), { recursive: true });
        await writeFile(path, '');
      }
    }
    return small;
  }

  const towns = [
    row('5001', 'Medellín', ['1', '2', '3', '4', '9', '9', '0', '9']),
    row('8001', 'Barranquilla', ['10', '10', '10', '10', '11', '10', '11', '9']),
    row('23001', 'Montería', ['0', '0', '0', '50', '1', '0', '0', '2']),
  ];

  it('reads merged folders and names with the code of the town', async () => {
    const small = await folder(towns, (code, date) => `images/${code}_${date}.tiff`);
    const { samples } = await loadDataset({ adapter, root: small, options });
    expect(samples).toHaveLength(24);
    expect(samples[0].image).toBe(join(small, 'images', '5001_2016-01-03.tiff'));
    expect(samples[0].record.Population).toBe(151);
  });

  it('is not moved by cases of weeks after the training weeks', async () => {
    const small = await folder(towns, (code, date) => `${code}/image_${date}.tiff`);
    const before = await loadDataset({ adapter, root: small, options });
    const byTown = before.samples.map(({ group, label }) => `${group} ${label}`);
    // Medians of the first five weeks: 3, 10 and 0.
    expect(byTown.filter(text => text === '5001 above median')).toHaveLength(4);
    expect(byTown.filter(text => text === '8001 above median')).toHaveLength(2);
    expect(byTown.filter(text => text === '23001 above median')).toHaveLength(3);
    const table = await readFile(join(small, 'metadata.csv'), 'utf8');
    const raised = table.replace(',4,9,9,0,9,9', ',4,9,900,900,900,9');
    await writeFile(join(small, 'metadata.csv'), raised);
    const after = await loadDataset({ adapter, root: small, options });
    const training = ({ samples }: Dataset) =>
      samples.flatMap(({ part, label }) => (part === 'train' ? label : []));
    // The median of all weeks would be 6.5 now, and a week of 4 no longer above it.
    expect(training(after)).toEqual(training(before));
    expect(after.samples.filter(({ record }) => record.cases === 900)).toHaveLength(3);
  });

  it('does not fit thresholds on a week whose picture is absent', async () => {
    const small = await folder(towns, (code, date) => `${code}/image_${date}.tiff`);
    await rename(join(small, '5001', 'image_2016-01-03.tiff'), join(small, 'elsewhere.tiff'));
    const { labelsFittedOn, samples, skipped } = await loadDataset({
      adapter,
      root: small,
      options,
    });
    expect(skipped.map(({ id, code }) => [id, code])).toEqual([
      ['5001_2016-01-03', 'E_FILE_MISSING'],
    ]);
    expect(labelsFittedOn).toHaveLength(14);
    // Median of 2, 3, 4, 9.
    const above = samples.filter(({ group, label }) => group === '5001' && label[0] === 'a');
    expect(above.map(({ record }) => record.cases)).toEqual([4, 9, 9, 9]);
  });

  it('takes a code with a leading zero for the same town', async () => {
    const small = await folder(towns, (code, date) => `${code.padStart(5, '0')}/${date}.tif`);
    expect(await findPictures(small)).toHaveLength(24);
    const { samples } = await loadDataset({ adapter, root: small, options });
    expect(samples).toHaveLength(24);
  });

  it('stops without metadata.csv and without pictures of the years', async () => {
    const bare = await mkdtemp(join(base, 'bare-'));
    await expect(loadDataset({ adapter, root: bare })).rejects.toThrow(
      /no metadata\.csv.*E_FILE_MISSING/,
    );
    const old = await folder(towns, code => `${code}/image_2012-01-01.tiff`);
    await expect(loadDataset({ adapter, root: old })).rejects.toThrow(
      /3 of other weeks.*E_FILE_MISSING/,
    );
  });
});
