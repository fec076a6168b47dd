import { z } from 'zod';
import { figure } from './interval.ts';

const values = z
  .record(z.string(), figure)
  .describe('by metric, mean over the seeds, on the rows that the fold tests');

export const correctedIntervalSchema = z
  .object({
    estimate: figure.describe('mean over the folds'),
    low: figure,
    high: figure,
    standardError: figure.describe('corrected: √((1/J + tested/learned) · s²)'),
    folds: z.number().int().describe('J: folds in which the metric is defined'),
  })
  .describe('corrected resampled t interval (Nadeau and Bengio 2003), J − 1 degrees of freedom');

const figures = z.record(z.string(), correctedIntervalSchema);

const fold = z.object({
  repeat: z.number().int(),
  fold: z.number().int().describe('from 0'),
  hash: z.string().describe('of its split'),
  train: z.number().int().describe('rows'),
  validation: z.number().int(),
  test: z.number().int(),
  testGroups: z.number().int(),
});

const cell = z.object({
  id: z.string(),
  image: z.string().nullable(),
  text: z.string().nullable(),
  aligner: z.string(),
  head: z.string(),
  byFold: z.array(values).describe('one for each of `parts`'),
  figures,
});

const comparison = z.object({
  question: z.enum(['fusion', 'alignment', 'selection']),
  a: z.string().describe('cell id, or the name of a procedure'),
  b: z.string(),
  differences: figures.describe('a − b, paired by fold'),
});

const procedure = z
  .object({
    name: z
      .enum(['fused', 'single', 'any'])
      .describe('the best fused cell, the best of one modality, the best of all'),
    byFold: z.array(
      z.object({
        cell: z.string().describe('chosen without the rows that the fold tests'),
        C: z.number().nullable().describe('of a linear head: its penalty'),
        chosenBy: figure.describe(
          'the figure that it was chosen by; the best of many, so optimistic',
        ),
        test: values.describe('of that cell alone; read once'),
      }),
    ),
    chosen: z.record(z.string(), z.number().int()).describe('cell id → in how many folds'),
    figures: figures.describe('of the whole procedure of selection, not of a cell'),
  })
  .describe('what choosing and then testing comes to');

/** What cross-validation found: `crossValidation` of results, and a file of its own. */
export const crossValidationSchema = z.object({
  kind: z.enum(['repeated', 'nested']),
  folds: z.number().int(),
  repeats: z.number().int(),
  inner: z
    .number()
    .int()
    .describe('folds that a nested choice is made by; 1: validation rows alone'),
  seed: z.number().int(),
  group: z.string().nullable().describe('the column whose values are in one fold each'),
  select: z.string().describe('the metric that is chosen by'),
  level: z.number(),
  ratio: z.number().describe('tested rows to rows learned from, mean over the folds'),
  parts: z.array(fold),
  cells: z.array(cell).describe('of repeated: every cell of the grid; none is chosen'),
  procedures: z.array(procedure).describe('of nested'),
  comparisons: z.array(comparison),
  warnings: z.array(z.string()),
  fitsNow: z.number().int().describe('cells trained by this run; the rest were kept'),
});

export type CrossValidation = z.infer<typeof crossValidationSchema>;
export type CorrectedInterval = z.infer<typeof correctedIntervalSchema>;
export type CrossValidatedCell = z.infer<typeof cell>;
export type SelectionProcedure = z.infer<typeof procedure>;
