import { z } from 'zod';
import { metricNames } from '../../evaluate/index.ts';
import { differenceSchema, figure } from './interval.ts';

const against = z.object({
  modality: z.enum(['image', 'text']),
  cell: z.string().describe('cell id: the best of its modality on validation rows'),
  difference: differenceSchema.describe('fused − this one on the test rows, paired'),
  permutation: figure.describe('two-sided p of the paired permutation test by group'),
  delong: figure.describe('two-sided p of DeLong’s paired test by group; null for other metrics'),
});

/** Whether fusion tells more than either modality does alone. */
export const jointSignalSchema = z
  .object({
    metric: z.enum(metricNames).describe('the plan’s `select`'),
    fused: z.string().describe('cell id: the best fused cell on validation rows'),
    single: z.string().describe('cell id: the better of the two modalities on validation rows'),
    against: z.array(against).length(2),
    p: figure.describe(
      'of the claim that fusion beats both: the larger of the two permutation p’s (intersection–union)',
    ),
    verdict: z
      .enum(['shown', 'not shown', 'worse'])
      .describe(
        'shown: better than each modality by its interval and by p; worse: worse than at least one by its interval and twice its p; at 1 − level',
      ),
  })
  .describe('does the fused head beat each modality alone? cells chosen on validation rows');

export type JointSignal = z.infer<typeof jointSignalSchema>;
export type JointSignalAgainst = z.infer<typeof against>;
