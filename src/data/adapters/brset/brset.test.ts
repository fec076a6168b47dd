import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeExampleDataset } from '../example-folder.ts';
import { loadDataset } from '../registry.ts';

/** A healthy row of version 1.0.0. */
const plain: Readonly<Record<string, string>> = {
  image_id: '',
  patient_id: '',
  camera: 'Canon CR',
  patient_age: '48.0',
  comorbidities: '',
  diabetes_time_y: '',
  insuline: '',
  patient_sex: '1',
  exam_eye: '1',
  diabetes: 'No',
  nationality: 'Brazil',
  optic_disc: '1',
  vessels: '1',
  macula: '1',
  DR_SDRG: '0',
  DR_ICDR: '0',
  focus: '1',
  Illuminaton: '1',
  image_field: '1',
  artifacts: '1',
  diabetic_retinopathy: '0',
  macular_edema: '0',
  scar: '0',
  nevus: '0',
  amd: '0',
  vascular_occlusion: '0',
  hypertensive_retinopathy: '0',
  drusens: '0',
  hemorrhage: '0',
  retinal_detachment: '0',
  myopic_fundus: '0',
  increased_cup_disc: '0',
  other: '0',
  quality: 'Adequate',
};

/** Three patients or more of every class, so that the set can be split. */
const grades = ['0', '0', '0', '0', '0', '1', '2', '3', '4', '4', '4'];

let base = '';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-brset-'));
});

afterAll(() => rm(base, { recursive: true }));

interface Layout {
  readonly table?: string;
  readonly images?: string;
  readonly rename?: (header: string) => string;
  readonly extension?: string;
}

/** Loads a folder whose first rows differ from plain ones as `changes` says. */
async function load(
  changes: readonly Readonly<Record<string, string>>[],
  settings: { readonly label?: string; readonly text?: { fields: string[] } } = {},
  layout: Layout = {},
) {
  const root = await mkdtemp(join(base, 'set-'));
  const { table = 'labels.csv', images = 'fundus_photos', rename = name => name } = layout;
  const rows = grades.map((grade, i) => ({
    ...plain,
    image_id: `img${String(i).padStart(5, '0')}`,
    patient_id: String(i),
    DR_ICDR: grade,
    ...changes[i],
  }));
  const lines = rows.map(row => Object.values(row).map(cell => `"${cell}"`));
  const header = Object.keys(plain).map(rename);
  await writeFile(join(root, table), [header, ...lines].map(cells => cells.join(',')).join('\n'));
  await mkdir(join(root, images));
  for (const row of rows) {
    const name = `${row.image_id}${layout.extension ?? '.jpg'}`;
    await writeFile(join(root, images, name), '');
  }
  return loadDataset({ adapter: 'brset', root, ...settings });
}

