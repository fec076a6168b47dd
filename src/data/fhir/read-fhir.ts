import { basename } from 'node:path';
import { type Table, TableBuilder } from '../table/index.ts';
import type { FhirDay } from './fhir-day.ts';
import { type FhirLabel, isLabel, labelOf } from './fhir-label.ts';
import {
  ageColumn,
  conditionsColumn,
  genderColumn,
  type KnownRecord,
  knownRecord,
} from './known-record.ts';
import { type ObservationColumn, observationColumns } from './observation-columns.ts';
import type { ObservationFact } from './observation-fact.ts';
import { type Charts, type PatientChart, readCharts } from './patient-chart.ts';
import type { PictureRow } from './picture-rows.ts';
import { resourceFiles } from './resource-files.ts';

export interface FhirOptions {
  readonly label: FhirLabel;
  /** What a row is: a picture (Media, ImagingStudy), or a patient without any. Default `picture`. */
  readonly unit?: 'picture' | 'patient';
  /** Of a series that is one picture in many slices the first, or all. Default `first`. */
  readonly instances?: 'first' | 'all';
  /** Observations to be used, by code or display, and what their columns are called. Default: the common ones. */
  readonly observations?: Readonly<Record<string, string>>;
  /** The share of patients that must have an observation for it to become a column by itself. Default 0.05. */
  readonly minimumShare?: number;
}

/** The columns of the table that are no part of the record. */
export const roleColumns = {
  id: 'id',
  image: 'image',
  group: 'patient',
  time: 'day',
  site: 'place of imaging',
} as const;

export const labelColumn = 'label';

/** Columns of the record that come before those of observations. */
export const fixedColumns = [
  ageColumn,
  genderColumn,
  'modality',
  'body site',
  'laterality',
  conditionsColumn,
] as const;

/** A table of an export, and which of its columns are a record. */
export interface FhirTable {
  readonly table: Table;
  readonly record: readonly string[];
}

/**
 * Reads an HL7 FHIR R4 Bundle or NDJSON export into one table: a row for each picture (Media or
 * ImagingStudy) with what was known of its patient by that day, or a row for each patient.
 *
 * Observations and conditions later than the picture, or without a date, are not used. Birth dates,
 * names, addresses and identifiers are not taken over; the patient's resource id groups the rows.
 *
 * @throws E_FILE_MISSING where there is no such file, or none in the folder
 * @throws E_RECORD_VALUE where a file is no JSON
 * @example
 * const { table } = await readFhir('export', { label: { condition: '4855003' } });
 */
export async function readFhir(path: string, options: FhirOptions): Promise<FhirTable> {
  const { label, unit = 'picture', instances = 'first', minimumShare = 0.05 } = options;
  const charts = await readCharts(resourceFiles(path), instances);
  const { columns, notes } = observationColumns(recordFacts(charts, label), charts.patients.size, {
    wanted: options.observations,
    minimumShare,
    taken: [...Object.values(roleColumns), labelColumn, ...fixedColumns],
  });
  const rows = unit === 'patient' ? patientRows(charts) : pictureRows(charts);
  const record = [...fixedColumns, ...columns.map(({ name }) => name)];
  const header = [...Object.values(roleColumns), labelColumn, ...record];
  const cells = rows.map(row => cellsOf(row, columns, label, header));
  const used = record.filter(name => cells.some(row => row[header.indexOf(name)] !== ''));
  const builder = new TableBuilder({ name: basename(path), unit: 'line' }, header);
  cells.forEach((row, i) => {
    builder.addRow(row, rows[i].line);
  });
  const table = builder.build([...summary(charts, rows, unit), ...notes]);
  // Rows come from several files, or from the entries of one: only they know where they stand.
  return { table: { ...table, place: row => rows[row].place }, record: used };
}

interface Row {
  readonly id: string;
  readonly image: string;
  readonly patient: string;
  readonly chart: PatientChart | null;
  readonly on: FhirDay | null | 'always';
  readonly site: string | null;
  readonly seen: Pick<PictureRow, 'modality' | 'bodySite' | 'laterality'> | null;
  readonly line: number;
  readonly place: string;
}

function pictureRows(charts: Charts): Row[] {
  return charts.pictures.map(picture => {
    const patient = charts.patientOf(picture.subject);
    const chart = patient === null ? null : (charts.patients.get(patient) ?? null);
    return {
      id: picture.id,
      image: picture.image,
      patient: patient ?? '',
      chart,
      on: picture.day,
      site: picture.site ?? chart?.organization ?? null,
      seen: picture,
      line: picture.line,
      place: picture.place,
    };
  });
}

function patientRows(charts: Charts): Row[] {
  return [...charts.patients].map(([id, chart]) => ({
    id,
    image: '',
    patient: id,
    chart,
    on: 'always',
    site: chart.organization,
    seen: null,
    line: chart.line,
    place: chart.place,
  }));
}

function* recordFacts(
  charts: Charts,
  label: FhirLabel,
): Generator<readonly [string, ObservationFact]> {
  for (const [id, { observations }] of charts.patients) {
    for (const fact of observations) if (!isLabel(label, fact.code)) yield [id, fact];
  }
}

function cellsOf(
  row: Row,
  columns: readonly ObservationColumn[],
  label: FhirLabel,
  header: readonly string[],
): string[] {
  const day = row.on === null || row.on === 'always' ? null : row.on.first;
  const known: KnownRecord =
    row.chart === null ? new Map() : knownRecord(row.chart, row.on, columns, label);
  const cells = new Map<string, string>([
    ...known,
    [roleColumns.id, row.id],
    [roleColumns.image, row.image],
    [roleColumns.group, row.patient],
    [roleColumns.time, day ?? ''],
    [roleColumns.site, row.site ?? ''],
    [labelColumn, row.chart === null ? '' : labelOf(label, row.chart, day)],
    ['modality', row.seen?.modality ?? ''],
    ['body site', row.seen?.bodySite ?? ''],
    ['laterality', row.seen?.laterality ?? ''],
  ]);
  return header.map(column => cells.get(column) ?? '');
}

function summary(charts: Charts, rows: readonly Row[], unit: 'picture' | 'patient'): string[] {
  const { patients, malformed, otherMedia, orphans } = charts;
  const notes = [`FHIR export: ${rows.length} ${unit}s, ${patients.size} patients`];
  const undated = rows.filter(({ on }) => on === null).length;
  if (unit === 'picture' && undated > 0) {
    notes.push(
      `${undated} pictures have no date, so nothing can be said to have been known by then: their records hold the gender alone`,
    );
  }
  const noDay = [...patients.values()].reduce(
    (sum, { observations, conditions }) =>
      sum + [...observations, ...conditions].filter(({ day }) => day === null).length,
    0,
  );
  if (unit === 'picture' && noDay > 0) {
    notes.push(`${noDay} observations and conditions have no date and are not used`);
  }
  if (malformed.count > 0) {
    notes.push(
      `${malformed.count} resources are not of the form of FHIR R4 and are passed over (the first: ${malformed.first})`,
    );
  }
  if (otherMedia > 0) notes.push(`${otherMedia} Media are no pictures and are passed over`);
  if (orphans > 0) {
    notes.push(`${orphans} observations and conditions belong to no patient of the export`);
  }
  return notes;
}
