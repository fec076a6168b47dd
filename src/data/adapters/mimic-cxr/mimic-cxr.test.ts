import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csvText } from '../example/index.ts';
import { writeExampleDataset } from '../example-folder.ts';
import { loadDataset } from '../registry.ts';
import { chexpertFindings, findingsRule, thirteenFindings } from './findings.ts';
import { ageAt, raceOf, sexOf } from './patient.ts';

let top = '';

beforeAll(async () => {
  top = await mkdtemp(join(tmpdir(), 'minga-mimic-'));
  await writeExampleDataset('mimic-cxr', join(top, 'example'), { size: 24, seed: 2 });
});

afterAll(() => rm(top, { recursive: true }));

/** One study with one picture. */
interface Study {
  readonly subject: string;
  readonly study: string;
  readonly part?: string;
  readonly view?: string;
  readonly findings: Readonly<Record<string, string>>;
}

const edema = { Edema: '1.0' };
const normal = { 'No Finding': '1.0' };

const base: Study[] = ['10000032', '10000764', '10000898', '11000011'].flatMap((subject, at) => [
  { subject, study: `5${at}000001`, findings: edema, part: ['train', 'validate', 'test'][at % 3] },
  { subject, study: `5${at}000002`, findings: normal, part: ['train', 'validate', 'test'][at % 3] },
]);

function dicomOf({ study }: Study): string {
  return `02aa804e-bde0afdd-112c0b34-7bc16630-${study}`;
}

function findingRows(studies: readonly Study[]): string[][] {
  return studies.map(({ subject, study, findings }) => [
    subject,
    study,
    ...chexpertFindings.map(name => findings[name] ?? ''),
  ]);
}

/** PhysioNet's three files and a picture for each study. */
async function physionet(
  name: string,
  studies: readonly Study[],
  unlabelled: readonly Study[] = [],
): Promise<string> {
  const folder = join(top, name);
  await mkdir(folder, { recursive: true });
  const all = [...studies, ...unlabelled];
  const write = (what: string, rows: readonly (readonly string[])[]) =>
    writeFile(join(folder, `mimic-cxr-2.0.0-${what}.csv.gz`), gzipSync(csvText(rows)));
  await write('split', [
    ['dicom_id', 'study_id', 'subject_id', 'split'],
    ...all.map(study => [dicomOf(study), study.study, study.subject, study.part ?? 'train']),
  ]);
  await write('metadata', [
    [
      'dicom_id',
      'subject_id',
      'study_id',
      'PerformedProcedureStepDescription',
      'ViewPosition',
      'StudyDate',
    ],
    ...all.map(study => [
      dicomOf(study),
      study.subject,
      study.study,
      'CHEST (PA AND LAT)',
      study.view ?? 'PA',
      '21800506',
    ]),
  ]);
  await write('chexpert', [
    ['subject_id', 'study_id', ...chexpertFindings],
    ...findingRows(studies),
  ]);
  for (const study of all) {
    const patient = join(folder, 'files', `p${study.subject.slice(0, 2)}`, `p${study.subject}`);
    await mkdir(join(patient, `s${study.study}`), { recursive: true });
    await writeFile(join(patient, `s${study.study}`, `${dicomOf(study)}.jpg`), '');
    await writeFile(join(patient, `s${study.study}.txt`), ` FINAL REPORT\n study ${study.study}\n`);
  }
  return folder;
}

