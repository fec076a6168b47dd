import { z } from 'zod';
import { figure, intervalSchema } from './interval.ts';

const subgroup = z.object({
  name: z.string().describe('a value of the field, or a band of numbers such as `35–50`'),
  missing: z.boolean().describe('the rows where the field is empty'),
  rows: z.number().int(),
  cases: z.number().int().describe('groups of the split: patients, lesions'),
  classes: z.record(z.string(), z.number().int()).describe('test rows of each class'),
  small: z.boolean().describe('too few cases or too few of a class to trust its figures'),
  accuracy: intervalSchema,
  balancedAccuracy: intervalSchema.describe('over the classes that occur in the group'),
  macroF1: intervalSchema.describe('over the classes that occur in the group'),
  auroc: intervalSchema.describe('over the classes that occur in the group'),
  sensitivity: intervalSchema.nullable().describe('of the second of two classes, at the threshold'),
  specificity: intervalSchema.nullable().describe('of the second of two classes, at the threshold'),
});

const gap = z.object({
  metric: z.literal('auroc'),
  high: z.string().describe('the group with the better figure'),
  low: z.string().describe('the group with the worse one'),
  classes: z
    .array(z.string())
    .optional()
    .describe(
      'that both groups hold: the difference is a mean over these; absent in older runs, whose groups were each told over their own',
    ),
  difference: intervalSchema.describe('better − worse, on the same resamples'),
  p: figure.describe('two-sided, from the difference and its bootstrap standard error'),
  adjusted: figure.describe('p by Holm over all gaps that were looked at, in all fields'),
});

const subgroupField = z.object({
  field: z.string(),
  bands: z
    .array(z.number())
    .nullable()
    .describe('where numbers were cut, quartiles of the training rows; null for values'),
  groups: z.array(subgroup),
  gap: gap.nullable().describe('the largest between two groups that are not small'),
});

/** The best fused cell by groups of test rows. */
export const subgroupsSchema = z.object({
  cell: z.string().describe('the best fused cell; of one modality where none is fused'),
  asked: z.enum(['auto', 'fields']),
  least: z
    .object({ cases: z.number().int(), ofClass: z.number().int() })
    .describe('below which a group is small'),
  gapsLookedAt: z.number().int().describe('pairs of groups that are not small, over all fields'),
  leftOut: z
    .array(z.object({ field: z.string(), reason: z.string() }))
    .describe('fields of the record that were not looked at'),
  fields: z.array(subgroupField),
});

export type SubgroupsResult = z.infer<typeof subgroupsSchema>;
export type SubgroupFieldResult = z.infer<typeof subgroupField>;
export type SubgroupResult = z.infer<typeof subgroup>;
export type SubgroupGap = z.infer<typeof gap>;
