import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadDataset } from './registry.ts';

let base = '';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-adapter-'));
  await mkdir(join(base, 'photos'));
  const create = { width: 4, height: 4, channels: 3 as const, background: '#c08060' };
  const picture = await sharp({ create }).jpeg().toBuffer();
  for (let i = 1; i <= 9; i++) await writeFile(join(base, 'photos', `p${i}.jpg`), picture);
});

afterAll(() => rm(base, { recursive: true }));

const columns = { id: 'id', image: 'photo', label: 'grade', group: 'patient' };

/** Six rows of two grades and six patients. */
const good = [
  'id,photo,grade,patient,age,sex,eye_side',
  'r1,p1.jpg,mild,a,80.0,male,left',
  'r2,p2.jpg,mild,b,NA,female,right',
  'r3,p3.jpg,mild,c,41,,left',
  'r4,p4.jpg,severe,d,7.50,male,right',
  'r5,p5.jpg,severe,e,33,male,left',
  'r6,p6.jpg,severe,f,58,female,left',
];

async function load(lines: readonly string[], settings: object = {}, roles: object = {}) {
  await writeFile(join(base, 'records.csv'), `${lines.join('\n')}\n`);
  return loadDataset(
    {
      adapter: 'table',
      table: 'records.csv',
      images: 'photos',
      columns: { ...columns, ...roles },
      ...settings,
    },
    { base },
  );
}

