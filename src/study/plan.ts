import { z } from 'zod';
import { datasetSchema, pictureInputSchema, splitSchema } from '../data/index.ts';
import { isMingaError } from '../errors/index.ts';
import { allMetricNames, type MetricName } from '../evaluate/index.ts';
import {
  type HeadName,
  type HeadSettings,
  headDesign,
  headNames,
  headSettings,
} from '../fuse/index.ts';
import { alignSchema, type PlannedAligner, plannedAligners } from './align-schema.ts';
import {
  baselinesSchema,
  type PlannedBaselines,
  plannedBaselines,
} from './baseline/plan-schema.ts';
import { crossValidationPlanSchema } from './cross-validation/plan-schema.ts';
import {
  imageEncoderSchema,
  type PlannedImageEncoder,
  type PlannedTextEncoder,
  plannedImageEncoder,
  plannedTextEncoder,
  textEncoderSchema,
} from './encoder-plan.ts';
import { explainPlanSchema } from './explain/plan-schema.ts';
import { trustPlan } from './schema/index.ts';
import { plannedReport, type ReportPlan, reportPlanSchema } from './schema/report-plan.ts';
import { searchPlanSchema } from './search/plan-schema.ts';
import { normaliseTrain, type TrainPlan, trainSchema } from './train-schema.ts';

const headOptions = z.strictObject({
  hidden: z.int().min(0).max(65_536).optional().describe('units of the hidden block; 0 is linear'),
  dropout: z.number().min(0).lt(1).optional(),
  k: z.int().min(1).max(10_000).optional().describe('neighbours that vote; of knn'),
  metric: z.enum(['cosine', 'euclidean']).optional().describe('of knn and prototype'),
  folds: z.int().min(2).max(20).optional().describe('of the training rows; of stacked'),
});

const headName = z.enum(headNames);
const fuseSchema = z
  .union([headName, z.partialRecord(headName, headOptions)])
  .superRefine((entry, context) => {
    if (typeof entry === 'string') return;
    for (const name of headNames) {
      const problem = entry[name] === undefined ? null : headProblem(name, entry[name]);
      if (problem !== null) context.addIssue({ code: 'custom', path: [name], message: problem });
    }
  });

/** Why a head cannot have these options; null where it can. */
function headProblem(name: HeadName, options: z.output<typeof headOptions>): string | null {
  try {
    headSettings(name, options);
    return null;
  } catch (error) {
    if (isMingaError(error)) return `${error.problem.found}, expected ${error.problem.expected}`;
    throw error;
  }
}

const storeSchema = z
  .union([
    z.string().min(1),
    z.strictObject({
      folder: z.string().min(1).default('.minga/store'),
      precision: z
        .enum(['float32', 'float16'])
        .default('float32')
        .describe('of vectors on disk; float16 takes half the room'),
      encrypt: z
        .boolean()
        .default(false)
        .describe('with the key in the environment variable MINGA_STORE_KEY'),
    }),
  ])
  .describe('folder of the embeddings; treat it as patient data');

const share = z.number().gt(0.5).max(1);

/** Thresholds of the audit; what each means: docs/audit.md. */
const auditSchema = z
  .strictObject({
    leakSerious: share.default(0.9).describe('AUROC of a field by itself from which it is serious'),
    leakCaution: share.default(0.8).describe('… from which it is a caution'),
    drift: z.number().gt(0).lt(1).default(0.1).describe('distance from which a field drifts'),
    labelWords: z
      .record(z.string(), z.array(z.string().min(1)))
      .default({})
      .describe('further words for a class whose name is a code: { nv: [nevus, nevi] }'),
    rowsListed: z.int().min(0).max(100_000).default(50).describe('ids that a finding lists'),
  })
  .refine(({ leakSerious, leakCaution }) => leakCaution <= leakSerious, {
    path: ['leakCaution'],
    message: 'at most leakSerious',
  })
  .describe('from where on the audit tells something');

