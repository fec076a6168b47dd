import { z } from 'zod';
import { costsSchema } from './costs.ts';
import { differenceSchema, figure, intervalSchema } from './interval.ts';

const byMetric = z.record(z.string(), intervalSchema).describe('by metric');

export const wayNames = ['frozen-uncached', 'frozen-cached', 'fine-tuned'] as const;

/** One training of one way, under one seed, in a process of its own. */
export const baselineFitSchema = z.object({
  seed: z.number().int(),
  epochs: z.number().int(),
  bestEpoch: z.number().int().describe('by validation loss'),
  validationLoss: z.number(),
  steps: z.number().int(),
  costs: costsSchema,
});

const baseline = z.object({
  way: z.enum(wayNames),
  settings: z
    .record(z.string(), z.union([z.number(), z.string()]))
    .describe('what was set of it: sizes, rate, augmentation'),
  fits: z.array(baselineFitSchema).min(1),
  validation: byMetric,
  test: byMetric,
  predictions: z.array(z.string()).describe('safetensors file in the run’s folder, one a seed'),
});

const ratio = z
  .object({
    raw: z.enum(['frozen-uncached', 'fine-tuned']),
    paper: figure.describe(
      'training seconds an epoch, raw ÷ embeddings; extraction is left out, as in the paper',
    ),
    honest: figure.describe(
      'all seconds until the model is trained, raw ÷ embeddings: extraction or decoding is counted once',
    ),
    breakEvenEpochs: figure.describe(
      'epochs from which extraction has paid for itself; null where it never does',
    ),
    breakEvenFits: figure.describe(
      'trainings of this many epochs from which it has; below 1: within the first',
    ),
  })
  .describe('embeddings are the frozen-cached way');

/** Training on raw data beside training on embeddings, on the same rows. */
export const baselinesResultSchema = z
  .object({
    image: z.string().describe('id of the encoder that the frozen ways use'),
    text: z.string(),
    head: z.object({ name: z.string(), hidden: z.number().int(), dropout: z.number() }),
    epochs: z.number().int().describe('at most'),
    patience: z.number().int(),
    rows: z.object({
      train: z.number().int(),
      validation: z.number().int(),
      test: z.number().int(),
    }),
    ways: z.array(baseline).min(1),
    differences: z
      .array(
        z.object({
          a: z.enum(wayNames),
          b: z.enum(wayNames),
          test: z.record(z.string(), differenceSchema).describe('a − b on test rows, paired'),
        }),
      )
      .describe('of every pair of ways that make predictions of their own'),
    agreement: z
      .object({
        largestDifference: z.number().describe('of any probability of any test row'),
        otherClass: z
          .number()
          .int()
          .describe('test rows, over all seeds, that are classed otherwise'),
      })
      .nullable()
      .describe('of frozen-uncached and frozen-cached, which ought to be the same'),
    ratios: z.array(ratio),
  })
  .meta({ title: 'Minga baselines' });

export type WayName = (typeof wayNames)[number];
export type BaselineFit = z.infer<typeof baselineFitSchema>;
export type BaselineResult = z.infer<typeof baseline>;
export type BaselinesResult = z.infer<typeof baselinesResultSchema>;
export type CostRatio = z.infer<typeof ratio>;
