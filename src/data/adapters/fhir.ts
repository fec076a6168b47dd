import { basename, resolve } from 'node:path';
import * as z from 'zod';
import type { Dataset } from '../dataset.ts';
import { checkFolder } from '../existing-folder.ts';
import { labelColumn, labelRule, readFhir, roleColumns } from '../fhir/index.ts';
import { readRecords } from '../records/index.ts';
import { recordText, recordTextSchema } from '../text/index.ts';

const word = z.string().min(1);

/** An export of a clinic's own system. */
export const fhirSchema = z
  .strictObject({
    adapter: z.literal('fhir').describe('An HL7 FHIR R4 Bundle or NDJSON export'),
    root: word.describe(
      'A Bundle (.json), an .ndjson file, or a folder of them, from the folder where the command runs',
    ),
    images: word
      .optional()
      .describe(
        'Folder of the pictures that Media or ImagingStudy name; left out with unit: patient',
      ),
    unit: z
      .enum(['picture', 'patient'])
      .default('picture')
      .describe('What a row is: a picture with what was known by its day, or a patient'),
    instances: z
      .enum(['first', 'all'])
      .default('first')
      .describe('Which instances of a series are pictures of their own'),
    label: z
      .union([
        z
          .strictObject({ condition: word.describe('Code, system|code, display or text') })
          .describe('yes where the patient has the condition at any time, else no'),
        z
          .strictObject({
            observation: word.describe('Code, system|code, display or text'),
            above: z.number().optional().describe('yes above this number, else no'),
            withinDays: z.number().min(0).optional().describe('At most so many days apart'),
          })
          .describe('The value of the observation nearest in time'),
      ])
      .describe('What is to be learnt'),
    observations: z
      .record(word, word)
      .optional()
      .describe(
        'Observations for the record, by code, and what they are called (default: common ones)',
      ),
    minimumShare: z
      .number()
      .min(0)
      .max(1)
      .default(0.05)
      .describe('Share of patients that must have an observation for it to be in the record'),
    text: recordTextSchema.prefault({}),
  })
  .refine(({ unit, images }) => unit === 'patient' || images !== undefined, {
    path: ['images'],
    message: 'name the folder of the pictures, or say unit: patient',
  })
  .describe('A FHIR R4 export: patients, observations, conditions, imaging');

/**
 * Loads an HL7 FHIR R4 export: `docs/fhir.md` has its rules.
 *
 * @throws what `readFhir` and `readRecords` throw
 */
export async function loadFhir(
  settings: z.infer<typeof fhirSchema>,
  base: string,
): Promise<Dataset> {
  const { label, unit, instances, observations, minimumShare } = settings;
  const root = resolve(base, settings.root);
  const folders = settings.images === undefined ? [] : [resolve(base, settings.images)];
  for (const folder of folders) await checkFolder(folder, 'the folder of pictures');
  const options = { label, unit, instances, observations, minimumShare };
  const { table, record } = await readFhir(root, options);
  const { fields, text } = recordText(settings.text, record);
  return readRecords({
    name: basename(root).replace(/\.[^.]+$/, ''),
    table,
    folders,
    roles: { ...roleColumns, image: unit === 'patient' ? null : roleColumns.image, part: null },
    label: {
      columns: [labelColumn],
      rule: labelRule(label),
      multilabel: false,
      of: ([cell]) => (cell === '' ? null : [cell]),
    },
    record,
    fields: {},
    textFields: fields,
    text,
  });
}