describe('the table adapter', () => {
  it('reads samples with records, texts, labels and groups', async () => {
    const dataset = await load(good);
    expect(dataset).toMatchObject({
      name: 'records',
      classes: ['mild', 'severe'],
      groupColumn: 'patient',
      textFields: ['age', 'sex', 'eye_side'],
      rowsRead: 6,
      skipped: [],
      warnings: [],
    });
    expect([...dataset.labels]).toEqual([0, 0, 0, 1, 1, 1]);
    expect(dataset.samples[1]).toEqual({
      id: 'r2',
      image: join(base, 'photos', 'p2.jpg'),
      record: { age: null, sex: 'female', eye_side: 'right' },
      text: 'Age not recorded. Sex: female. Eye side: right.',
      label: 'mild',
      labels: ['mild'],
      time: null,
      site: null,
      part: null,
      group: 'b',
      line: 3,
    });
    expect(dataset.samples[3].text).toBe('Age: 7.5. Sex: male. Eye side: right.');
  });

  it('skips, counts and lists the rows that cannot be used', async () => {
    const dataset = await load(
      [
        ...good,
        'r7,p7.jpg,,g,1,male,left',
        'r8,none.jpg,mild,h,1,male,left',
        'r9,,mild,i,1,male,left',
        'r10,p7.jpg,mild,j,4O,male,left',
        'r11,../records.csv,mild,k,1,male,left',
        ',p7.jpg,mild,l,1,male,left',
        'r12,p7.jpg,mild',
        'r13,p7.jpg,mild,m,150,male,left',
      ],
      {},
      { types: { age: { type: 'number', min: 0, max: 120 } } },
    );
    expect(dataset.rowsRead).toBe(14);
    expect(dataset.samples).toHaveLength(6);
    expect(dataset.skipped.map(row => [row.id, row.place, row.code, row.reason])).toEqual([
      ['r7', 'records.csv line 8', 'E_RECORD_VALUE', 'no label (grade)'],
      ['r8', 'records.csv line 9', 'E_FILE_MISSING', 'image "none.jpg" does not exist'],
      ['r9', 'records.csv line 10', 'E_FILE_MISSING', 'no image (photo)'],
      ['r10', 'records.csv line 11', 'E_RECORD_VALUE', 'age is "4O", expected a number 0–120'],
      [
        'r11',
        'records.csv line 12',
        'E_FILE_MISSING',
        'image "../records.csv" lies outside the image folder',
      ],
      ['', 'records.csv line 13', 'E_RECORD_VALUE', 'no id'],
      ['r12', 'records.csv line 14', 'E_RECORD_VALUE', '3 cells, expected 7'],
      ['r13', 'records.csv line 15', 'E_RECORD_VALUE', 'age is "150", expected a number 0–120'],
    ]);
  });

  it('stops at an id that occurs twice and names both lines', async () => {
    await expect(load([...good, 'r2,p7.jpg,mild,z,1,male,left'])).rejects.toThrow(
      /lines 3 and 8 have the same id "r2".*E_DUPLICATE_ID/,
    );
  });

  it('lists the columns there are and the nearest one where a column is absent', async () => {
    await expect(load(good, {}, { label: 'Grades' })).rejects.toThrow(
      /no column "Grades": it has id, photo, grade, .*did you mean "grade"\?.*E_COLUMN_MISSING/,
    );
    await expect(load(good, { text: { fields: ['xylophone'] } })).rejects.toThrow(
      /E_COLUMN_MISSING/,
    );
    await expect(load([])).rejects.toThrow(/no column "id": it is empty/);
  });

  it('finds out the delimiter and says it; where a wrong one was said, it names the right one', async () => {
    const lines = good.map(line => line.replaceAll(',', ';'));
    expect((await load(lines)).warnings).toEqual([
      { code: 'file-format', message: 'records.csv: cells are delimited by ";"' },
    ]);
    expect(await load(lines, { delimiter: ';' })).toMatchObject({ warnings: [], rowsRead: 6 });
    await expect(load(lines, { delimiter: ',' })).rejects.toThrow(
      /delimited by ";": set delimiter/,
    );
  });

  it('refuses a header that has a column twice', async () => {
    const lines = good.map((line, i) => (i === 0 ? line.replace('sex', 'age') : line));
    await expect(load(lines)).rejects.toThrow(/two columns "age".*E_COLUMN_MISSING/);
  });

  it('stops without the table or the folder of pictures', async () => {
    await expect(load(good, { images: 'none' })).rejects.toThrow(/does not exist.*E_FILE_MISSING/);
    await expect(load(good, { images: 'records.csv' })).rejects.toThrow(/is not a folder/);
    await expect(load(good, { table: 'none.csv' })).rejects.toThrow(/E_FILE_MISSING/);
  });

  it('stops where no row is left, or one class only, not at a class too small to split', async () => {
    const none = good.map(line => line.replace('.jpg', '.png'));
    await expect(load(none)).rejects.toThrow(
      /6 rows read, none can be used; 6 skipped: 6 E_FILE_MISSING; the first: records.csv line 2.*E_CLASS_EMPTY/,
    );
    await expect(load(good.slice(0, 4))).rejects.toThrow(/one class only \(mild, 3 samples\)/);
    expect((await load(good.slice(0, 6))).classes).toEqual(['mild', 'severe']);
  });

  it('warns where the text names the label or an identifier', async () => {
    const dataset = await load(good, { text: { fields: ['age', 'grade', 'patient'] } });
    expect(dataset.warnings.map(warning => warning.code)).toEqual([
      'leaking-field',
      'identifier-in-text',
    ]);
    expect(dataset.samples[0].text).toBe('Age: 80. Grade: mild. Patient: a.');
    expect(dataset.samples[0].record).not.toHaveProperty('grade');
  });

  it('warns where a column is numbers but for a few cells', async () => {
    const more = Array.from({ length: 30 }, (_, i) => `m${i},p7.jpg,mild,m${i},${i},male,left`);
    const dataset = await load([...good, ...more, 'r99,p7.jpg,mild,z,4O,male,left']);
    expect(dataset.warnings).toHaveLength(1);
    expect(dataset.warnings[0].code).toBe('mixed-column');
    expect(dataset.warnings[0].message).toContain('records.csv line 38, "4O"');
  });

  it('takes a row without a group as a group of its own, and says so', async () => {
    const dataset = await load([...good, 'r7,p7.jpg,mild,,1,male,left']);
    expect(dataset.samples[6].group).toBe('r7');
    expect(dataset.warnings).toEqual([
      {
        code: 'group-missing',
        message: '1 rows of records.csv have no patient; each is taken as a group of its own',
      },
    ]);
    const alone = await load(good, {}, { group: undefined });
    expect(alone.groupColumn).toBeNull();
    expect(alone.samples[0].group).toBe('r1');
    expect(alone.textFields).toContain('patient');
  });

  it('gives a hash that follows ids, labels, groups and texts, and not the order of rows', async () => {
    const { hash } = await load(good);
    expect(hash).toMatch(/^[0-9a-f]{64}$/);
    const [header, ...rows] = good;
    expect((await load([header, ...rows.toReversed()])).hash).toBe(hash);
    for (const [from, to] of [
      ['r1,', 'r0,'],
      ['r1,p1.jpg,mild', 'r1,p1.jpg,severe'],
      ['severe,d', 'severe,x'],
      ['80.0', '81'],
    ]) {
      const changed = [...good, 'r7,p7.jpg,mild,g,1,male,left'].map(line => line.replace(from, to));
      const kept = [...good, 'r7,p7.jpg,mild,g,1,male,left'];
      expect((await load(changed)).hash).not.toBe((await load(kept)).hash);
    }
  });

  it('survives columns with the names of built-in properties', async () => {
    const lines = good.map((line, i) => `${line},${i === 0 ? '__proto__,constructor' : 'x,y'}`);
    const { samples } = await load(lines);
    expect(samples[0].text).toContain('Proto: x. Constructor: y.');
    expect(Object.getPrototypeOf(samples[0].record)).toBe(Object.prototype);
  });

  it('refuses settings that do not fit, and names the field', async () => {
    await expect(load(good, { delimeter: ';' })).rejects.toThrow(/delimeter.*E_PLAN/s);
    await expect(loadDataset(JSON.parse('{ "adapter": "dicom" }'))).rejects.toThrow(
      /adapter.*E_PLAN/s,
    );
  });
});

