import { join } from 'node:path';
import { z } from 'zod';
import type { Dataset } from '../../data/index.ts';
import { groupsOf, type Parts } from '../parts.ts';
import { writeWhole } from '../run-folder.ts';

/** Where a run keeps which sample each row of its predictions is of. */
export const casesFile = join('predictions', 'cases.json');

const part = z
  .object({ ids: z.array(z.string()), groups: z.array(z.string()) })
  .refine(({ ids, groups }) => ids.length === groups.length, 'as many groups as ids')
  .describe('one entry a row, in the order of labels.safetensors and of every cell’s predictions');

/** The schema of `predictions/cases.json`, version 1. It holds patient data. */
export const casesSchema = z.object({
  format: z.literal('minga-cases'),
  version: z.literal(1),
  validation: part,
  test: part,
});

export type Cases = z.infer<typeof casesSchema>;
export type PartCases = z.infer<typeof part>;

/** Writes ids and groups of validation and test rows, for the owner of the run alone. */
export async function writeCases(folder: string, dataset: Dataset, parts: Parts): Promise<void> {
  const casesOf = (rows: Int32Array): PartCases => ({
    ids: Array.from(rows, i => dataset.samples[i].id),
    groups: groupsOf(dataset, rows),
  });
  const cases: Cases = {
    format: 'minga-cases',
    version: 1,
    validation: casesOf(parts.validation),
    test: casesOf(parts.test),
  };
  await writeWhole(join(folder, casesFile), `${JSON.stringify(cases)}\n`);
}
