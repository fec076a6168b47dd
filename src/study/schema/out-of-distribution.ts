import { z } from 'zod';
import { differenceSchema, figure, intervalSchema } from './interval.ts';

const side = z.object({
  rows: z.number().int(),
  accuracy: intervalSchema,
  logLoss: intervalSchema,
});

const modality = z.object({
  modality: z.enum(['image', 'text']),
  encoder: z.string(),
  reference: z.number().int().describe('training rows that distances are measured to'),
  neighbour: z.number().int().describe('the distance to which of the nearest is the score'),
  threshold: figure.describe('percentile of the scores of validation rows'),
  above: intervalSchema.describe('share of the test rows whose score is above the threshold'),
  inside: side.describe('test rows up to the threshold'),
  outside: side.describe('test rows above it'),
  change: z
    .object({ accuracy: differenceSchema, logLoss: differenceSchema })
    .describe('outside − inside, on the same resamples'),
});

/** How many test rows lie far from all training rows, and how the best fused cell does on them. */
export const outOfDistributionSchema = z.object({
  cell: z.string().describe('the best fused cell; of one modality where none is fused'),
  method: z
    .literal('nearest-neighbour')
    .describe('distance of unit rows to the k-th nearest training row (Sun et al., ICML 2022)'),
  percentile: z.number().describe('of the validation rows’ scores, as a share'),
  modalities: z.array(modality),
});

export type OutOfDistributionResult = z.infer<typeof outOfDistributionSchema>;
export type OutOfDistributionModality = z.infer<typeof modality>;
