import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { FhirOptions } from './index.ts';
import { readFhir } from './index.ts';

let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'minga-fhir-'));
});

afterAll(() => rm(folder, { recursive: true }));

const retinopathy = {
  coding: [
    { system: 'http://snomed.info/sct', code: '4855003', display: 'Retinopathy due to diabetes' },
  ],
};
const hypertension = { text: 'Hypertension' };
const hba1c = {
  coding: [{ system: 'http://loinc.org', code: '4548-4', display: 'Hemoglobin A1c' }],
};
const pressure = { text: 'Blood pressure' };

const ana = {
  resourceType: 'Patient',
  id: 'ana',
  name: [{ family: 'Secret', given: ['Ana'] }],
  identifier: [{ value: 'MRN-99' }],
  birthDate: '1960-06-15',
  gender: 'female',
  managingOrganization: { display: 'Clinic North' },
};
const luis = { resourceType: 'Patient', id: 'luis', birthDate: '1972', gender: 'male' };

function observed(code: object, value: number, day: string, subject = 'Patient/ana', unit = '%') {
  return {
    resourceType: 'Observation',
    status: 'final',
    code,
    subject: { reference: subject },
    effectiveDateTime: day,
    valueQuantity: { value, unit },
  };
}

function photo(
  id: string,
  subject: string,
  created: string | undefined,
  url = `pictures/${id}.jpg`,
) {
  return {
    resourceType: 'Media',
    id,
    status: 'completed',
    subject: { reference: subject },
    ...(created === undefined ? {} : { createdDateTime: created }),
    bodySite: { text: 'left eye' },
    content: { contentType: 'image/jpeg', url },
  };
}

const label = { condition: '4855003' };

async function table(resources: readonly object[], options: Partial<FhirOptions> = {}) {
  const file = join(folder, 'export.ndjson');
  await writeFile(file, resources.map(resource => `${JSON.stringify(resource)}\n`).join(''));
  return rowsOf(await readFhir(file, { label, ...options }));
}

function rowsOf({ table: read, record }: Awaited<ReturnType<typeof readFhir>>) {
  const rows = Array.from({ length: read.rowCount }, (_, row) =>
    Object.fromEntries(read.columns.map((name, column) => [name, read.cell(row, column)])),
  );
  return { rows, record, notes: read.notes, places: rows.map((_, row) => read.place(row)) };
}