/** A plan as it is written. Paths are relative to the folder where the command is run. */
export const planSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[\w.-]+$/, 'letters, digits, dot, dash and underscore')
      .describe('names the run’s folder where `report` does not'),
    dataset: datasetSchema,
    split: splitSchema.prefault({}),
    encode: z
      .strictObject({
        image: z
          .array(imageEncoderSchema)
          .min(1)
          .default(['builtin'])
          .describe('`builtin`, model folders, hub ids of pulled models, imported vectors'),
        text: z
          .array(textEncoderSchema)
          .min(1)
          .default(['builtin'])
          .describe('the same, and `tabular`, GGUF files and embedding servers'),
        input: pictureInputSchema.prefault({}),
        memory: z
          .int()
          .min(64)
          .max(1_048_576)
          .default(2048)
          .describe('MiB that models and decoded pictures may take together'),
        workers: z.int().min(1).max(1024).optional().describe('threads, each with a model'),
        threads: z.int().min(1).max(1024).optional().describe('threads within one model'),
      })
      .prefault({}),
    store: storeSchema.default('.minga/store'),
    align: z.array(alignSchema).min(1).default(['none']),
    fuse: z.array(fuseSchema).min(1).default(['image', 'text', 'linear', 'early', 'late']),
    train: trainSchema.prefault({}),
    protocol: z
      .enum(['honest', 'paper'])
      .default('honest')
      .describe('paper: what the paper’s own protocol would claim, beside the honest figures'),
    prompts: z
      .record(z.string(), z.union([z.string().min(1), z.array(z.string().min(1)).min(1)]))
      .default({})
      .describe('sentences that stand for a class where images are told apart by words alone'),
    evaluate: z
      .strictObject({
        select: z
          .enum(allMetricNames)
          .optional()
          .describe(
            'what is chosen by, on validation rows: auroc by default, rmse where the label is a number',
          ),
        resamples: z.int().min(100).max(100_000).default(1000),
        level: z.number().gt(0.5).lt(1).default(0.95),
        interval: z
          .enum(['percentile', 'bca'])
          .default('percentile')
          .describe(
            'of cells, their labels, comparisons, joint signal and missing modalities; percentile everywhere else. bca: corrected for bias and skewness, for one scoring more for each group',
          ),
        ...trustPlan,
      })
      .prefault({}),
    audit: auditSchema.prefault({}),
    crossValidation: crossValidationPlanSchema.optional(),
    report: reportPlanSchema.optional(),
    search: searchPlanSchema.optional(),
    explain: explainPlanSchema.optional(),
    baselines: baselinesSchema.optional(),
  })
  .meta({ title: 'Minga plan' });

export type PlanInput = z.input<typeof planSchema>;
type ParsedPlan = z.output<typeof planSchema>;

/** A plan with every default filled in and every shorthand written out. */
export interface Plan
  extends Omit<
    ParsedPlan,
    'encode' | 'store' | 'align' | 'fuse' | 'train' | 'evaluate' | 'baselines' | 'report'
  > {
  readonly encode: Omit<ParsedPlan['encode'], 'image' | 'text'> & {
    readonly image: readonly PlannedImageEncoder[];
    readonly text: readonly PlannedTextEncoder[];
  };
  readonly store: Exclude<ParsedPlan['store'], string>;
  readonly align: readonly PlannedAligner[];
  readonly fuse: readonly HeadSettings[];
  readonly train: TrainPlan;
  readonly baselines: PlannedBaselines | undefined;
  readonly evaluate: Omit<ParsedPlan['evaluate'], 'select'> & {
    readonly select: MetricName;
    /** What the plan names; null where it leaves the choice to the task. */
    readonly asked: MetricName | null;
  };
  readonly report: ReportPlan;
}

export function normalisePlan(parsed: ParsedPlan): Plan {
  const train = normaliseTrain(parsed.train);
  return {
    ...parsed,
    encode: {
      ...parsed.encode,
      image: unique(parsed.encode.image.map(plannedImageEncoder)),
      text: unique(parsed.encode.text.map(plannedTextEncoder)),
    },
    store: plannedStore(parsed.store),
    align: unique(parsed.align.flatMap(plannedAligners)),
    fuse: unique(parsed.fuse.flatMap(plannedHeads)).map(withStandIns(parsed.train)),
    train,
    evaluate: {
      ...parsed.evaluate,
      select: parsed.evaluate.select ?? 'auroc',
      asked: parsed.evaluate.select ?? null,
    },
    baselines: parsed.baselines && plannedBaselines(parsed.baselines, train),
    report: plannedReport(parsed.report, parsed.name),
  };
}

function plannedStore(store: ParsedPlan['store']): Plan['store'] {
  if (typeof store !== 'string') return store;
  return { folder: store, precision: 'float32', encrypt: false };
}

function plannedHeads(entry: z.output<typeof fuseSchema>): HeadSettings[] {
  if (typeof entry === 'string') return [headSettings(entry)];
  return headNames.flatMap(name => {
    const options = entry[name];
    return options === undefined ? [] : [headSettings(name, options)];
  });
}

/** Fused heads have stand-ins for a missing modality where the plan drops modalities. */
function withStandIns({ modalityDropout }: ParsedPlan['train']) {
  return (head: HeadSettings): HeadSettings => {
    const { name, ...options } = head;
    const { modalities, fitting } = headDesign(name);
    if (modalities.length === 1 || fitting !== undefined) return head;
    return headSettings(name, { ...options, modalityDropout });
  };
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map(value => [JSON.stringify(value), value])).values()];
}
