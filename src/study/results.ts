import { z } from 'zod';
import { alignerKinds } from '../align/index.ts';
import { auditSchema } from '../audit/index.ts';
import { allMetricNames } from '../evaluate/index.ts';
import { headNames } from '../fuse/index.ts';
import { geometryFigures } from './geometry-figures.ts';
import { baselinesResultSchema } from './schema/baselines.ts';
import { crossValidationSchema } from './schema/cross-validation.ts';
import { explanationsSchema } from './schema/explanations.ts';
import { incompleteSchema } from './schema/incomplete.ts';
import {
  calibrationSchema,
  comparisonTestsSchema,
  curvesSchema,
  type differenceSchema,
  figure,
  intervalSchema,
  jointSignalSchema,
  metricDifferencesSchema,
  metricIntervalsSchema,
  missingnessSchema,
  outOfDistributionSchema,
  subgroupsSchema,
  thresholdsSchema,
} from './schema/index.ts';
import { searchSchema } from './schema/search.ts';
import { taskSchema } from './schema/task.ts';

/** What stands at the head of every results file. */
export const notice = 'Research use only; not a medical device. Scores, not diagnoses.';

export { intervalSchema };

const latency = z
  .object({
    count: z.number().int(),
    mean: z.number(),
    median: z.number(),
    p95: z.number(),
  })
  .describe('milliseconds a case, one case at a time, after a warm-up');

const part = z.object({
  rows: z.number().int(),
  groups: z.number().int(),
  classes: z.record(z.string(), z.number().int()),
});

const skipped = z.object({
  id: z.string(),
  place: z.string(),
  code: z.string(),
  reason: z.string(),
});

const warning = z.object({ code: z.string(), message: z.string() });

const encoder = z.object({
  id: z.string().describe('modality/name, as cells name it'),
  modality: z.enum(['image', 'text']),
  name: z.string(),
  model: z.string().describe('as the plan names it'),
  dimension: z.number().int(),
  fingerprint: z.string().describe('sha256 of everything that changes a vector'),
  settings: z.record(z.string(), z.unknown()),
  rows: z.number().int().describe('samples with a vector'),
  distinct: z
    .number()
    .int()
    .describe('distinct contents among them: identical content is encoded once'),
  encodedNow: z.number().int().describe('vectors made by this run; the rest were in the store'),
  failed: z.array(skipped),
  notices: z
    .array(z.string())
    .describe('what a reader of the figures should know of how the vectors were made'),
  extraction: z
    .object({
      vectors: z.number().int(),
      seconds: z.number(),
      perSecond: figure,
    })
    .describe('what making all vectors of the store has cost, over all runs'),
  latency: latency.nullable(),
  bytesOnDisk: z.number().int(),
});

export const alignerSchema = z.object({
  kind: z
    .enum([...alignerKinds, 'learned-shift'])
    .describe('learned-shift: λ is trained with the head, a fit’s own is in its record'),
  lambda: z
    .number()
    .nullable()
    .describe(
      'of a shift whose λ is given; in geometry and pictures of a learned one, the first seed’s',
    ),
  dimensions: z
    .enum(['keep', 'interpolate', 'pad', 'pca'])
    .describe('interpolate: the paper’s stretching of the shorter embedding'),
  options: z
    .record(z.string(), z.union([z.number(), z.string()]))
    .describe('all other options of its kind'),
});

const head = z.object({
  name: z.enum(headNames),
  hidden: z.number().int(),
  dropout: z.number(),
  k: z.number().int().optional().describe('of knn'),
  metric: z.enum(['cosine', 'euclidean']).optional().describe('of knn and prototype'),
  folds: z
    .number()
    .int()
    .optional()
    .describe(
      'of stacked: folds of the training rows, no group in two, whose out-of-fold scores its second stage is fitted on; its penalty is chosen on validation rows',
    ),
  modalityDropout: z
    .number()
    .optional()
    .describe('of a head with stand-ins for a missing modality'),
});

/** One training of a cell, under one seed. */
export const fitSchema = z.object({
  seed: z.number().int(),
  epochs: z.number().int(),
  bestEpoch: z.number().int(),
  steps: z.number().int(),
  validationLoss: z.number(),
  trainingSeconds: z.number(),
  inferenceSeconds: z.number().describe('all test rows at once'),
  convex: z
    .object({ C: z.number(), converged: z.boolean() })
    .nullable()
    .describe(
      'a linear head that was trained to the minimum: its penalty and whether it got there',
    ),
  learned: z
    .object({
      lambda: z.number().describe('of the best epoch on validation rows'),
      lambdas: z.array(z.number()).describe('the start, then after each epoch'),
    })
    .nullable()
    .describe('a λ that was trained with the head'),
});