describe('the brset adapter', () => {
  it('reads numbers that were typed with the letter O, with a comma, or as "Não"', async () => {
    const { samples, skipped } = await load([
      { patient_age: '6O', diabetes_time_y: 'Não' },
      { patient_age: '57,0', diabetes_time_y: '12,5' },
      { patient_age: '', diabetes_time_y: 'NA' },
      { patient_age: 'O', diabetes_time_y: '1O' },
    ]);
    expect(skipped).toEqual([]);
    expect(samples.slice(0, 4).map(({ record }) => record.patient_age)).toEqual([60, 57, null, 0]);
    expect(samples.slice(0, 4).map(({ record }) => record.diabetes_time_y)).toEqual([
      null,
      12.5,
      null,
      10,
    ]);
    expect(samples[0].text).toContain('Duration of diabetes not recorded');
    expect(samples[1].text).toContain('Diabetes for 12.5 years');
  });

  it('never takes a missing insulin for a yes', async () => {
    const { samples } = await load([
      { insuline: '' },
      { insuline: 'yes' },
      { insuline: 'no' },
      { insuline: 'NA' },
    ]);
    const said = samples.slice(0, 4).map(({ record, text }) => [record.insuline, text]);
    expect(said.map(([value]) => value)).toEqual([null, 'yes', 'no', null]);
    expect(said[0][1]).toContain('use of insulin not recorded');
    expect(said[1][1]).toContain('using insulin');
    expect(said[2][1]).toContain('not using insulin');
    expect(said[3][1]).not.toMatch(/(?<!not )using insulin/);
  });

  it('says normal of a 1 and abnormal of a 2 in optic disc, vessels and macula', async () => {
    const text = { fields: ['optic_disc', 'vessels', 'macula'] };
    const { samples } = await load(
      [{}, { optic_disc: '2', vessels: '2', macula: '2' }, { optic_disc: 'bv' }],
      { text },
    );
    expect(samples[0].text).toBe('Optic disc normal, vessels normal, macula normal.');
    expect(samples[1].text).toBe('Optic disc abnormal, vessels abnormal, macula abnormal.');
    expect(samples[2].text).toBe('Optic disc not recorded, vessels normal, macula normal.');
  });

  it('keeps what the grader saw out of the text unless a plan names it, and warns then', async () => {
    const changes = [{ macular_edema: '1', hemorrhage: '1', DR_SDRG: '2' }];
    const dataset = await load(changes);
    expect(dataset.textFields).toEqual([
      'exam_eye',
      'patient_sex',
      'patient_age',
      'comorbidities',
      'diabetes_time_y',
      'insuline',
    ]);
    expect(dataset.warnings).toEqual([]);
    expect(dataset.samples[0].text).toBe(
      'Fundus photograph of the right eye. Patient: male, aged 48 years. Comorbidities: not recorded. Duration of diabetes not recorded, use of insulin not recorded.',
    );
    expect(Object.keys(dataset.leaks).sort()).toEqual([
      'DR_SDRG',
      'diabetic_retinopathy',
      'hemorrhage',
      'macula',
      'macular_edema',
      'vessels',
    ]);
    const named = await load(changes, {
      text: { fields: ['patient_age', 'macular_edema', 'hemorrhage', 'scar'] },
    });
    expect(named.samples[0].text).toBe(
      'Patient: aged 48 years. Findings: macular edema: present, hemorrhage: present, scar: absent.',
    );
    expect(named.warnings.map(({ code }) => code)).toEqual(['leaking-field', 'leaking-field']);
    expect(named.warnings[0].message).toContain('macular_edema');
  });

  it('labels two and three classes by the grade, and skips a row without one', async () => {
    const two = await load([]);
    expect(two.classes).toEqual(['none', 'retinopathy']);
    expect([...two.labels]).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1, 1]);
    const three = await load([], { label: 'DR_3' });
    expect(three.samples.map(({ label }) => label)).toEqual([
      ...Array(5).fill('none'),
      ...Array(3).fill('non-proliferative'),
      ...Array(3).fill('proliferative'),
    ]);
    const extra = [...Array(6).fill({}), { DR_ICDR: '' }, { DR_ICDR: '7' }];
    const { skipped, labelRule } = await load(extra);
    expect(skipped.map(({ place, code }) => [place, code])).toEqual([
      ['labels.csv line 8', 'E_RECORD_VALUE'],
      ['labels.csv line 9', 'E_RECORD_VALUE'],
    ]);
    expect(labelRule).toContain('DR_ICDR is above 0');
  });

  it('takes the patient for the group and the camera for the site', async () => {
    const { groupColumn, samples } = await load([{}, { patient_id: '0', camera: 'NIKON NF5050' }]);
    expect(groupColumn).toBe('patient_id');
    expect(samples.slice(0, 2).map(({ group, site }) => [group, site])).toEqual([
      ['0', 'Canon CR'],
      ['0', 'NIKON NF5050'],
    ]);
  });

  it('reads the later versions, their names of file, folder and columns', async () => {
    const names: Record<string, string> = {
      insuline: 'insulin',
      drusens: 'drusen',
      Illuminaton: 'illumination',
      diabetes_time_y: 'diabetes_time',
    };
    const { samples } = await load(
      [{ insuline: 'yes', drusens: '1', Illuminaton: '2' }],
      {},
      {
        table: 'labels_brset.csv',
        images: 'images',
        extension: '.jpeg',
        rename: name => names[name] ?? name,
      },
    );
    expect(samples[0].record).toMatchObject({
      insuline: 'yes',
      drusens: 'present',
      illumination: 'inadequate',
    });
    expect(samples[0].image).toMatch(/images\/img00000\.jpeg$/);
  });

  it('does without columns that a release lacks, but not without those it needs', async () => {
    const without = (lost: string) => (name: string) => (name === lost ? 'nothing' : name);
    const { samples } = await load([], {}, { rename: without('quality') });
    expect(samples[0].record).not.toHaveProperty('quality');
    await expect(load([], {}, { rename: without('macula') })).rejects.toThrow(
      /no column "macula".*E_COLUMN_MISSING/,
    );
  });

  it('takes cells outside the code book for missing where that is known, and skips others', async () => {
    const { samples, skipped } = await load([
      { focus: '0', diabetes: 'yes' },
      { diabetes: 'No' },
      { exam_eye: '3' },
      { patient_age: '148' },
    ]);
    expect(samples[0].record).toMatchObject({ focus: null, diabetes: 'yes' });
    expect(samples[1].record.diabetes).toBe('no');
    expect(skipped.map(({ reason }) => reason)).toEqual([
      'exam_eye is "3", expected one of 1 (right), 2 (left)',
      'patient_age is "148", expected a number 0–120',
    ]);
  });
});

describe('the invented brset folder', () => {
  it('has the faults of the real file, and loads with one row left out', async () => {
    const root = join(base, 'invented');
    await writeExampleDataset('brset', root, { size: 24, seed: 3 });
    const table = await readFile(join(root, 'labels.csv'), 'utf8');
    for (const fault of [/,\dO,/, /"\d+,0"/, /,Não,/, /"\d+,5"/, /,bv,/, /,No,/, /Illuminaton/]) {
      expect(table).toMatch(fault);
    }
    const dataset = await loadDataset({ adapter: 'brset', root, label: 'DR_3' });
    expect(dataset.rowsRead).toBe(48);
    expect(dataset.skipped.map(({ code }) => code)).toEqual(['E_FILE_MISSING']);
    expect(dataset.classes).toEqual(['non-proliferative', 'none', 'proliferative']);
    expect(new Set(dataset.samples.map(({ group }) => group)).size).toBe(24);
    const ages = dataset.samples.map(({ record }) => record.patient_age);
    expect(ages.filter(age => age === null).length).toBeGreaterThan(0);
    for (const age of ages) if (age !== null) expect(age).toBeGreaterThanOrEqual(30);
  });
});
