import { z } from 'zod';
import { differenceSchema, figure, intervalSchema } from './interval.ts';

export const calibrationMethods = ['none', 'temperature', 'platt', 'isotonic'] as const;

const method = z.enum(calibrationMethods);

/** Which of a study's cells a chapter is about. */
export const cellRole = z
  .enum(['fused', 'single'])
  .describe('the best fused cell, or the best of one modality, both chosen on validation rows');

const figuresOf = <T extends z.ZodType>(each: T) =>
  z.object({
    logLoss: each,
    brier: each,
    ece: each,
    accuracy: each,
    balancedAccuracy: each,
  });

const bin = z.object({
  low: z.number().describe('probabilities above this (in the first bin: from it)'),
  high: z.number().describe('up to and with this'),
  rows: z.number().describe('test rows in the bin, mean over seeds'),
  predicted: figure.describe('mean probability'),
  observed: intervalSchema.describe('share of rows in which it came true, over all seeds'),
});

const calibratedCell = z.object({
  role: cellRole,
  cell: z.string().describe('cell id'),
  method: method.describe('chosen on validation rows'),
  tried: z
    .array(
      z.object({
        method,
        logLoss: figure.describe('on validation rows that it was not fitted on, mean over seeds'),
        standardError: figure
          .optional()
          .describe('of its paired difference to none; none is kept unless beaten by more'),
      }),
    )
    .describe('by cross-validation within validation rows; empty where the plan names the method'),
  folds: z.number().int().describe('of that cross-validation, by group; 0 where there was none'),
  temperatures: z
    .array(z.number())
    .describe('of each seed, with method temperature; above 1 tones down'),
  before: figuresOf(intervalSchema).describe('on test rows, as the head gives them'),
  after: figuresOf(intervalSchema).describe('on test rows, calibrated'),
  change: figuresOf(differenceSchema).describe('after − before on test rows, paired'),
  reliability: z.object({
    of: z
      .enum(['confidence', 'class'])
      .describe('confidence: of the class predicted, whichever; class: of class 1 of two'),
    before: z.array(bin),
    after: z.array(bin),
  }),
  calibrator: z
    .string()
    .nullable()
    .describe('safetensors file in the run’s folder, of the first seed; null with method none'),
});

/** How much the probabilities mean what they say, before and after calibration. */
export const calibrationSchema = z
  .object({
    asked: z.enum([...calibrationMethods, 'best']).describe('what the plan asks for'),
    cells: z.array(calibratedCell),
  })
  .describe('calibrators are fitted on validation rows, one for each seed');

export type CalibrationResult = z.infer<typeof calibrationSchema>;
export type CalibratedCell = z.infer<typeof calibratedCell>;
export type ReliabilityBinResult = z.infer<typeof bin>;