describe("the mimic-cxr adapter on PhysioNet's files", () => {
  it('joins split, metadata and labels by picture and study, packed or not', async () => {
    const folder = await physionet('own', base);
    const { samples, task, skipped } = await loadDataset({ adapter: 'mimic-cxr', root: folder });
    expect(task).toBe('multilabel');
    expect(skipped).toEqual([]);
    expect(samples).toHaveLength(8);
    const [first, second] = samples;
    expect(first).toMatchObject({
      id: '02aa804e-bde0afdd-112c0b34-7bc16630-50000001',
      group: '10000032',
      labels: ['Edema'],
      part: 'train',
      time: null,
      record: { view: 'PA', procedure: 'CHEST (PA AND LAT)' },
      text: 'Chest radiograph, postero-anterior view, position of the patient not recorded, ordered as CHEST (PA AND LAT).',
    });
    expect(first.image).toBe(
      join(folder, 'files', 'p10', 'p10000032', 's50000001', `${first.id}.jpg`),
    );
    expect(second.labels).toEqual(['No Finding']);
    expect(samples[2].part).toBe('validation');
  });

  it('leaves out studies that are uncertain or without labels, and says by which rule', async () => {
    const study = (findings: Record<string, string>, number: string) => ({
      subject: '19000001',
      study: `59${number}`,
      findings,
    });
    const folder = await physionet(
      'uncertain',
      [
        ...base,
        study({ Edema: '-1.0' }, '000001'),
        study({ Fracture: '-1.0', Edema: '1.0' }, '000002'),
        study({ Edema: 'perhaps' }, '000003'),
        study({ Edema: '0.0', Fracture: '1.0' }, '000004'),
      ],
      [study({}, '000005')],
    );
    const { skipped, samples } = await loadDataset({ adapter: 'mimic-cxr', root: folder });
    expect(skipped.map(({ place }) => place)).toEqual([
      'mimic-cxr-2.0.0-split.csv.gz line 10',
      'mimic-cxr-2.0.0-split.csv.gz line 12',
      'mimic-cxr-2.0.0-split.csv.gz line 14',
    ]);
    for (const { reason } of skipped.slice(0, 2)) expect(reason).toMatch(/uncertain \(-1\)/);
    const labelsOf = (number: string) =>
      samples.find(({ id }) => id.endsWith(`59${number}`))?.labels;
    expect(labelsOf('000002')).toEqual(['Edema']);
    expect(labelsOf('000004')).toEqual([]);
  });

  it('reads age and sex where patients.csv of MIMIC-IV lies beside', async () => {
    const folder = await physionet('patients', base);
    await writeFile(
      join(folder, 'patients.csv'),
      'subject_id,gender,anchor_age,anchor_year\n10000032,F,52,2180\n10000764,M,86,2178\n10000898,M,,2178\n',
    );
    const { samples } = await loadDataset({
      adapter: 'mimic-cxr',
      root: folder,
      text: { fields: ['age', 'sex'] },
    });
    const textOf = new Map(samples.map(({ group, text }) => [group, text]));
    expect([...textOf.values()]).toEqual([
      'Patient aged 52 years, female.',
      'Patient aged 88 years, male.',
      'Patient age not recorded, male.',
      'Patient age not recorded, sex not recorded.',
    ]);
  });

  it('reads reports only where the plan asks, and then they are known to leak', async () => {
    const folder = join(top, 'own');
    const without = await loadDataset({ adapter: 'mimic-cxr', root: folder });
    expect(without.samples[0].record).not.toHaveProperty('report');
    const asked = await loadDataset({
      adapter: 'mimic-cxr',
      root: folder,
      options: { reports: 'read' },
      text: { fields: ['view', 'report'] },
    });
    expect(asked.leaks.report).toMatch(/mined from the report/);
    expect(asked.warnings.map(({ code }) => code)).toEqual(['leaking-field']);
    expect(asked.samples[1].text).toBe(
      'Chest radiograph, postero-anterior view. Report: FINAL REPORT study 50000002.',
    );
    const inRecord = await loadDataset({
      adapter: 'mimic-cxr',
      root: folder,
      options: { reports: 'read' },
    });
    expect(inRecord.samples[0].text).toBe(without.samples[0].text);
  });

  it('does not know the classes of the paper', async () => {
    await expect(
      loadDataset({ adapter: 'mimic-cxr', root: join(top, 'own'), label: 'disease' }),
    ).rejects.toThrow(
      /nothing for label disease, expected the paper's own tables.*E_COLUMN_MISSING/s,
    );
    await expect(
      loadDataset({ adapter: 'mimic-cxr', root: join(top, 'own'), text: { fields: ['report'] } }),
    ).rejects.toThrow(
      /nothing for report, expected options: \{ reports: read \}.*E_COLUMN_MISSING/s,
    );
  });

  it('stops where one of the files is missing', async () => {
    const folder = await physionet('two-files', base);
    await rm(join(folder, 'mimic-cxr-2.0.0-chexpert.csv.gz'));
    await expect(loadDataset({ adapter: 'mimic-cxr', root: folder })).rejects.toThrow(
      /mimic-cxr-2\.0\.0-chexpert\.csv, .*no such file.*E_FILE_MISSING/s,
    );
  });

  it('reads its invented folder, whose findings each have patients enough to be split', async () => {
    const root = join(top, 'example');
    for (const [label, classes] of [
      ['findings', 6],
      ['findings-13', 13],
    ] as const) {
      const dataset = await loadDataset({ adapter: 'mimic-cxr', root, label });
      expect(dataset.classes).toHaveLength(classes);
      expect(dataset.samples.every(({ text }) => !/edema|report/i.test(text))).toBe(true);
      expect(dataset.warnings.map(({ message }) => message)).toEqual([
        expect.stringMatching(/^1 rows repeat an id/),
      ]);
    }
    const { skipped, samples } = await loadDataset({ adapter: 'mimic-cxr', root });
    const kinds = skipped.map(({ reason }) => reason.replace(/ ".*"/, '').replace(/ \(.*/s, ''));
    expect(new Set(kinds)).toEqual(new Set(['image does not exist', 'no label']));
    expect(kinds.filter(kind => kind === 'image does not exist')).toHaveLength(1);
    expect(new Set(samples.map(({ group }) => group)).size).toBe(24);
  });

  it('names no patient, study or report in what it says', async () => {
    const { skipped, labelRule } = await loadDataset({
      adapter: 'mimic-cxr',
      root: join(top, 'example'),
      options: { reports: 'read' },
    });
    const said = skipped
      .filter(({ code }) => code !== 'E_FILE_MISSING')
      .map(({ reason }) => reason);
    expect([labelRule, ...said].join(' ')).not.toMatch(/\d{8}|FINAL REPORT/);
  });
});

describe("the mimic-cxr adapter on the paper's tables", () => {
  const header = ['subject_id', 'study_id', 'dicom_id', 'race_label', 'sex_label', 'disease_label'];

  async function paper(name: string, rows: readonly (readonly string[])[]): Promise<string> {
    const folder = join(top, name);
    await mkdir(join(folder, 'preproc_224x224'), { recursive: true });
    for (const [at, file] of ['train.csv', 'valid.csv', 'test.csv'].entries()) {
      const own = rows.filter((_, row) => row % 3 === at);
      const table = own.map(row => [...row, `preproc_224x224/s${row[1]}_${row[2]}.jpg`]);
      await writeFile(
        join(folder, file),
        csvText([[...header, 'Edema', 'path_preproc'], ...table]),
      );
    }
    for (const row of rows) {
      await writeFile(join(folder, 'preproc_224x224', `s${row[1]}_${row[2]}.jpg`), '');
    }
    return folder;
  }

  const rows = Array.from({ length: 12 }, (_, at) => [
    `1000000${at % 6}`,
    `5000000${at}`,
    `dicom-${at}`,
    String(at % 3),
    `${at % 2}.0`,
    String(at < 6 ? 2 : 3),
    '',
  ]);

  it('reads the classes in words, the parts by file, sex and race in words', async () => {
    const folder = await paper('tables', rows);
    const { samples, classes } = await loadDataset({
      adapter: 'mimic-cxr',
      root: folder,
      label: 'disease',
    });
    expect(classes).toEqual(['Other', 'Pneumonia']);
    expect(samples).toHaveLength(12);
    expect(samples[0]).toMatchObject({
      id: 'dicom-0',
      group: '10000000',
      part: 'train',
      label: 'Pneumonia',
      record: { sex: 'male', race: 'White', age: null, view: null },
    });
    expect(samples[0].image).toBe(join(folder, 'preproc_224x224', 's50000000_dicom-0.jpg'));
    expect(samples[0].text).not.toMatch(/White|race/);
    expect(new Set(samples.map(({ part }) => part))).toEqual(
      new Set(['train', 'validation', 'test']),
    );
  });

  it('does not take a column that the tables lack for a finding that is absent', async () => {
    await expect(loadDataset({ adapter: 'mimic-cxr', root: join(top, 'tables') })).rejects.toThrow(
      /no column "Atelectasis".*E_COLUMN_MISSING/s,
    );
  });
});

describe('the split of MIMIC-CXR', () => {
  it('has no patient in two parts', async () => {
    const dataset = await loadDataset({
      adapter: 'mimic-cxr',
      root: join(top, 'example'),
      label: 'findings',
    });
    const parts = new Map<string, Set<string>>();
    for (const { group, part } of dataset.samples) {
      parts.set(group, (parts.get(group) ?? new Set()).add(String(part)));
    }
    for (const set of parts.values()) expect(set.size).toBe(1);
  });
});

describe('labels and patients', () => {
  it('are read as the labeller writes them', () => {
    const { of, columns } = findingsRule(['Edema', 'Fracture']);
    expect(columns).toEqual(['labelled', 'Edema', 'Fracture']);
    expect(of(['yes', '1', '0.0'])).toEqual(['Edema']);
    expect(of(['yes', '0', '0'])).toEqual([]);
    expect(of(['yes', '-1', '0'])).toBeNull();
    expect(of(['yes', '2', '0'])).toBeNull();
    expect(of(['no', '1', '0'])).toBeNull();
    expect(thirteenFindings).toHaveLength(13);
    expect(thirteenFindings).not.toContain('No Finding');
  });

  it('are told from words and codes', () => {
    expect(['M', 'Male', '0', '0.0', 'F', 'female', '1', '', 'x'].map(sexOf)).toEqual([
      'male',
      'male',
      'male',
      'male',
      'female',
      'female',
      'female',
      '',
      '',
    ]);
    expect(['0', '1.0', '2', 'Black', 'constructor'].map(raceOf)).toEqual([
      'White',
      'Asian',
      'Black',
      'Black',
      'constructor',
    ]);
    expect(ageAt('21800506', '52', '2178')).toBe('54');
    expect(ageAt('', '52', '2178')).toBe('');
    expect(ageAt('21800506', '', '2178')).toBe('');
  });
});
