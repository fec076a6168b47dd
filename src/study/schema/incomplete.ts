import { z } from 'zod';

/** Rows that lack what a pair is made of. */
export const incompleteSchema = z
  .object({
    rows: z.number().int().describe('left out because they lack a picture or a record'),
    image: z
      .number()
      .int()
      .describe(
        'of them, without a picture: none is named, there is no such file, or no encoder reads it',
      ),
    text: z.number().int().describe('of them, without a record that every text encoder reads'),
    emptyRecords: z
      .number()
      .int()
      .describe('samples of the study, kept, whose record has no value in any of its fields'),
  })
  .describe('every comparison is on the same rows: heads with stand-ins leave these out too');

export type Incomplete = z.infer<typeof incompleteSchema>;
