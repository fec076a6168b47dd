import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { datasetSchema, loadDataset } from './registry.ts';

let base = '';

/** Eight patients with two photographs each; the odd ones have retinopathy. */
beforeAll(async () => {
  base = await mkdtemp(join(tmpdir(), 'minga-fhir-set-'));
  await mkdir(join(base, 'pictures'));
  await mkdir(join(base, 'export'));
  const create = { width: 4, height: 4, channels: 3 as const, background: '#c08060' };
  const picture = await sharp({ create }).jpeg().toBuffer();
  const files: Record<string, object[]> = {
    Patient: [],
    Observation: [],
    Condition: [],
    Media: [],
  };
  for (let i = 0; i < 8; i++) {
    const subject = { reference: `Patient/p${i}` };
    files.Patient.push({ resourceType: 'Patient', id: `p${i}`, birthDate: `19${50 + i}-01-01` });
    files.Observation.push({
      resourceType: 'Observation',
      code: { text: 'HbA1c' },
      subject,
      effectiveDateTime: '2019-05-01',
      valueQuantity: { value: 5.5 + i / 4, unit: '%' },
    });
    if (i % 2 === 1) {
      files.Condition.push({
        resourceType: 'Condition',
        code: { coding: [{ code: '4855003', display: 'Retinopathy' }] },
        subject,
      });
    }
    for (const eye of ['left', 'right']) {
      const id = `m${i}-${eye}`;
      await writeFile(join(base, 'pictures', `${id}.jpg`), picture);
      files.Media.push({
        resourceType: 'Media',
        id,
        subject,
        createdDateTime: '2020-01-01',
        bodySite: { text: `${eye} eye` },
        content: { contentType: 'image/jpeg', url: `Binary/${id}` },
      });
    }
  }
  files.Media.push({
    resourceType: 'Media',
    id: 'lost',
    subject: { reference: 'Patient/p1' },
    createdDateTime: '2020-01-01',
    content: { url: 'lost.jpg' },
  });
  for (const [kind, resources] of Object.entries(files)) {
    const lines = resources.map(resource => `${JSON.stringify(resource)}\n`).join('');
    await writeFile(join(base, 'export', `${kind}.ndjson`), lines);
  }
});

afterAll(() => rm(base, { recursive: true }));

const settings = {
  adapter: 'fhir' as const,
  root: 'export',
  images: 'pictures',
  label: { condition: '4855003' },
};

describe('the fhir adapter', () => {
  it('makes samples of pictures, by patient, with the record as numbers and words', async () => {
    const dataset = await loadDataset(settings, { base });
    expect(dataset).toMatchObject({
      name: 'export',
      task: 'binary',
      classes: ['no', 'yes'],
      groupColumn: 'patient',
      textFields: ['age', 'body site', 'HbA1c'],
      rowsRead: 17,
    });
    expect(dataset.samples).toHaveLength(16);
    const sample = dataset.samples.find(({ id }) => id === 'm3-left');
    expect(sample).toMatchObject({
      image: join(base, 'pictures', 'm3-left.jpg'),
      label: 'yes',
      group: 'p3',
      time: '2020-01-01',
      record: { age: 67, 'body site': 'left eye', HbA1c: 6.25 },
      text: 'Age: 67. Body site: left eye. HbA1c: 6.25.',
    });
    expect(dataset.skipped).toEqual([
      {
        id: 'lost',
        place: 'Media.ndjson line 17',
        code: 'E_FILE_MISSING',
        reason: 'image "lost.jpg" does not exist',
      },
    ]);
    const said = dataset.warnings.map(({ message }) => message).join('\n');
    expect(said).toMatch(/17 pictures, 8 patients/);
    expect(said).toMatch(/4 observations and conditions have no date/);
  });

  it('speaks the languages of the text settings', async () => {
    const { samples } = await loadDataset({ ...settings, text: { language: 'es' } }, { base });
    expect(samples[0].text).toMatch(/^Edad: 70\./);
  });

  it('makes samples of patients without pictures', async () => {
    const dataset = await loadDataset(
      { ...settings, images: undefined, unit: 'patient' },
      { base },
    );
    expect(dataset.samples).toHaveLength(8);
    expect(dataset.samples[0].image).toBeNull();
  });

  it('wants a folder of pictures unless a row is a patient', () => {
    const { images, ...without } = settings;
    const parsed = datasetSchema.safeParse(without);
    expect(parsed.error?.issues[0]).toMatchObject({ path: ['images'] });
    expect(images).toBe('pictures');
  });
});
