import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../dataset.ts';
import { splitParts } from '../../dataset.ts';
import golden from '../../golden/ham10000.json' with { type: 'json' };
import { splitCases } from '../../split/cases.ts';
import { classPresence } from '../../split/class-presence.ts';
import { makeSplit } from '../../split/index.ts';
import { loadDataset } from '../registry.ts';

const root = resolve(
  fileURLToPath(new URL('../../../..', import.meta.url)),
  '../shared/data/ham10000',
);
const absent = !existsSync(root);
if (absent) console.warn(`SKIPPED: tests on the real HAM10000, because ${root} does not exist`);

describe.skipIf(absent)('the ham10000 adapter on the real data', () => {
  let dataset: Dataset;

  beforeAll(async () => {
    dataset = await loadDataset({ adapter: 'ham10000', root });
  });

  it('reads every row, lesion and class, as pandas does', () => {
    expect(dataset.rowsRead).toBe(golden.rows);
    expect(dataset.samples).toHaveLength(golden.rows);
    expect(dataset.skipped).toEqual([]);
    expect(dataset.warnings).toEqual([]);
    // As before the set was declared; results that were published name this hash.
    expect(dataset.hash).toBe('0fe472b7328bae16c6e2ab6a4427e3cbc7aeff52daa205e69e2b80aa96ad0752');
    expect(new Set(dataset.samples.map(sample => sample.group)).size).toBe(golden.groups);
    const presence = classPresence(splitCases(dataset, 'lesion_id', []));
    const groups = presence.map(({ name, groups }) => [name, groups]);
    expect(Object.fromEntries(groups)).toEqual(golden.groupsByClass);
    expect(dataset.classes).toEqual(Object.keys(golden.rowsByClass));
    const rows = dataset.classes.map((_, c) => dataset.labels.filter(label => label === c).length);
    expect(rows).toEqual(Object.values(golden.rowsByClass));
  });

  it('knows what is missing', () => {
    const missing = (field: string) =>
      dataset.samples.filter(sample => sample.record[field] === null).length;
    expect(missing('age')).toBe(golden.missingAges);
    expect(missing('sex')).toBe(golden.missingSexes);
    expect(missing('localization')).toBe(golden.missingSites);
    const ages = dataset.samples.map(sample => sample.record.age).filter(age => age !== null);
    const sum = ages.reduce<number>((total, age) => total + Number(age), 0);
    expect(sum / ages.length).toBeCloseTo(golden.meanAge, 9);
  });

  it('keeps every class within half a point of its share, and lesions whole, for five seeds', () => {
    const share = { train: 0.7, validation: 0.1, test: 0.2 };
    for (let seed = 0; seed < 5; seed++) {
      const split = makeSplit(dataset, { seed });
      const seen = new Map<string, string>();
      for (const part of splitParts) {
        for (const index of split[part]) {
          const { group } = dataset.samples[index];
          expect(seen.get(group) ?? part).toBe(part);
          seen.set(group, part);
        }
        split.classCounts[part].forEach((count, label) => {
          const total = Object.values(golden.rowsByClass)[label];
          expect(Math.abs(count / total - share[part])).toBeLessThan(0.005);
        });
      }
      expect(split.groupsTotal).toBe(golden.groups);
    }
  });

  it('is split as it was for the published figures', () => {
    expect(makeSplit(dataset, { seed: 1 }).hash).toBe(
      'fc0cab10cbbab81fc62fa9312af24d12f7717be40ada346c214c710074e302ee',
    );
    expect(makeSplit(dataset, { seed: 2, test: 0.25 }).hash).toBe(
      '52137d5d5716ebfd6c6d2aed88f50676e42fb3288752e395eb8757ce93d633f3',
    );
  });

  it('deals lesions with several pictures to every part', () => {
    const split = makeSplit(dataset);
    const picturesPerLesion = splitParts.map(part => {
      const lesions = new Set(Array.from(split[part], index => dataset.samples[index].group));
      return split[part].length / lesions.size;
    });
    for (const mean of picturesPerLesion) expect(mean).toBeCloseTo(golden.rows / golden.groups, 1);
  });
});

describe('the ham10000 adapter on the raw layout', () => {
  let folder = '';
  const rows = [
    ['L1', 'I1', 'nv', 'follow_up', '80.0', 'male', 'scalp'],
    ['L2', 'I2', 'nv', 'histo', '', 'unknown', 'unknown'],
    ['L3', 'I3', 'nv', 'consensus', '45.0', 'female', 'acral'],
    ['L4', 'I4', 'mel', 'histo', '50.0', 'female', 'genital'],
    ['L5', 'I5', 'mel', 'histo', '55.0', 'male', 'lower extremity'],
    ['L6', 'I6', 'mel', 'histo', '60.0', 'male', 'back'],
  ];

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'minga-ham-'));
    const header = 'lesion_id,image_id,dx,dx_type,age,sex,localization';
    await writeFile(join(folder, 'HAM10000_metadata.csv'), [header, ...rows].join('\n'));
    for (const part of [1, 2]) await mkdir(join(folder, `HAM10000_images_part_${part}`));
    for (const [i, [, id]] of rows.entries()) {
      await writeFile(join(folder, `HAM10000_images_part_${1 + (i % 2)}`, `${id}.jpg`), '');
    }
  });

  afterAll(() => rm(folder, { recursive: true }));

  it('finds the pictures in both folders and makes sentences', async () => {
    const { samples, textFields } = await loadDataset(
      { adapter: 'ham10000', root: '.' },
      { base: folder },
    );
    expect(textFields).toEqual(['age', 'sex', 'localization']);
    expect(samples.map(sample => sample.text)).toEqual([
      'Patient aged 80 years, male. Lesion on the scalp.',
      'Patient age not recorded, sex not recorded. Site of the lesion not recorded.',
      'Patient aged 45 years, female. Lesion on an acral site.',
      'Patient aged 50 years, female. Lesion on the genital area.',
      'Patient aged 55 years, male. Lesion on the lower extremity.',
      'Patient aged 60 years, male. Lesion on the back.',
    ]);
    expect(samples[1].image).toBe(join(folder, 'HAM10000_images_part_2', 'I2.jpg'));
    expect(samples[0].record.dx_type).toBe('follow_up');
  });

  it('puts dx_type into the text only when asked, and warns', async () => {
    const { samples, warnings } = await loadDataset({
      adapter: 'ham10000',
      root: folder,
      text: { fields: ['localization', 'dx_type'] },
    });
    expect(samples[0].text).toBe('Lesion on the scalp. Confirmed by follow-up.');
    expect(samples[3].text).toBe('Lesion on the genital area. Confirmed by histopathology.');
    expect(warnings.map(warning => warning.code)).toEqual(['leaking-field']);
  });

  it('stops without its root or its pictures', async () => {
    await expect(loadDataset({ adapter: 'ham10000', root: join(folder, 'x') })).rejects.toThrow(
      /root of HAM10000 .* does not exist.*E_FILE_MISSING/,
    );
    const bare = join(folder, 'bare');
    await mkdir(bare);
    await expect(loadDataset({ adapter: 'ham10000', root: bare })).rejects.toThrow(
      /folder of pictures .*images does not exist/,
    );
  });
});
