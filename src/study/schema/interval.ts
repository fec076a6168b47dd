import { z } from 'zod';

export const figure = z.number().nullable().describe('null where the data leave it undefined');

export const intervalSchema = z.object({
  estimate: figure.describe('mean over the seeds on the full data'),
  low: figure,
  high: figure,
  dropped: z.number().int().describe('resamples left out because a class was missing from them'),
});

export const differenceSchema = intervalSchema.extend({
  shareAbove: figure.describe('share of the resamples in which a − b is above zero'),
});
