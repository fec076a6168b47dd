import { z } from 'zod';
import { figure, intervalSchema } from './interval.ts';

const metricFigures = z.record(z.string(), intervalSchema);

/** One set of settings, trained under one seed. */
export const trialSchema = z.object({
  trial: z.number().int().describe('from 0; its settings depend on it and the seed alone'),
  rung: z.number().int().describe('of successive halving, from 0; 0 of a random search'),
  epochs: z.number().int().describe('at most; lower rungs have fewer'),
  head: z.string(),
  hidden: z.number().int(),
  dropout: z.number(),
  rate: z.number(),
  weightDecay: z.number(),
  validation: figure.describe('the metric that is chosen by, on validation rows'),
  bestEpoch: z.number().int(),
  seconds: z.number(),
});

const contender = z.object({
  settings: trialSchema.pick({
    head: true,
    hidden: true,
    dropout: true,
    rate: true,
    weightDecay: true,
  }),
  validation: metricFigures,
  test: metricFigures.describe('under all seeds of the plan; read once'),
});

/** What a search for settings of a head found: `search` of results, and a file of its own. */
export const searchSchema = z.object({
  method: z.enum(['random', 'halving']),
  seed: z.number().int(),
  image: z.string(),
  text: z.string(),
  aligner: z.string(),
  select: z.string().describe('the metric that is chosen by, on validation rows'),
  budget: z.object({ trials: z.number().int().nullable(), minutes: z.number().nullable() }),
  trials: z.array(trialSchema),
  best: contender.extend({ trial: z.number().int() }),
  default: contender.describe('the same head with its usual settings, trained as the plan says'),
  difference: metricFigures.describe('best − default on test rows, paired'),
  optimism: z
    .object({
      best: figure.describe('the best validation figure of all trials: optimistic'),
      corrected: figure.describe('of the choice: mean of the chosen trial’s figure out of the bag'),
      resamples: z.number().int(),
    })
    .describe('bootstrap of the choice (Tsamardinos, Greasidou and Borboudakis 2018)'),
  trialsNow: z.number().int().describe('trained by this run; the rest were kept'),
});

export type Search = z.infer<typeof searchSchema>;
export type SearchTrial = z.infer<typeof trialSchema>;
