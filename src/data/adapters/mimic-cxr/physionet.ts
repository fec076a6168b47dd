import { join } from 'node:path';
import { readTable, type Table } from '../../table/index.ts';
import {
  buildTable,
  type CellsOf,
  existingFile,
  joinedBy,
  requireFile,
  selectRows,
  stackTables,
  withoutRepeats,
} from '../raw/index.ts';
import { chexpertFindings, labelledColumn, mentions } from './findings.ts';
import { ageAt, sexOf } from './patient.ts';
import { reportsOf } from './reports.ts';

/**
 * PhysioNet's own files, joined by picture (split and metadata), by study (the labeller's table) and,
 * where MIMIC-IV's `patients.csv` lies beside them, by patient.
 *
 * @throws E_FILE_MISSING, E_COLUMN_MISSING
 */
export async function readPhysionet(root: string, withReports: boolean): Promise<Table> {
  const [split, metadata, chexpert] = await Promise.all([
    readOwn(root, 'split'),
    readOwn(root, 'metadata'),
    readOwn(root, 'chexpert'),
  ]);
  const patients = await readPatients(root);
  const all = stackTables([split]);
  const unique = withoutRepeats(all.rowCount, all.cells('dicom_id'), all.place);
  const rows = selectRows(all, unique.rows);
  const dicom = rows.cells('dicom_id');
  const subject = rows.cells('subject_id');
  const study = rows.cells('study_id');
  const inMetadata = joinedBy(metadata, 'dicom_id', dicom, rows.rowCount);
  const inChexpert = joinedBy(chexpert, 'study_id', study, rows.rowCount);
  const given = rows.cells('split');
  const studyDate = inMetadata.optional('StudyDate');
  const findings = chexpertFindings.map(
    name => [name, mentions(inChexpert.required(name))] as const,
  );
  const columns: Record<string, CellsOf> = {
    dicom_id: dicom,
    subject_id: subject,
    image: row => picturePath(subject(row), study(row), dicom(row)),
    part: row => (given(row) === 'validate' ? 'validation' : given(row)),
    view: inMetadata.required('ViewPosition'),
    orientation: inMetadata.optional('PatientOrientationCodeSequence_CodeMeaning'),
    procedure: inMetadata.optional('PerformedProcedureStepDescription'),
    [labelledColumn]: row => (inChexpert.has(row) ? 'yes' : 'no'),
    ...Object.fromEntries(findings),
  };
  if (patients !== undefined) {
    const inPatients = joinedBy(patients, 'subject_id', subject, rows.rowCount);
    const anchorAge = inPatients.required('anchor_age');
    const anchorYear = inPatients.required('anchor_year');
    const gender = inPatients.required('gender');
    columns.age = row => ageAt(studyDate(row), anchorAge(row), anchorYear(row));
    columns.sex = row => sexOf(gender(row));
  }
  if (withReports) columns.report = await reportsOf(root, rows.rowCount, subject, study);
  const sources = [split, metadata, chexpert, ...(patients === undefined ? [] : [patients])];
  return buildTable({
    name: 'MIMIC-CXR',
    rowCount: rows.rowCount,
    columns,
    line: rows.line,
    place: rows.place,
    ragged: rows.ragged,
    width: rows.width,
    notes: [...sources.flatMap(table => table.notes), ...unique.notes],
  });
}

async function readOwn(root: string, what: string): Promise<Table> {
  const name = join(root, `mimic-cxr-2.0.0-${what}.csv`);
  return readTable(await requireFile(name, `${name}.gz`));
}

/** MIMIC-IV knows age and sex, which MIMIC-CXR does not. */
async function readPatients(root: string): Promise<Table | undefined> {
  const name = join(root, 'patients.csv');
  const path = await existingFile([name, `${name}.gz`]);
  return path === undefined ? undefined : readTable(path);
}

/** `files/p10/p10000032/s50414267/02aa804e-….jpg`; empty where a number is missing. */
function picturePath(subject: string, study: string, dicom: string): string {
  if (subject === '' || study === '' || dicom === '') return '';
  return `files/p${subject.slice(0, 2)}/p${subject}/s${study}/${dicom}.jpg`;
}
