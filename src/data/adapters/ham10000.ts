import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import * as z from 'zod';
import { isMissing } from '../cell.ts';
import type { Dataset, RecordValue } from '../dataset.ts';
import { checkFolder } from '../existing-folder.ts';
import { readRecords } from '../records/index.ts';
import { readTable } from '../table/index.ts';

const record = ['age', 'sex', 'localization', 'dx_type'] as const;
const defaultText: { fields: (typeof record)[number][] } = {
  fields: ['age', 'sex', 'localization'],
};

/** HAM10000 as it is published, or with its two image folders merged into one. */
export const ham10000Schema = z
  .strictObject({
    adapter: z.literal('ham10000').describe('HAM10000, as it is published'),
    root: z
      .string()
      .min(1)
      .describe(
        'Folder with HAM10000_metadata.csv and images/ (or HAM10000_images_part_1/ and _2/), from the folder where the command runs',
      ),
    text: z
      .strictObject({
        fields: z
          .array(z.enum(record))
          .min(1)
          .describe('Columns that the text is made from; dx_type leaks the diagnosis'),
      })
      .default(defaultText)
      .describe('How a record becomes text (default: age, sex and localization)'),
  })
  .describe('HAM10000: dermatoscopic photographs of skin lesions, seven classes, by lesion');

/**
 * Loads HAM10000 (Tschandl, Rosendahl, Kittler, doi:10.7910/DVN/DBW86T): 10,015 photographs of
 * 7,470 lesions, the label in `dx`, the group in `lesion_id`.
 *
 * @throws what `readTable` and `readRecords` throw
 */
export async function loadHam10000(
  settings: z.infer<typeof ham10000Schema>,
  base: string,
): Promise<Dataset> {
  const root = resolve(base, settings.root);
  await checkFolder(root, 'the root of HAM10000');
  const { fields } = settings.text;
  const folders = await imageFoldersOf(root);
  return readRecords({
    name: 'ham10000',
    table: await readTable(join(root, 'HAM10000_metadata.csv')),
    folders,
    roles: {
      id: 'image_id',
      image: 'image_id',
      group: 'lesion_id',
      time: null,
      site: null,
      part: null,
    },
    label: {
      columns: ['dx'],
      rule: 'the diagnosis in dx',
      multilabel: false,
      of: ([dx]) => (isMissing(dx) ? null : [dx]),
    },
    record,
    fields: {
      age: { cell: { type: 'number', min: 0, max: 120 } },
      sex: { cell: { type: 'text' } },
      localization: { cell: { type: 'text' } },
      dx_type: {
        cell: { type: 'text' },
        leak: 'every malignant lesion was confirmed by histopathology, and follow-up occurs with nevi only',
      },
    },
    textFields: fields,
    text: lesionText,
  });
}

async function imageFoldersOf(root: string): Promise<string[]> {
  const merged = join(root, 'images');
  const parts = [1, 2].map(part => join(root, `HAM10000_images_part_${part}`));
  const folders = [merged, ...parts].filter(folder => existsSync(folder));
  if (folders.length === 0) await checkFolder(merged, 'the folder of pictures');
  return folders;
}

/** `Patient aged 80 years, male. Lesion on the scalp.`, of the named fields alone. */
function lesionText(
  values: Readonly<Record<string, RecordValue>>,
  fields: readonly string[],
): string {
  const phrases = new Map(fields.map(field => [field, phrase(field, values[field])]));
  const patient = ['age', 'sex'].flatMap(field => phrases.get(field) ?? []);
  const sentences = [
    patient.length === 0 ? undefined : `Patient ${patient.join(', ')}.`,
    phrases.get('localization'),
    phrases.get('dx_type'),
  ];
  return sentences.filter(sentence => sentence !== undefined).join(' ');
}

function phrase(field: string, value: RecordValue): string {
  switch (field) {
    case 'age':
      return value === null ? 'age not recorded' : `aged ${value} years`;
    case 'sex':
      return value === null ? 'sex not recorded' : String(value);
    case 'localization':
      return value === null ? 'Site of the lesion not recorded.' : `Lesion on ${site(value)}.`;
    default:
      return value === null ? 'Confirmation not recorded.' : `Confirmed by ${means(value)}.`;
  }
}

function site(value: string | number): string {
  if (value === 'acral') return 'an acral site';
  return value === 'genital' ? 'the genital area' : `the ${value}`;
}

function means(value: string | number): string {
  return value === 'histo' ? 'histopathology' : String(value).replaceAll('_', '-');
}
