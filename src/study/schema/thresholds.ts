import { z } from 'zod';
import { calibrationMethods } from './calibration.ts';
import { figure, intervalSchema } from './interval.ts';

/** A rule of thresholds as results and the normalised plan hold it. */
export const thresholdRule = z.discriminatedUnion('rule', [
  z.object({ rule: z.literal('youden') }),
  z.object({ rule: z.literal('f1') }),
  z.object({ rule: z.literal('sensitivity'), atLeast: z.number() }),
  z.object({ rule: z.literal('specificity'), atLeast: z.number() }),
  z.object({
    rule: z.literal('cost'),
    missed: z.number().describe('cost of a case that is missed'),
    alarm: z.number().describe('cost of a false alarm'),
  }),
]);

const classThreshold = z.object({
  class: z.string(),
  thresholds: z
    .array(z.number())
    .describe('of each seed; a probability of at least this calls the case positive'),
  reached: z
    .boolean()
    .describe('whether the rule could be kept on validation rows under every seed'),
  cases: z
    .object({ validation: z.number().int(), test: z.number().int() })
    .describe('rows of the class'),
  validation: z
    .object({ sensitivity: figure, specificity: figure })
    .describe('on the rows that chose it, so optimistic: mean over seeds'),
  sensitivity: intervalSchema,
  specificity: intervalSchema,
  ppv: intervalSchema.describe('of the test rows called positive, the share that is'),
  npv: intervalSchema.describe('of the test rows called negative, the share that is'),
});

/** Where one would cut each probability, and what that comes to. */
export const thresholdsSchema = z
  .object({
    cell: z.string().describe('the best fused cell; of one modality where none is fused'),
    calibration: z.enum(calibrationMethods).describe('of the probabilities that are cut'),
    rule: thresholdRule,
    classes: z
      .array(classThreshold)
      .describe('each against the others; of two classes the second alone'),
  })
  .describe('chosen on validation rows, shown on test rows');

export type ThresholdRule = z.infer<typeof thresholdRule>;
export type ThresholdsResult = z.infer<typeof thresholdsSchema>;
export type ClassThresholdResult = z.infer<typeof classThreshold>;
