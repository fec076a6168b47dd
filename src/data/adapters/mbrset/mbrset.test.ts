import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeExampleDataset } from '../example-folder.ts';
import { loadDataset } from '../registry.ts';

const header =
  'patient,age,sex,dm_time,insulin,insulin_time,oraltreatment_dm,systemic_hypertension,insurance,educational_level,alcohol_consumption,smoking,obesity,vascular_disease,acute_myocardial_infarction,nephropathy,neuropathy,diabetic_foot,file,laterality,final_artifacts,final_quality,final_icdr,final_edema';

/** As pandas writes them: whole numbers with a point in columns that have empty cells. */
const rows = [
  '1,61.0,1,8.0,1.0,2.0,1.0,1.0,0.0,1.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,1.1.jpg,right,yes,yes,3.0,yes',
  '1,61.0,1,8.0,1.0,2.0,1.0,1.0,0.0,1.0,0.0,0.0,0.0,0.0,0.0,0.0,0.0,1.0,1.2.jpg,left,no,no,,',
  '2,,0,,,,,,,,,,,,,,,,2.1.jpg,Right,yes,yes,0.0,no',
  '3,70.0,0,1.0,0.0,,0.0,0.0,1.0,7.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,0.0,3.1.jpg,left,no,yes,4.0,no',
  '4,50.0,0,1.0,0.0,,0.0,0.0,1.0,4.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,0.0,4.1.jpg,left,no,yes,1.0,no',
  '5,50.0,0,1.0,0.0,,0.0,0.0,1.0,4.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,0.0,5.1.jpg,left,no,yes,0.0,no',
  '6,50.0,0,1.0,0.0,,0.0,0.0,1.0,4.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,0.0,6.1.jpg,left,no,yes,0.0,no',
  '7,50.0,0,1.0,0.0,,0.0,0.0,1.0,4.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,0.0,7.1,left,no,yes,0.0,no',
];

let base = '';
let root = '';

beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-mbrset-'));
  root = join(base, 'hand');
  await mkdir(join(root, 'images'), { recursive: true });
  await writeFile(join(root, 'labels_mbrset.csv'), [header, ...rows].join('\n'));
  for (const name of ['1.1', '1.2', '2.1', '3.1', '4.1', '5.1', '6.1', '7.1']) {
    await writeFile(join(root, 'images', `${name}.jpg`), '');
  }
});

afterAll(() => rm(base, { recursive: true }));

describe('the mbrset adapter', () => {
  it('leaves pictures without a grade out and counts them', async () => {
    const { rowsRead, samples, skipped } = await loadDataset({ adapter: 'mbrset', root });
    expect(rowsRead).toBe(8);
    expect(samples).toHaveLength(7);
    expect(skipped).toEqual([
      {
        id: '1.2.jpg',
        place: 'labels_mbrset.csv line 3',
        code: 'E_RECORD_VALUE',
        reason: 'no label (final_icdr)',
      },
    ]);
  });

  it('takes the patient for the group', async () => {
    const { groupColumn, samples } = await loadDataset({ adapter: 'mbrset', root });
    expect(groupColumn).toBe('patient');
    expect(samples[0].group).toBe('1');
  });

  it('says what was told, and of what was not told that it is not recorded', async () => {
    const { samples } = await loadDataset({ adapter: 'mbrset', root });
    expect(samples[0].text).toBe(
      'Patient: male, aged 61 years. Diabetes for 8 years, using insulin, taking oral drugs for diabetes. Risk factors: hypertension: yes, alcohol: no, smoking: no, obesity: no, vascular disease: no. History: myocardial infarction: no, nephropathy: no, neuropathy: no, diabetic foot: yes. Education: illiterate.',
    );
    expect(samples[1].text).toBe(
      'Patient: female, age not recorded. Duration of diabetes not recorded, use of insulin not recorded, oral drugs for diabetes not recorded. Risk factors: hypertension: not recorded, alcohol: not recorded, smoking: not recorded, obesity: not recorded, vascular disease: not recorded. History: myocardial infarction: not recorded, nephropathy: not recorded, neuropathy: not recorded, diabetic foot: not recorded. Education: not recorded.',
    );
    expect(samples[2].text).toContain('Diabetes for 1 year, not using insulin');
    expect(samples[2].text).toContain('Education: higher education, completed.');
  });

  it('reads grades, sexes and words as the file codes them', async () => {
    const { samples } = await loadDataset({ adapter: 'mbrset', root, label: 'DR_2' });
    expect(samples.map(({ label }) => label)).toEqual([
      'retinopathy',
      'none',
      'retinopathy',
      'retinopathy',
      'none',
      'none',
      'none',
    ]);
    expect(samples[1].record).toMatchObject({ sex: 'female', laterality: 'right', insulin: null });
  });

  it('warns where the text names the oedema', async () => {
    const { samples, warnings } = await loadDataset({
      adapter: 'mbrset',
      root,
      text: { fields: ['laterality', 'final_edema'] },
    });
    expect(samples[0].text).toBe('Photograph: right eye, macular edema: yes.');
    expect(warnings.map(({ code }) => code)).toEqual(['leaking-field']);
  });
});

describe('the invented mbrset folder', () => {
  it('loads, but for the picture that is absent and those without a grade', async () => {
    const folder = join(base, 'invented');
    await writeExampleDataset('mbrset', folder, { size: 20, seed: 1 });
    const dataset = await loadDataset({ adapter: 'mbrset', root: folder, label: 'DR_3' });
    expect(dataset.rowsRead).toBe(80);
    const codes = dataset.skipped.map(({ code }) => code);
    expect(codes.filter(code => code === 'E_FILE_MISSING')).toHaveLength(1);
    expect(codes.filter(code => code === 'E_RECORD_VALUE')).toHaveLength(4);
    expect(dataset.classes).toHaveLength(3);
    const unanswered = dataset.samples.filter(({ record }) => record.insulin === null);
    expect(unanswered.length).toBeGreaterThan(0);
    for (const { text } of unanswered) expect(text).toContain('use of insulin not recorded');
  });
});
