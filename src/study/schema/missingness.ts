import { z } from 'zod';
import { intervalSchema } from './interval.ts';

const figures = z.record(z.string(), intervalSchema).describe('by metric');

const way = z.object({
  by: z
    .enum(['nothing', 'learned', 'mean', 'single'])
    .describe(
      'nothing is missing; a stand-in learned with the head; the mean training vector in the missing one’s place; the head of the other modality alone',
    ),
  cell: z.string().describe('cell id of the head that answers'),
  validation: figures,
  test: figures,
});

/** How the best fused head answers where a picture or a record is missing. */
export const missingnessSchema = z
  .object({
    cell: z.string().describe('cell id of the best fused head on validation rows'),
    seed: z.number().int().describe('of the one fit that answers here'),
    modalityDropout: z
      .number()
      .describe('share of training rows that lost their image, and as many their text'),
    rows: z.object({ validation: z.number().int(), test: z.number().int() }),
    patterns: z.array(
      z.object({
        missing: z.enum(['none', 'image', 'text']).describe('from every case'),
        ways: z.array(way).min(1),
        best: z
          .enum(['nothing', 'learned', 'mean', 'single'])
          .describe('the way with the best figure on validation rows'),
      }),
    ),
  })
  .describe('figures with a modality taken from every case, of one seed’s head');

export type Missingness = z.infer<typeof missingnessSchema>;