const cell = z.object({
  id: z.string(),
  key: z.string().describe('sha256 of everything that the cell was made from'),
  image: z.string().nullable().describe('encoder id; null where the head does not read images'),
  text: z.string().nullable(),
  aligner: alignerSchema,
  head,
  inputs: z.object({ image: z.number().int().nullable(), text: z.number().int().nullable() }),
  parameters: z.number().int(),
  fits: z.array(fitSchema).min(1),
  validation: metricIntervalsSchema,
  test: metricIntervalsSchema,
  confusion: z
    .array(z.array(z.number()))
    .describe('test rows, true class × predicted, mean over seeds; empty where no class is learnt'),
  predictions: z.string().describe('safetensors file in the run’s folder'),
});

const comparison = z.object({
  question: z.enum(['fusion', 'alignment']),
  a: z.string().describe('cell id'),
  b: z.string().describe('cell id'),
  differences: metricDifferencesSchema.describe('a − b on the test rows, paired'),
  tests: comparisonTestsSchema.optional().describe('absent where a run is older than the tests'),
});

const choice = z.object({
  head: z.string().describe('cells that differ in their aligner alone'),
  image: z.string(),
  text: z.string(),
  byKind: z
    .record(z.string(), z.string())
    .describe('aligner kind → the cell with the best validation figure among its settings'),
  cell: z
    .string()
    .describe('the plainest within one standard error of the best on validation rows'),
  best: z.string().describe('the best of all of them on validation rows'),
  behind: z.number().describe('how far `cell` is behind `best` on validation rows'),
  standardError: z.number().describe('of that distance, over groups and seeds'),
});

/** The figures of one protocol that lets the test rows choose. */
export const paperClaimSchema = z
  .object({
    optimistic: z.literal(true),
    head: z.string(),
    image: z.string(),
    text: z.string(),
    points: z.array(
      z.object({
        lambda: z.number(),
        epoch: z.number().int().describe('the one with the best macro F1 on the test rows'),
        accuracy: z.number(),
        macroF1: z.number(),
        auroc: figure,
      }),
    ),
    lambda: z.number().describe('the one with the best macro F1 on the test rows'),
    gain: z
      .object({ accuracy: z.number(), macroF1: z.number(), auroc: figure })
      .describe('at that λ, over λ = 0, each at its own best epoch'),
  })
  .describe(
    'the paper’s protocol: gap vector from all rows, one run, epoch and λ chosen on test rows',
  );

const geometry = z.object({
  image: z.string(),
  text: z.string(),
  aligner: alignerSchema,
  rows: z.enum(['train', 'test']),
  ...geometryFigures.shape,
});

const point = z.tuple([z.number(), z.number()]);

const picture = z.object({
  image: z.string(),
  text: z.string(),
  aligner: alignerSchema,
  explained: z.array(z.number()).describe('share of the variance on each axis'),
  imagePoints: z.array(point),
  textPoints: z.array(point),
  labels: z.array(z.number().int()),
});

const film = z
  .object({
    cell: z.string().describe('a cell whose λ was learned'),
    frames: z.array(
      z.object({
        epoch: z.number().int().describe('0 is the start'),
        lambda: z.number(),
        imagePoints: z.array(point),
        textPoints: z.array(point),
      }),
    ),
  })
  .describe(
    'some test rows as λ was learned, under the first seed: along the gap vector, and across it',
  );

