import { z } from 'zod';
import { intervalSchema } from './interval.ts';

const labelFigures = z.object({
  label: z.string(),
  trained: z.number().int().describe('training rows that have it; 0: no head can have learnt it'),
  tested: z.number().int().describe('test rows that have it'),
  auroc: intervalSchema,
  counts: z
    .object({
      hits: z.number(),
      missed: z.number(),
      falseAlarms: z.number(),
      rejected: z.number(),
    })
    .describe('test rows, mean over seeds; a label is called from a probability of a half'),
});

/** What heads learn, and what there is to tell of it beside the figures of the cells. */
export const taskSchema = z
  .object({
    kind: z.enum(['binary', 'multiclass', 'multilabel', 'regression']),
    metrics: z.array(z.string()).describe('the figures of every cell, the headline ones first'),
    target: z.string().nullable().describe('what the number is called that is learnt'),
    scale: z
      .object({
        transform: z.enum(['none', 'log1p']),
        mean: z.number(),
        deviation: z.number(),
        loss: z.enum(['squared', 'huber']),
      })
      .nullable()
      .describe('of a number: mean and deviation of the training rows, after the transform'),
    labels: z
      .array(z.object({ cell: z.string(), figures: z.array(labelFigures) }))
      .describe('of several labels at once: those tested most often, of the best cells'),
  })
  .describe('absent where a run is older; it learnt one class then');

export type TaskResult = z.infer<typeof taskSchema>;