describe('readFhir', () => {
  it('makes a row of a picture with what was known by its day, and nothing later', async () => {
    const { rows, record } = await table([
      photo('p1', 'Patient/ana', '2020-06-14T10:00:00-05:00'),
      ana,
      observed(hba1c, 7.1, '2019-01-02'),
      observed(hba1c, 8.4, '2020-06-14T08:00:00Z'),
      observed(hba1c, 9.9, '2020-06-15'),
      {
        resourceType: 'Condition',
        code: hypertension,
        subject: { reference: 'Patient/ana' },
        onsetDateTime: '2011-03',
      },
      {
        resourceType: 'Condition',
        code: { text: 'Cataract' },
        subject: { reference: 'Patient/ana' },
        recordedDate: '2021-01-01',
      },
    ]);
    expect(rows).toEqual([
      {
        id: 'p1',
        image: 'pictures/p1.jpg',
        patient: 'ana',
        day: '2020-06-14',
        'place of imaging': 'Clinic North',
        label: 'no',
        age: '59',
        gender: 'female',
        modality: '',
        'body site': 'left eye',
        laterality: '',
        conditions: 'Hypertension',
        'Hemoglobin A1c': '8.4',
      },
    ]);
    expect(record).toEqual(['age', 'gender', 'body site', 'conditions', 'Hemoglobin A1c']);
  });

  it('takes over no name, identifier or birth date', async () => {
    const { rows, notes } = await table([ana, photo('p1', 'Patient/ana', '2020')]);
    expect(JSON.stringify([rows, notes])).not.toMatch(/Secret|MRN|1960/);
  });

  it('labels by a condition at any time, and keeps it out of the record', async () => {
    const condition = {
      resourceType: 'Condition',
      code: retinopathy,
      subject: { reference: 'Patient/ana' },
      onsetDateTime: '2010',
    };
    const refuted = {
      ...condition,
      subject: { reference: 'Patient/luis' },
      verificationStatus: { coding: [{ code: 'refuted' }] },
    };
    const { rows } = await table([
      ana,
      luis,
      condition,
      refuted,
      photo('p1', 'Patient/ana', '2020-01-01'),
      photo('p2', 'Patient/luis', '2020-01-01'),
    ]);
    expect(rows.map(row => [row.id, row.label, row.conditions])).toEqual([
      ['p1', 'yes', ''],
      ['p2', 'no', ''],
    ]);
  });

  it('labels by the observation nearest in time, and by whether it is above a number', async () => {
    const resources = [
      ana,
      luis,
      photo('p1', 'Patient/ana', '2020-01-10'),
      photo('p2', 'Patient/luis', '2020-01-10'),
      observed(hba1c, 6, '2019-12-01'),
      observed(hba1c, 8, '2020-01-12'),
    ];
    const above = { observation: '4548-4', above: 6.5 };
    const { rows, record } = await table(resources, { label: above });
    expect(rows.map(row => row.label)).toEqual(['yes', '']);
    expect(record).not.toContain('Hemoglobin A1c');
    const near = { observation: 'http://loinc.org|4548-4', withinDays: 1 };
    expect((await table(resources, { label: near })).rows[0].label).toBe('');
    const value = { observation: 'hemoglobin a1c' };
    expect((await table(resources, { label: value })).rows[0].label).toBe('8');
  });

  it('reads components, words and truths as values', async () => {
    const { rows } = await table([
      ana,
      photo('p1', 'Patient/ana', '2020-01-10'),
      {
        resourceType: 'Observation',
        code: pressure,
        subject: { reference: 'Patient/ana' },
        effectivePeriod: { start: '2019-01-01', end: '2019-01-02' },
        component: [
          { code: { text: 'Systolic' }, valueQuantity: { value: 131, unit: 'mmHg' } },
          { code: { text: 'Diastolic' }, valueInteger: 84 },
        ],
      },
      {
        resourceType: 'Observation',
        code: { text: 'Smoker' },
        subject: { reference: 'Patient/ana' },
        effectiveInstant: '2019-01-01T00:00:00Z',
        valueBoolean: true,
      },
      {
        resourceType: 'Observation',
        status: 'entered-in-error',
        code: { text: 'Drinker' },
        subject: { reference: 'Patient/ana' },
        effectiveDateTime: '2019-01-01',
        valueString: 'often',
      },
    ]);
    expect(rows[0]).toMatchObject({ Systolic: '131', Diastolic: '84', Smoker: 'yes' });
    expect(Object.keys(rows[0])).not.toContain('Drinker');
  });

  it('keeps one unit of an observation and says what it left out', async () => {
    const { rows, notes } = await table([
      ana,
      photo('p1', 'Patient/ana', '2020-01-10'),
      observed(hba1c, 7, '2018-01-01'),
      observed(hba1c, 7.5, '2018-02-01'),
      observed(hba1c, 53, '2019-01-01', 'Patient/ana', 'mmol/mol'),
    ]);
    expect(rows[0]['Hemoglobin A1c']).toBe('7.5');
    expect(notes.join('\n')).toMatch(/kept in %; 1 values in other units are left out/);
  });

  it('takes named observations alone, by the name that the plan gives', async () => {
    const { rows, notes } = await table(
      [
        ana,
        photo('p1', 'Patient/ana', '2020-01-10'),
        observed(hba1c, 7, '2018-01-01'),
        observed(pressure, 120, '2018-01-01'),
      ],
      { observations: { '4548-4': 'hba1c', '8867-4': 'pulse' } },
    );
    expect(rows[0].hba1c).toBe('7');
    expect(Object.keys(rows[0])).not.toContain('Blood pressure');
    expect(notes).toContain('no patient has the observation "8867-4"');
  });

  it('gives a picture without a date the gender alone, and says so', async () => {
    const { rows, notes } = await table([
      ana,
      observed(hba1c, 7, '2018-01-01'),
      photo('p1', 'Patient/ana', undefined),
    ]);
    expect(rows[0]).toMatchObject({ gender: 'female', age: '', 'Hemoglobin A1c': '', day: '' });
    expect(notes.join('\n')).toMatch(/1 pictures have no date/);
  });

  it('reads a Bundle, whose entries refer to one another by full addresses', async () => {
    const file = join(folder, 'bundle.json');
    const entry = [
      { fullUrl: 'urn:uuid:1', resource: ana },
      { fullUrl: 'urn:uuid:2', resource: observed(hba1c, 7, '2018-01-01', 'urn:uuid:1') },
      { fullUrl: 'urn:uuid:3', resource: photo('p1', 'urn:uuid:1', '2020-01-10') },
      { resource: photo('p2', 'https://x.test/fhir/Patient/ana/_history/2', '2020-01-10') },
    ];
    await writeFile(file, JSON.stringify({ resourceType: 'Bundle', type: 'collection', entry }));
    const { rows, places } = rowsOf(await readFhir(file, { label }));
    expect(rows.map(row => [row.patient, row['Hemoglobin A1c']])).toEqual([
      ['ana', '7'],
      ['ana', '7'],
    ]);
    expect(places).toEqual(['bundle.json entry 3', 'bundle.json entry 4']);
  });

  it('reads a folder of NDJSON files, packed ones too, whatever their order', async () => {
    const place = await mkdtemp(join(folder, 'bulk-'));
    await writeFile(
      join(place, 'A-Media.ndjson'),
      JSON.stringify(photo('p1', 'Patient/ana', '2020')),
    );
    await writeFile(join(place, 'Patient.ndjson.gz'), gzipSync(`${JSON.stringify(ana)}\r\n\r\n`));
    await writeFile(join(place, 'Encounter.ndjson'), '{"resourceType":"Encounter","id":"e"}\n');
    const { rows } = rowsOf(await readFhir(place, { label }));
    expect(rows).toHaveLength(1);
    expect(rows[0].gender).toBe('female');
  });

  it('makes a row of each series of an imaging study, or of every instance', async () => {
    const study = {
      resourceType: 'ImagingStudy',
      id: 's1',
      status: 'available',
      subject: { reference: 'Patient/ana' },
      started: '2021-02-03T10:00:00Z',
      series: [
        {
          uid: '1.2',
          modality: { code: 'OP' },
          laterality: { display: 'Left' },
          instance: [{ uid: 'urn:oid:1.2.1' }, { uid: '1.2.2' }],
        },
        { uid: '1.3', modality: { code: 'OP' }, instance: [{ uid: '1.3.1' }] },
      ],
    };
    const first = (await table([ana, study])).rows;
    expect(first.map(row => [row.id, row.image, row.modality, row.laterality])).toEqual([
      ['s1/1.2.1', '1.2.1', 'OP', 'Left'],
      ['s1/1.3.1', '1.3.1', 'OP', ''],
    ]);
    expect((await table([ana, study], { instances: 'all' })).rows).toHaveLength(3);
  });

  it('makes a row of each patient where pictures are not wanted', async () => {
    const { rows } = await table([ana, luis, observed(hba1c, 7, '2018-01-01')], {
      unit: 'patient',
    });
    expect(rows.map(row => [row.id, row.gender, row['Hemoglobin A1c']])).toEqual([
      ['ana', 'female', '7'],
      ['luis', 'male', ''],
    ]);
  });

  it('passes over resources of another form, films, and facts of strangers, and counts them', async () => {
    const { rows, notes } = await table([
      ana,
      photo('p1', 'Patient/ana', '2020'),
      { resourceType: 'Observation', code: 'not a concept' },
      { ...photo('film', 'Patient/ana', '2020'), content: { contentType: 'video/mp4' } },
      observed(hba1c, 7, '2018-01-01', 'Patient/nobody'),
    ]);
    expect(rows).toHaveLength(1);
    const said = notes.join('\n');
    expect(said).toMatch(/1 resources are not of the form.*line 3/);
    expect(said).toMatch(/1 Media are no pictures/);
    expect(said).toMatch(/1 observations and conditions belong to no patient/);
  });

  it('refuses what is no JSON without quoting it, and says where', async () => {
    const file = join(folder, 'cut.ndjson');
    await writeFile(file, `${JSON.stringify(ana)}\n{"resourceType":"Patient","id":"Secret`);
    await expect(readFhir(file, { label })).rejects.toThrow(/cut\.ndjson line 2 is no JSON/);
    await expect(readFhir(file, { label })).rejects.not.toThrow(/Secret/);
  });

  it('refuses a folder without an export', async () => {
    const empty = await mkdtemp(join(folder, 'empty-'));
    await expect(readFhir(empty, { label })).rejects.toMatchObject({ code: 'E_FILE_MISSING' });
  });
});
