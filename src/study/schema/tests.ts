import { z } from 'zod';
import { metricNames } from '../../evaluate/index.ts';
import { figure } from './interval.ts';

/** Tests that two cells are equally good in one metric, on the test rows. */
export const comparisonTestsSchema = z.object({
  metric: z.enum(metricNames).describe('the plan’s `select`'),
  permutation: figure.describe(
    'two-sided p of the paired permutation test: the two cells’ predictions change places, a whole group at a time',
  ),
  delong: figure.describe(
    'two-sided p of DeLong’s paired test of AUROC, summed by group; null for other metrics. It takes the fits as they are: seeds are no part of it',
  ),
  holm: figure.describe('`permutation` after Holm’s correction over all comparisons of the study'),
});

export type ComparisonTests = z.infer<typeof comparisonTestsSchema>;
