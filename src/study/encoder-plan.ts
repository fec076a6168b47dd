import { z } from 'zod';
import { endpointSchema, ggufSchema, tabularSchema } from '../encode/index.ts';
import { precisions } from '../models/index.ts';

const name = z
  .string()
  .regex(/^[\w.@:-]+$/, 'letters, digits and . @ : - _')
  .optional()
  .describe('names the encoder in results; what it is made from by default');

const modelName = z
  .string()
  .min(1)
  .describe('`builtin`, a folder laid out as the hub does, or the hub id of a pulled model');

const shared = {
  name,
  model: modelName,
  precision: z.enum(precisions).optional().describe('which of its files; the first there is'),
  output: z.string().min(1).optional().describe('the output to read'),
  normalize: z.boolean().optional().describe('divide vectors by their length'),
};

const importedSchema = z
  .strictObject({ imported: z.string().min(1).describe('its name at `minga store import`'), name })
  .describe('vectors that were made elsewhere');

const pictureModelSchema = z.strictObject({
  ...shared,
  pooling: z
    .enum(['cls', 'mean', 'mean-patches', 'pooled'])
    .optional()
    .describe('how tokens become one vector'),
});

const textModelSchema = z.strictObject({
  ...shared,
  pooling: z
    .enum(['cls', 'mean', 'last', 'max'])
    .optional()
    .describe('how tokens become one vector'),
  prefix: z.string().max(10_000).optional().describe('put before every text'),
  maxTokens: z.int().min(2).max(1_048_576).optional().describe('longer texts are cut and counted'),
});

/** An image encoder as a plan names it. */
export const imageEncoderSchema = z.union([modelName, pictureModelSchema, importedSchema]);

/** A text encoder as a plan names it; `tabular` reads the record itself. */
export const textEncoderSchema = z.union([
  modelName,
  textModelSchema,
  ggufSchema.extend({ name }),
  endpointSchema.extend({ name }),
  z.strictObject({ tabular: tabularSchema.prefault({}), name }),
  importedSchema,
]);

export type PlannedImageEncoder = Exclude<z.output<typeof imageEncoderSchema>, string>;
export type PlannedTextEncoder = Exclude<z.output<typeof textEncoderSchema>, string>;
export type PlannedEncoder = PlannedImageEncoder | PlannedTextEncoder;

/** A name alone is a model without options, or the tabular encoder. */
export function plannedImageEncoder(
  entry: z.output<typeof imageEncoderSchema>,
): PlannedImageEncoder {
  return typeof entry === 'string' ? { model: entry } : entry;
}

export function plannedTextEncoder(entry: z.output<typeof textEncoderSchema>): PlannedTextEncoder {
  if (typeof entry !== 'string') return entry;
  return entry === 'tabular' ? { tabular: tabularSchema.parse({}) } : { model: entry };
}

/** What the plan names an encoder by: a path, a hub id, an address. */
export function plannedSource(entry: PlannedEncoder): string {
  if ('model' in entry && !('endpoint' in entry)) return entry.model;
  if ('gguf' in entry) return entry.gguf;
  if ('endpoint' in entry) return `${entry.model} at ${entry.endpoint}`;
  return 'imported' in entry ? entry.imported : 'tabular';
}
