import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { ExampleSettings } from '../declaration.ts';
import { csvText, writeScene } from '../example/index.ts';
import { chexpertFindings } from './findings.ts';
import { inventStudies, type Study } from './invented-studies.ts';

const prefix = 'mimic-cxr-2.0.0';

/**
 * Writes an invented MIMIC-CXR with `size` patients in the layout of PhysioNet, `patients.csv` of
 * MIMIC-IV and the reports among it. Faults: uncertain findings, a study that the labeller's table
 * lacks, a picture that is absent, one that metadata lacks, a patient without age and sex, a view that
 * was not recorded, a row that two lines of the split have, tables of which one is packed.
 */
export async function writeExample(folder: string, { size, seed }: ExampleSettings): Promise<void> {
  const studies = inventStudies(size, seed);
  const pictures = studies.flatMap(study => study.pictures.map(picture => ({ study, picture })));
  const split = pictures.map(({ study, picture }) => [
    picture.dicom,
    study.id,
    study.subject,
    study.part,
  ]);
  await writeTable(folder, 'split', [
    ['dicom_id', 'study_id', 'subject_id', 'split'],
    ...split,
    split[0],
  ]);
  await writeTable(folder, 'metadata', [
    [
      'dicom_id',
      'subject_id',
      'study_id',
      'PerformedProcedureStepDescription',
      'ViewPosition',
      'Rows',
      'Columns',
      'StudyDate',
      'StudyTime',
      'PatientOrientationCodeSequence_CodeMeaning',
    ],
    ...pictures
      .slice(0, -1)
      .map(({ study, picture }) => [
        picture.dicom,
        study.subject,
        study.id,
        study.procedure,
        picture.view,
        3056,
        2544,
        study.date,
        '213014.531',
        picture.view === 'AP' ? 'Recumbent' : 'Erect',
      ]),
  ]);
  await writeTable(folder, 'chexpert', chexpertRows(studies));
  await writeFile(join(folder, 'patients.csv'), csvText(patientRows(studies)));
  for (const { subject, id, report } of studies) {
    const path = join(folder, 'files', `p${subject.slice(0, 2)}`, `p${subject}`, `s${id}.txt`);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, report);
  }
  for (const [number, { study, picture }] of pictures.entries()) {
    if (number === 1) continue;
    const place = join(
      'files',
      `p${study.subject.slice(0, 2)}`,
      `p${study.subject}`,
      `s${study.id}`,
    );
    const path = join(folder, place, `${picture.dicom}.jpg`);
    await writeScene(path, { hue: study.hue, seed, number });
  }
}

/** The metadata come packed, as PhysioNet has them; the others as they are when unpacked. */
async function writeTable(
  folder: string,
  what: string,
  rows: readonly (readonly (string | number)[])[],
): Promise<void> {
  const path = join(folder, `${prefix}-${what}.csv`);
  const text = csvText(rows);
  if (what !== 'metadata') return writeFile(path, text);
  return writeFile(`${path}.gz`, await promisify(gzip)(text));
}

function chexpertRows(studies: readonly Study[]): string[][] {
  return [
    ['subject_id', 'study_id', ...chexpertFindings],
    ...studies
      .filter(study => study.labelled)
      .map(({ subject, id, findings }) => [
        subject,
        id,
        ...chexpertFindings.map(name => findings.get(name) ?? ''),
      ]),
  ];
}

/** The last patient is not among those of MIMIC-IV. */
function patientRows(studies: readonly Study[]): string[][] {
  const patients = new Map(studies.map(study => [study.subject, study]));
  return [
    ['subject_id', 'gender', 'anchor_age', 'anchor_year', 'anchor_year_group', 'dod'],
    ...[...patients.values()]
      .slice(0, -1)
      .map(({ subject, sex, age }) => [subject, sex, String(age), '2180', '2014 - 2016', '']),
  ];
}
