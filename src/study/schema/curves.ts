import { z } from 'zod';
import { calibrationMethods } from './calibration.ts';
import { intervalSchema } from './interval.ts';

const classCurves = z.object({
  class: z.string(),
  prevalence: z.number().describe('share of the test rows; what a coin would have as precision'),
  averagePrecision: intervalSchema,
  precisionRecall: z
    .array(z.object({ recall: z.number(), precision: z.number() }))
    .describe('of the mean probability over seeds, from the highest threshold down, thinned'),
  decision: z
    .array(
      z.object({
        threshold: z.number().describe('probability from which one would act'),
        model: intervalSchema.describe('net benefit of acting on the score'),
        all: z.number().describe('net benefit of acting on everyone; on no one it is 0'),
      }),
    )
    .describe('net benefit (Vickers and Elkin 2006)'),
});

/** What the probabilities of the best fused cell are worth at every threshold, on test rows. */
export const curvesSchema = z.object({
  cell: z.string().describe('the best fused cell; of one modality where none is fused'),
  calibration: z.enum(calibrationMethods).describe('of the probabilities'),
  classes: z
    .array(classCurves)
    .describe('each against the others; of two classes the second alone'),
});

export type CurvesResult = z.infer<typeof curvesSchema>;
export type ClassCurvesResult = z.infer<typeof classCurves>;
