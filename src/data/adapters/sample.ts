import { join, resolve } from 'node:path';
import * as z from 'zod';
import type { Dataset } from '../dataset.ts';
import { openSample } from '../sample/sample-folder.ts';
import { rowsLimits, sampleDefaults } from '../sample/settings.ts';
import { recordTextSchema } from '../text/index.ts';
import { loadTable } from './table.ts';

const textFields = ['age', 'sex', 'site', 'itch', 'bleeding', 'growth_months'];

/** The built-in sample, drawn by the project itself. */
export const sampleSchema = z
  .strictObject({
    adapter: z.literal('sample').describe('The built-in sample, drawn on first use'),
    folder: z
      .string()
      .min(1)
      .describe(
        'Folder to draw it into, or to read it from, from the folder where the command runs',
      ),
    rows: z
      .int()
      .min(rowsLimits.min)
      .max(rowsLimits.max)
      .default(sampleDefaults.rows)
      .describe('Rows of its table'),
    seed: z.int().min(0).default(sampleDefaults.seed).describe('Seed of the drawing'),
    text: recordTextSchema.default({}),
  })
  .describe('The built-in sample: invented lesions and records, no real person');

/**
 * Loads the built-in sample, which is drawn first where its folder is absent or empty.
 *
 * @throws E_OPTION where the folder holds something else
 */
export async function loadSample(
  settings: z.infer<typeof sampleSchema>,
  base: string,
): Promise<Dataset> {
  const { rows, seed, text } = settings;
  const folder = resolve(base, settings.folder);
  await openSample(folder, { rows, seed });
  const dataset = await loadTable(
    {
      adapter: 'table',
      table: join(folder, 'records.csv'),
      images: join(folder, 'images'),
      columns: {
        id: 'image_id',
        image: 'image',
        label: 'kind',
        group: 'lesion_id',
        types: {
          age: { type: 'number', min: 0, max: 120 },
          growth_months: { type: 'number', min: 0 },
        },
      },
      text: text.template === undefined ? { fields: textFields, ...text } : text,
      delimiter: ',',
    },
    base,
  );
  return { ...dataset, name: 'sample' };
}
