import { z } from 'zod';

/** The plan's `crossValidation`. */
export const crossValidationPlanSchema = z
  .strictObject({
    kind: z
      .enum(['repeated', 'nested'])
      .default('repeated')
      .describe('every cell over all folds; or the whole selection, made anew in every fold'),
    folds: z.int().min(2).max(100).default(5),
    repeats: z.int().min(1).max(100).default(1).describe('so often all folds are dealt anew'),
    inner: z
      .int()
      .min(1)
      .max(20)
      .default(1)
      .describe('of nested: folds to choose by; 1 is the validation rows of each outer fold'),
    validation: z
      .number()
      .gt(0)
      .lt(0.5)
      .default(0.1)
      .describe('share of all samples that each fold keeps to stop and choose by'),
    seed: z.int().min(0).default(0),
  })
  .refine(({ kind, inner }) => kind === 'nested' || inner === 1, {
    error: 'inner belongs to kind: nested',
    path: ['inner'],
  })
  .refine(({ folds, validation }) => 1 / folds + validation < 1, {
    error: 'a tested fold and validation together must leave something to train on',
    path: ['validation'],
  })
  .describe('the plan’s grid over folds: grouped and stratified');

export type CrossValidationPlan = z.output<typeof crossValidationPlanSchema>;