/** The schema of `results.json`, version 1: a public format (`schema/results.schema.json`). */
export const resultsSchema = z
  .object({
    format: z.literal('minga-results'),
    version: z.literal(1),
    notice: z.literal(notice),
    name: z.string(),
    created: z.iso.datetime(),
    software: z.object({ minga: z.string(), node: z.string(), onnxruntime: z.string() }),
    machine: z.object({
      platform: z.string(),
      processor: z.string(),
      cores: z.number().int(),
      memoryBytes: z.number().int(),
    }),
    plan: z.record(z.string(), z.unknown()).describe('the plan with every default filled in'),
    dataset: z.object({
      name: z.string(),
      hash: z.string(),
      rowsRead: z.number().int(),
      samples: z.number().int().describe('rows with everything that the study needs'),
      classes: z.array(z.string()),
      groupColumn: z.string().nullable(),
      textFields: z.array(z.string()),
      skipped: z.array(skipped),
      incomplete: incompleteSchema.optional().describe('absent in older runs'),
      warnings: z.array(warning),
    }),
    split: z.object({
      hash: z.string(),
      method: z
        .enum(['grouped', 'folds', 'time', 'site', 'given'])
        .default('grouped')
        .describe('how the samples were divided'),
      seed: z.number().int(),
      straddling: z
        .number()
        .int()
        .default(0)
        .describe('groups of the data set with rows in more than one part'),
      warnings: z.array(warning).default([]),
      train: part,
      validation: part,
      test: part,
    }),
    task: taskSchema.optional(),
    audit: auditSchema.optional().describe('absent where a run is older than the audit'),
    encoders: z.array(encoder),
    cells: z.array(cell),
    choices: z.array(choice).describe('one for each fused head: made on validation rows alone'),
    best: z.object({
      single: z
        .string()
        .nullable()
        .describe('cell id: the best single modality on validation rows'),
      fused: z
        .string()
        .nullable()
        .describe('cell id: the best on validation rows of the cells chosen'),
    }),
    comparisons: z.array(comparison),
    jointSignal: jointSignalSchema
      .optional()
      .describe('absent where the grid lacks a modality or a fused head, or is older than it'),
    paper: z
      .array(paperClaimSchema)
      .describe('with protocol: paper; optimistic, beside the honest figures'),
    geometry: z.array(geometry),
    pictures: z.array(picture),
    films: z.array(film),
    calibration: calibrationSchema.optional().describe('absent in older runs'),
    thresholds: thresholdsSchema.optional(),
    curves: curvesSchema.optional(),
    subgroups: subgroupsSchema.optional(),
    outOfDistribution: outOfDistributionSchema.optional(),
    missingness: missingnessSchema
      .optional()
      .describe('absent where no fused head was trained, or the run is older'),
    crossValidation: crossValidationSchema
      .optional()
      .describe('the grid over folds; where the plan asks for it'),
    search: searchSchema
      .optional()
      .describe('a search for settings of a head; where the plan asks for it'),
    explanations: explanationsSchema
      .optional()
      .describe('what the predictions of the best fused cell came from'),
    baselines: baselinesResultSchema
      .optional()
      .describe('absent where the plan does not ask, and in older runs'),
    evaluation: z.object({
      select: z.enum(allMetricNames),
      resamples: z.number().int(),
      level: z.number(),
      interval: z
        .enum(['percentile', 'bca'])
        .default('percentile')
        .describe(
          'how the ends of the intervals of cells, their labels, comparisons, joint signal and missing modalities were found; percentile everywhere else',
        ),
      testRows: z.number().int(),
      testGroups: z.number().int(),
    }),
    costs: z.object({
      wallSeconds: z.number(),
      processorSeconds: z.number(),
      peakResidentBytes: z.number().int(),
      cellsTrainedNow: z.number().int(),
      headLatency: latency.nullable().describe('aligner and head of the best fused cell'),
    }),
  })
  .meta({ title: 'Minga results', description: notice });

export type Results = z.infer<typeof resultsSchema>;
export type Cell = z.infer<typeof cell>;
export type EncoderResult = z.infer<typeof encoder>;
export type AlignerResult = z.infer<typeof alignerSchema>;
export type HeadResult = z.infer<typeof head>;
export type FitResult = z.infer<typeof fitSchema>;
export type Comparison = z.infer<typeof comparison>;
export type Choice = z.infer<typeof choice>;
export type PaperClaim = z.infer<typeof paperClaimSchema>;
export type Geometry = z.infer<typeof geometry>;
export type Picture = z.infer<typeof picture>;
export type Film = z.infer<typeof film>;
export type FigureInterval = z.infer<typeof intervalSchema>;
export type FigureDifference = z.infer<typeof differenceSchema>;
export type LatencyFigures = z.infer<typeof latency>;
export type PartCounts = z.infer<typeof part>;

/** The JSON Schema of `results.json`, for readers in other languages. */
export function resultsJsonSchema(): unknown {
  return z.toJSONSchema(resultsSchema, { target: 'draft-2020-12' });
}
