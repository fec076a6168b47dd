import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import { type ProcessorClass, processorClasses } from './processor-classes.ts';

const edge = z.int().min(1).max(8192);
const factor = z.number().refine(Number.isFinite);
const exactSize = z.strictObject({ height: edge, width: edge });
const sizes = z.union([
  edge,
  exactSize,
  z.strictObject({ shortest_edge: edge }),
  z.strictObject({ shortest_edge: edge, longest_edge: edge }),
  z.strictObject({ longest_edge: edge }),
]);
const channels = z
  .union([factor, z.tuple([factor, factor, factor])])
  .transform(value => (typeof value === 'number' ? [value, value, value] : value));

const schema = z.object({
  image_processor_type: z.string().optional(),
  feature_extractor_type: z.string().optional(),
  do_resize: z.boolean().default(true),
  size: sizes.optional(),
  resample: z.int().min(0).max(5).optional(),
  do_center_crop: z.boolean().optional(),
  crop_size: sizes.optional(),
  crop_pct: z.number().positive().max(1).optional(),
  do_rescale: z.boolean().default(true),
  rescale_factor: factor.default(1 / 255),
  rescale_offset: z.boolean().default(false),
  do_normalize: z.boolean().default(true),
  image_mean: channels.optional(),
  image_std: channels.refine(std => std.every(value => value > 0), 'must be positive').optional(),
  include_top: z.boolean().optional(),
  do_flip_channel_order: z.boolean().optional(),
  do_pad: z.boolean().optional(),
  pad_size: sizes.optional(),
});

export type ProcessorConfig = z.infer<typeof schema>;

/** A file's fields, its processor's class, and what an error names. */
export interface ProcessorFile {
  readonly config: ProcessorConfig;
  readonly kind: ProcessorClass;
  readonly name: string;
  readonly place: string;
}

/**
 * Reads a processor's file; a field that is null counts as absent, as in transformers.
 *
 * @throws E_MODEL where the file does not fit, names an unknown processor, or asks for a step that
 * its processor does not have
 */
export function processorFile(content: unknown, place: string): ProcessorFile {
  const parsed = schema.safeParse(withoutNulls(content));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new MingaError('E_MODEL', {
      found: `${place}: ${issue.path.join('.') || 'the file'}: ${issue.message}`,
      expected: 'the fields of a Hugging Face image processor',
    });
  }
  return processorOf(parsed.data, place);
}

function withoutNulls(content: unknown): unknown {
  if (typeof content !== 'object' || content === null || Array.isArray(content)) return content;
  const kept = Object.entries(content).filter(([, value]) => value !== null);
  return Object.fromEntries(kept.map(([key, value]) => [key, withoutNulls(value)]));
}

function processorOf(config: ProcessorConfig, place: string): ProcessorFile {
  const name = config.image_processor_type ?? config.feature_extractor_type ?? 'ViT';
  const type = name.replace(/(ImageProcessor(Fast|Pil)?|FeatureExtractor)$/, '');
  if (!Object.hasOwn(processorClasses, type)) {
    throw new MingaError('E_MODEL', {
      found: `${place}: processor "${name}"`,
      expected: `the image processor of one of ${Object.keys(processorClasses).join(', ')}`,
    });
  }
  const kind = processorClasses[type];
  const reading = { config, kind, name, place };
  const cuts = kind.sizes === 'convnext' || kind.sizes === 'poolformer';
  if (config.crop_pct !== undefined && !cuts) refuse(reading, 'crop_pct', 'ConvNext or PoolFormer');
  const pads = config.do_pad === true && kind.sizes !== 'sam';
  if (pads) refuse(reading, 'do_pad', 'Sam');
  const offsets = config.rescale_offset && !kind.secondStandardization;
  if (offsets) refuse(reading, 'rescale_offset', 'EfficientNet');
  const flips = config.do_flip_channel_order === true && !kind.flipsChannels;
  if (flips) refuse(reading, 'do_flip_channel_order', 'MobileViT');
  return reading;
}

/** @throws E_MODEL that the field is not one of the processor's */
export function refuse({ name, place }: ProcessorFile, field: string, classes: string): never {
  throw new MingaError('E_MODEL', {
    found: `${place}: ${field} with processor "${name}"`,
    expected: `${field} only with ${classes}`,
  });
}

/** @throws E_MODEL where the field is absent */
export function present<K extends keyof ProcessorConfig>(
  { config, place }: ProcessorFile,
  field: K,
): NonNullable<ProcessorConfig[K]> {
  const value = config[field];
  if (value !== undefined && value !== null) return value;
  throw new MingaError('E_MODEL', { found: `${place}: no ${field}`, expected: `a ${field}` });
}
