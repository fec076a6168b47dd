import { z } from 'zod';
import { datasetSchema } from '../data/index.ts';
import { metricNames } from '../evaluate/index.ts';
import { type HeadSettings, headNames, headSettings } from '../fuse/index.ts';
import { normaliseTrain, type TrainPlan, trainSchema } from './train-schema.ts';

const lambda = z.number().min(-4).max(4);

const alignSchema = z.union([
  z.enum(['none', 'center']),
  z.strictObject({
    shift: z.strictObject({
      lambda: z
        .union([lambda, z.array(lambda).min(1)])
        .describe('how much of the gap is closed: 0 nothing, 1 all of it, below 0 wider'),
    }),
  }),
]);

const headOptions = z.strictObject({
  hidden: z.int().min(0).max(65_536).optional().describe('units of the hidden block; 0 is linear'),
  dropout: z.number().min(0).lt(1).optional(),
});

const headName = z.enum(headNames);
const fuseSchema = z.union([headName, z.partialRecord(headName, headOptions)]);

const models = z.array(z.string().min(1)).min(1);

/** A plan as it is written. Paths are relative to the folder where the command is run. */
export const planSchema = z
  .strictObject({
    name: z
      .string()
      .regex(/^[\w.-]+$/, 'letters, digits, dot, dash and underscore')
      .describe('names the run’s folder where `report` does not'),
    dataset: datasetSchema,
    split: z
      .strictObject({
        group: z
          .string()
          .nullable()
          .optional()
          .describe('the column that must not straddle; the data set’s own by default'),
        test: z.number().gt(0).lt(1).default(0.2),
        validation: z.number().gt(0).lt(1).default(0.1),
        seed: z.int().min(0).default(0),
      })
      .prefault({}),
    encode: z
      .strictObject({
        image: models
          .default(['builtin'])
          .describe('`builtin` or folders laid out as the hub does'),
        text: models.default(['builtin']),
      })
      .prefault({}),
    store: z
      .string()
      .min(1)
      .default('.minga/store')
      .describe('folder of the embeddings; treat it as patient data'),
    align: z.array(alignSchema).min(1).default(['none']),
    fuse: z.array(fuseSchema).min(1).default(['image', 'text', 'linear', 'early', 'late']),
    train: trainSchema.prefault({}),
    evaluate: z
      .strictObject({
        select: z
          .enum(metricNames)
          .default('auroc')
          .describe('what is chosen by, on validation rows'),
        resamples: z.int().min(100).max(100_000).default(1000),
        level: z.number().gt(0.5).lt(1).default(0.95),
      })
      .prefault({}),
    report: z.string().min(1).optional().describe('folder of the run; runs/<name> by default'),
  })
  .meta({ title: 'Minga plan' });

export type PlanInput = z.input<typeof planSchema>;
type ParsedPlan = z.output<typeof planSchema>;

/** One alignment to be tried. */
export type PlannedAligner =
  | { readonly kind: 'none' | 'center' }
  | { readonly kind: 'shift'; readonly lambda: number };

/** A plan with every default filled in and every shorthand written out. */
export interface Plan extends Omit<ParsedPlan, 'align' | 'fuse' | 'train' | 'report'> {
  readonly align: readonly PlannedAligner[];
  readonly fuse: readonly HeadSettings[];
  readonly train: TrainPlan;
  readonly report: string;
}

export function normalisePlan(parsed: ParsedPlan): Plan {
  return {
    ...parsed,
    align: unique(parsed.align.flatMap(plannedAligners)),
    fuse: unique(parsed.fuse.flatMap(plannedHeads)),
    train: normaliseTrain(parsed.train),
    report: parsed.report ?? `runs/${parsed.name}`,
  };
}

function plannedAligners(entry: z.output<typeof alignSchema>): PlannedAligner[] {
  if (typeof entry === 'string') return [{ kind: entry }];
  return [entry.shift.lambda].flat().map(value => ({ kind: 'shift', lambda: value }));
}

function plannedHeads(entry: z.output<typeof fuseSchema>): HeadSettings[] {
  if (typeof entry === 'string') return [headSettings(entry)];
  return headNames.flatMap(name => {
    const options = entry[name];
    return options === undefined ? [] : [headSettings(name, options)];
  });
}

function unique<T>(values: readonly T[]): T[] {
  return [...new Map(values.map(value => [JSON.stringify(value), value])).values()];
}
