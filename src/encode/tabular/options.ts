import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';

/** How records become numbers; part of a plan, `{ tabular: { maxCategories: 16 } }`. */
export const tabularSchema = z
  .strictObject({
    minFrequency: z
      .int()
      .min(1)
      .default(5)
      .describe('training rows that a category needs to have a column of its own'),
    maxCategories: z
      .int()
      .min(2)
      .max(4096)
      .default(32)
      .describe('the most columns that the categories of one field take, "other" included'),
    clip: z
      .number()
      .gt(0)
      .max(1e6)
      .default(10)
      .describe('standard deviations beyond which a number is cut off'),
  })
  .describe('The record as numbers, fitted on training rows: no sentences, no model');

export type TabularOptions = z.input<typeof tabularSchema>;

/** The options with every default filled in. */
export type TabularSettings = Readonly<z.output<typeof tabularSchema>>;

/** @throws E_OPTION where an option is out of its range */
export function tabularSettings(options: TabularOptions): TabularSettings {
  const parsed = tabularSchema.safeParse(options);
  if (parsed.success) return parsed.data;
  const [{ path, message }] = parsed.error.issues;
  throw new MingaError('E_OPTION', {
    found: `tabular with ${path.join('.') || 'these options'}: ${message}`,
    expected: 'minFrequency from 1, maxCategories 2–4096, clip above 0',
  });
}
