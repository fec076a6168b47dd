import { z } from 'zod';
import { alignerSchema, intervalSchema, notice } from '../results.ts';
import { taskNames } from './outcome.ts';

/** By metric: the five of a classifier, or `recall`. */
const figures = z.record(z.string(), intervalSchema);

const measure = z.object({
  task: z.enum(taskNames),
  name: z.string(),
  figures,
  differences: figures
    .nullable()
    .describe('this aligner − none on the test rows, paired; null for none itself'),
});

const studied = z.object({
  label: z.string(),
  aligner: alignerSchema,
  fitSeconds: z.number(),
  measures: z.array(measure),
});

/** The schema of `alignment.json`, version 1. */
export const alignmentStudySchema = z
  .object({
    format: z.literal('minga-alignment-study'),
    version: z.literal(1),
    notice: z.literal(notice),
    name: z.string(),
    created: z.iso.datetime(),
    software: z.object({ minga: z.string(), node: z.string(), onnxruntime: z.string() }),
    plan: z.record(z.string(), z.unknown()),
    dataset: z.object({
      name: z.string(),
      hash: z.string(),
      classes: z.array(z.string()),
    }),
    split: z.object({ hash: z.string(), seed: z.number().int() }),
    rows: z.object({
      train: z.number().int(),
      validation: z.number().int(),
      test: z.number().int(),
      testGroups: z.number().int(),
    }),
    prompts: z.record(z.string(), z.array(z.string())),
    evaluation: z.object({
      select: z.string(),
      resamples: z.number().int(),
      level: z.number(),
      comparisons: z.number().int().describe('paired differences that are in the table'),
    }),
    pairs: z.array(
      z.object({
        image: z.string(),
        text: z.string(),
        dimensions: z.object({ image: z.number().int(), text: z.number().int() }),
        aligners: z.array(studied).describe('none first'),
      }),
    ),
    costs: z.object({
      wallSeconds: z.number(),
      processorSeconds: z.number(),
      measuredNow: z.number().int().describe('tasks that this run measured itself'),
      peakResidentBytes: z.number().int(),
    }),
  })
  .meta({ title: 'Minga study of alignment', description: notice });

export type AlignmentStudy = z.infer<typeof alignmentStudySchema>;
export type StudiedPair = AlignmentStudy['pairs'][number];
export type StudiedAligner = StudiedPair['aligners'][number];
export type StudiedMeasure = StudiedAligner['measures'][number];

/** The JSON Schema of `alignment.json`, for readers in other languages. */
export function alignmentStudyJsonSchema(): unknown {
  return z.toJSONSchema(alignmentStudySchema, { target: 'draft-2020-12' });
}