describe('the table adapter without pictures', () => {
  const set = async (lines: readonly string[], columns: object, settings: object = {}) => {
    await writeFile(join(base, 'labs.csv'), `${lines.join('\n')}\n`);
    const plan = { adapter: 'table', table: 'labs.csv', columns, ...settings } as const;
    return loadDataset(JSON.parse(JSON.stringify(plan)), { base });
  };
  const labs = [
    'hba1c;sex;seen;town;set;a;b',
    '5,1;1;31/01/2016;Cali;train;0;1',
    '6,6;2;01/02/2016;Cali;train;1;1',
    '7,25;1;02/02/2016;Cali;val;0;0',
    '1.005,5;2;03/02/2016;Neiva;val;1;0',
    '4,9;1;04/02/2016;Neiva;test;0;1',
    '6,4;9;05/02/2016;Neiva;test;0;yes',
    '5;2;06/02/2016;Neiva;test;;1',
  ];

  it('cuts numbers in two, reads codes, dates, towns and parts, and says what it found out', async () => {
    const dataset = await set(labs, {
      label: { column: 'hba1c', above: 6.5, names: ['high', 'low'] },
      time: 'seen',
      site: 'town',
      part: 'set',
      record: ['sex', 'hba1c'],
      types: { sex: { type: 'codes', codes: { 1: 'male', 2: 'female' } } },
    });
    expect(dataset.labelRule).toBe('hba1c above 6.5');
    expect(dataset.samples.map(({ label }) => label)).toEqual([
      ...['low', 'high', 'high', 'high', 'low', 'low'],
    ]);
    expect(dataset.samples[3]).toMatchObject({
      id: 'line 5',
      image: null,
      record: { sex: 'female', hba1c: 1005.5 },
      time: '2016-02-03',
      site: 'Neiva',
      part: 'validation',
    });
    expect(dataset.skipped).toEqual([
      {
        id: 'line 7',
        place: 'labs.csv line 7',
        code: 'E_RECORD_VALUE',
        reason: 'sex is "9", expected one of 1 (male), 2 (female)',
      },
    ]);
    expect(dataset.warnings.map(({ message }) => message)).toEqual([
      'labs.csv: cells are delimited by ";"',
      'labs.csv: decimals follow a comma in hba1c',
      'labs.csv: dates in seen are read day first',
    ]);
  });

  it('reads columns of 0 and 1 as labels, and skips rows that say neither', async () => {
    const dataset = await set(labs, { label: { columns: ['a', 'b'] }, record: ['town'] });
    expect(dataset.task).toBe('multilabel');
    expect(dataset.samples.map(({ labels }) => labels.join())).toEqual([
      'b',
      'a,b',
      '',
      'a',
      'b',
      'b',
    ]);
    expect(dataset.skipped.map(({ reason }) => reason)).toEqual(['no label (a)']);
  });

  it('reads labels that stand in one cell', async () => {
    const lines = ['tags,x', 'a|b,1', '"c | a",2', 'none,3', ',4'];
    const dataset = await set(lines, { label: { column: 'tags', separator: '|', none: 'none' } });
    expect(dataset.samples.map(({ labels }) => labels)).toEqual([['a', 'b'], ['a', 'c'], []]);
    expect(dataset.skipped.map(({ reason }) => reason)).toEqual(['no label (tags)']);
  });

  it('reads classes from codes', async () => {
    const lines = ['grade', ...['0', '0', '1.0', '1', '1', '0.0', '7']];
    const dataset = await set(lines, {
      label: { column: 'grade', classes: { 0: 'healthy', 1: 'ill' } },
    });
    expect(dataset.classes).toEqual(['healthy', 'ill']);
    expect(dataset.skipped.map(({ reason }) => reason)).toEqual([
      'no label (grade): the code in grade: 0 is healthy, 1 is ill',
    ]);
  });

  it('wants a folder and a column of pictures, or neither', async () => {
    const message = /images and columns.image belong together.*E_PLAN/s;
    await expect(set(labs, { label: 'town', image: 'a' })).rejects.toThrow(message);
    await expect(set(labs, { label: 'town' }, { images: 'photos' })).rejects.toThrow(message);
  });
});
