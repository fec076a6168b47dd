import * as z from 'zod';
import { languages } from './template.ts';

const column = z.string().min(1);
const words = z.string().trim().min(1);

const unitSchema = z.union([
  words,
  z.strictObject({
    one: words.describe('Where the language counts the number as one: year'),
    other: words.describe('Elsewhere: years'),
  }),
]);

/** How a record becomes text; part of a plan's `dataset`. */
export const recordTextSchema = z
  .strictObject({
    language: z
      .enum(languages)
      .optional()
      .describe('Language of the sentences and of decimal marks (default: en)'),
    fields: z
      .array(column)
      .min(1)
      .optional()
      .describe(
        'Columns that the text is made from, in this order (default: those of the record that are not known to leak)',
      ),
    template: z
      .union([words, z.array(words).min(1)])
      .optional()
      .describe(
        'Sentences of your own: {age} stands for a column; [aged {age} years|of unknown age] is a phrase that needs its columns, and what is said without them',
      ),
    names: z
      .record(column, words)
      .optional()
      .describe('What columns are called (default: as in the table)'),
    units: z.record(column, unitSchema).optional().describe('What is said after a value'),
    values: z
      .record(column, z.record(z.string(), words))
      .optional()
      .describe('Words for coded values, by column (default: as in the table)'),
    missing: z
      .enum(['say', 'omit'])
      .optional()
      .describe('Whether it is said that a value is missing (default: say)'),
  })
  .refine(({ fields, template }) => fields === undefined || template === undefined, {
    path: ['fields'],
    message: 'a template says which columns it is made from: leave out either',
  })
  .describe('How a record becomes text');

/** Settings as a person writes them; an empty object is plain English. */
export type RecordTextSettings = z.infer<typeof recordTextSchema>;
