import { z } from 'zod';
import { type HeadSettings, headSettings } from '../../fuse/index.ts';

/** How a training on pictures and records themselves is done: the network's sizes and its course. */
const fineTunedSchema = z
  .strictObject({
    image: z
      .string()
      .min(1)
      .optional()
      .describe(
        'folder or .onnx file of a vision model with float32 weights to begin from; by default a small transformer from nothing',
      ),
    picture: z
      .int()
      .min(8)
      .max(512)
      .optional()
      .describe(
        'side in pixels that pictures are resized to; 64 by default; of a given model what its files say',
      ),
    patch: z.int().min(2).max(64).default(8).describe('side of a patch, in pixels'),
    width: z.int().min(8).max(2048).default(64).describe('numbers a token has'),
    depth: z.int().min(1).max(24).default(2).describe('blocks of each transformer'),
    heads: z.int().min(1).max(32).default(4).describe('of attention'),
    vocabulary: z
      .int()
      .min(8)
      .max(100_000)
      .default(2000)
      .describe('most words, counted on training texts'),
    words: z.int().min(2).max(512).default(48).describe('words of a text that are read'),
    augment: z
      .enum(['none', 'flip'])
      .default('flip')
      .describe('flip: every other training picture is mirrored left to right, anew in each epoch'),
    rate: z.number().gt(0).optional().describe('learning rate; by default as `train` says'),
  })
  .refine(({ width, heads }) => width % heads === 0, {
    path: ['heads'],
    message: 'a divisor of width',
  })
  .refine(({ image, picture = 64, patch }) => image !== undefined || picture % patch === 0, {
    path: ['patch'],
    message: 'a divisor of picture (64 by default)',
  })
  .describe('image and text encoder trained end to end with the head');

const frozen = z.enum(['frozen-uncached', 'frozen-cached']);

const waySchema = z.union([
  frozen,
  z.literal('fine-tuned'),
  z.strictObject({ 'fine-tuned': fineTunedSchema }),
]);

const waysSchema = z
  .array(waySchema)
  .min(1)
  .refine(ways => new Set(ways.map(kindOf)).size === ways.length, 'each way once: results name it');

function kindOf(way: z.output<typeof waySchema>): BaselineWay['kind'] {
  return typeof way === 'string' ? way : 'fine-tuned';
}

const headSchema = z.union([
  z.enum(['linear', 'early', 'late']),
  z.strictObject({
    name: z.enum(['linear', 'early', 'late']).default('early'),
    hidden: z.int().min(0).max(65_536).optional(),
    dropout: z.number().min(0).lt(1).optional(),
  }),
]);

const settingsSchema = z.strictObject({
  ways: waysSchema.default(['frozen-uncached', 'frozen-cached', 'fine-tuned']),
  head: headSchema.default('early').describe('the same on top of each'),
  image: z.string().min(1).optional().describe('name of the image encoder; the first by default'),
  text: z.string().min(1).optional().describe('name of the text encoder; the first by default'),
  epochs: z.int().min(1).optional().describe('at most; as `train` says by default'),
  patience: z.int().min(1).optional().describe('as `train` says by default'),
  seeds: z
    .union([z.int().min(1).max(100), z.array(z.int().min(0)).min(1)])
    .default(1)
    .describe('how many seeds, or which; each is trained in a process of its own'),
  cases: z
    .int()
    .min(10)
    .max(10_000)
    .default(100)
    .describe('test rows whose time from picture and record to scores is taken'),
  watts: z
    .number()
    .gt(0)
    .default(15)
    .describe('of a busy core, for an estimate where the machine does not measure its energy'),
});

/** The plan's `baselines`: training on raw data beside training on embeddings. */
export const baselinesSchema = z
  .union([waysSchema, settingsSchema])
  .describe('training on raw data, beside training on embeddings');

export type FineTuned = z.output<typeof fineTunedSchema>;

/** One way to train on a data set, and what is set of it. */
export type BaselineWay =
  | { readonly kind: 'frozen-uncached' }
  | { readonly kind: 'frozen-cached' }
  | ({ readonly kind: 'fine-tuned' } & FineTuned);

/** The baselines of a plan, every default filled in. */
export interface PlannedBaselines {
  readonly ways: readonly BaselineWay[];
  readonly head: HeadSettings;
  /** Names of encoders; the first of the plan that can be run again where undefined. */
  readonly image: string | undefined;
  readonly text: string | undefined;
  readonly epochs: number;
  readonly patience: number;
  readonly seeds: readonly number[];
  readonly cases: number;
  readonly watts: number;
}

/** @param train what the plan's `train` says, where the baselines do not say otherwise */
export function plannedBaselines(
  parsed: z.output<typeof baselinesSchema>,
  train: { readonly epochs: number; readonly patience: number },
): PlannedBaselines {
  const settings = Array.isArray(parsed) ? settingsSchema.parse({ ways: parsed }) : parsed;
  const { ways, head, image, text, seeds, cases, watts } = settings;
  const { name, ...options } = typeof head === 'string' ? { name: head } : head;
  return {
    ways: ways.map(plannedWay),
    head: headSettings(name, options),
    image,
    text,
    epochs: settings.epochs ?? train.epochs,
    patience: settings.patience ?? train.patience,
    seeds:
      typeof seeds === 'number' ? Array.from({ length: seeds }, (_, i) => i) : [...new Set(seeds)],
    cases,
    watts,
  };
}

function plannedWay(entry: z.output<typeof waySchema>): BaselineWay {
  if (entry === 'fine-tuned') return { kind: entry, ...fineTunedSchema.parse({}) };
  if (typeof entry === 'string') return { kind: entry };
  return { kind: 'fine-tuned', ...entry['fine-tuned'] };
}
