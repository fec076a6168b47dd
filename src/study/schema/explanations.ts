import { z } from 'zod';
import { figure, intervalSchema } from './interval.ts';

const contribution = z.object({
  none: figure.describe('v(∅): both modalities replaced by their training mean'),
  image: figure.describe('v({image}): the text is its training mean'),
  text: figure.describe('v({text}): the image is its training mean'),
  both: figure,
  shapley: z
    .object({ image: intervalSchema, text: intervalSchema })
    .describe('they sum to both − none; intervals by group'),
  interaction: intervalSchema.describe('both − image − text + none'),
});

const modalities = z.object({
  absent: z.literal('training mean').describe('what stands for a modality that is absent'),
  rows: z.number().int(),
  metrics: z.record(z.string(), contribution).describe('on test rows, by metric'),
  scores: z
    .array(
      z.object({
        class: z.string().nullable().describe('the true class of the rows; null is all of them'),
        rows: z.number().int(),
        image: intervalSchema,
        text: intervalSchema,
        imageAbove: figure.describe('share of the rows in which the image gives more'),
      }),
    )
    .describe('mean contribution to the score of the true class'),
});

const field = z.object({
  field: z.string(),
  rowsChanged: z.number().int().describe('rows whose text is another one without the field'),
  differences: z
    .record(z.string(), intervalSchema)
    .describe('by metric: without the field − with it, on the same test rows'),
  flipped: intervalSchema.describe('share of the rows whose predicted class changes'),
});

const fields = z.object({
  text: z.string().describe('encoder id'),
  rows: z.number().int().describe('test rows that were encoded anew'),
  of: z.number().int().describe('test rows there are'),
  fields: z.array(field),
});

const occlusion = z.object({
  id: z.string(),
  label: z.string(),
  predicted: z.string(),
  score: z.number(),
  grid: z.number().int().describe('patches a side'),
  drops: z
    .array(z.array(z.number()))
    .describe('rows from the top: how far the predicted class’s score falls without the patch'),
  picture: z.string().describe('data: URI of a small copy'),
});

const neighbour = z.object({
  id: z.string(),
  label: z.string(),
  image: z.number().describe('cosine similarity of the aligned vectors'),
  text: z.number(),
  joint: z.number().describe('mean of both'),
});

const nearest = z.object({
  id: z.string(),
  label: z.string(),
  predicted: z.string(),
  score: z.number(),
  neighbours: z.array(neighbour),
});

/** What the predictions of the best fused cell came from: `explanations` of results. */
export const explanationsSchema = z.object({
  cell: z.string().describe('the best fused cell'),
  seed: z.number().int().describe('the fit that is explained'),
  select: z.string(),
  modalities: modalities.nullable(),
  fields: fields.nullable(),
  occlusion: z.array(occlusion).describe('of asked cases alone: it shows patients'),
  nearest: z.array(nearest).describe('of asked cases alone: it shows patients'),
  notes: z.array(z.string()).describe('what was left out, and why'),
});

export type Explanations = z.infer<typeof explanationsSchema>;
export type ModalityContribution = z.infer<typeof contribution>;
export type FieldAblation = z.infer<typeof field>;
export type OcclusionMap = z.infer<typeof occlusion>;
export type NearestCases = z.infer<typeof nearest>;
