import { join } from 'node:path';
import { readTable, type Table } from '../../table/index.ts';
import {
  buildTable,
  type CellsOf,
  requireFile,
  selectRows,
  stackTables,
  withoutRepeats,
} from '../raw/index.ts';
import { chexpertFindings, diseaseOf, labelledColumn, mentions } from './findings.ts';
import { ageText, raceOf, sexOf } from './patient.ts';
import { reportsOf } from './reports.ts';

const files = [
  { part: 'train', names: ['train.csv'] },
  { part: 'validation', names: ['valid.csv', 'val.csv'] },
  { part: 'test', names: ['test.csv'] },
] as const;

/**
 * The tables that the paper's code reads. They are not part of any release on PhysioNet.
 *
 * @throws E_FILE_MISSING, E_COLUMN_MISSING
 */
export async function readPaperTables(root: string, withReports: boolean): Promise<Table> {
  const tables: Table[] = [];
  for (const { names } of files) {
    tables.push(await readTable(await requireFile(...names.map(name => join(root, name)))));
  }
  const all = stackTables(tables);
  const unique = withoutRepeats(all.rowCount, all.cells('dicom_id'), all.place);
  const rows = selectRows(all, unique.rows);
  const subject = rows.cells('subject_id');
  const study = rows.cells('study_id');
  const sex = rows.optional('sex', 'sex_label');
  const race = rows.optional('race', 'race_label');
  const age = rows.optional('age');
  const findings = chexpertFindings
    .filter(rows.has)
    .map(name => [name, mentions(rows.cells(name))] as const);
  const columns: Record<string, CellsOf> = {
    dicom_id: rows.cells('dicom_id'),
    subject_id: subject,
    image: rows.cells('path_preproc'),
    part: row => files[rows.source(row)].part,
    age: row => ageText(age(row)),
    sex: row => sexOf(sex(row)),
    view: rows.optional('ViewPosition'),
    orientation: rows.optional('PatientOrientationCodeSequence_CodeMeaning'),
    procedure: rows.optional('PerformedProcedureStepDescription'),
    race: row => raceOf(race(row)),
    [labelledColumn]: () => 'yes',
    ...Object.fromEntries(findings),
  };
  if (rows.has('disease') || rows.has('disease_label')) {
    const name = rows.optional('disease');
    const number = rows.optional('disease_label');
    columns.disease = row => diseaseOf(name(row), number(row));
  }
  if (withReports) columns.report = await reportsOf(root, rows.rowCount, subject, study);
  return buildTable({
    name: 'MIMIC-CXR',
    rowCount: rows.rowCount,
    columns,
    line: rows.line,
    place: rows.place,
    ragged: rows.ragged,
    width: rows.width,
    notes: [...tables.flatMap(table => table.notes), ...unique.notes],
  });
}
