import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import type { ResampleFilter } from './resample-filter.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** What a vision model wants done to a picture, in this order; `null` leaves a step out. */
export interface PreprocessRules {
  /** To one size, or so that the shorter edge is `shortestEdge` and the proportions stay. */
  readonly resize: { readonly to: Size | { readonly shortestEdge: number } } | null;
  readonly filter: ResampleFilter;
  /** The middle of the picture; where the picture is smaller, black is added around it. */
  readonly centerCrop: Size | null;
  /** Multiplies every value 0–255. */
  readonly rescale: number | null;
  /** (value − mean) / std, for red, green and blue. */
  readonly normalize: { readonly mean: readonly number[]; readonly std: readonly number[] } | null;
  /** The size of what comes out, the same for every picture. */
  readonly output: Size;
}

const edge = z.int().min(1).max(8192);
const factor = z.number().refine(Number.isFinite);
const exactSize = z.strictObject({ height: edge, width: edge });
const channels = z.tuple([factor, factor, factor]);

const schema = z.object({
  image_processor_type: z.string().optional(),
  feature_extractor_type: z.string().optional(),
  do_resize: z.boolean().default(true),
  size: z.union([edge, exactSize, z.strictObject({ shortest_edge: edge })]).optional(),
  resample: z.int().min(0).max(5).optional(),
  do_center_crop: z.boolean().optional(),
  crop_size: z.union([edge, exactSize]).optional(),
  crop_pct: z.number().positive().max(1).nullish(),
  do_rescale: z.boolean().default(true),
  rescale_factor: factor.default(1 / 255),
  do_normalize: z.boolean().default(true),
  image_mean: channels.optional(),
  image_std: channels.refine(std => std.every(value => value > 0), 'must be positive').optional(),
  // Steps that would change the numbers and that are not taken here.
  do_pad: z.literal(false).nullish(),
  rescale_offset: z.literal(false).nullish(),
  do_flip_channel_order: z.literal(false).nullish(),
});

type Config = z.infer<typeof schema>;

/** What a processor type means by a plain number as size, and what it does unless told. */
interface Processor {
  readonly number: 'square' | 'shortest edge';
  readonly crop: boolean;
  readonly filter: ResampleFilter;
}

const processors: Readonly<Record<string, Processor>> = {
  ViT: { number: 'square', crop: false, filter: 'bilinear' },
  DINOv3ViT: { number: 'square', crop: false, filter: 'bilinear' },
  DeiT: { number: 'square', crop: true, filter: 'bicubic' },
  Beit: { number: 'square', crop: true, filter: 'bicubic' },
  Blip: { number: 'square', crop: false, filter: 'bicubic' },
  Siglip: { number: 'square', crop: false, filter: 'bicubic' },
  CLIP: { number: 'shortest edge', crop: true, filter: 'bicubic' },
  Bit: { number: 'shortest edge', crop: true, filter: 'bicubic' },
  ConvNext: { number: 'shortest edge', crop: false, filter: 'bilinear' },
  MobileNetV1: { number: 'shortest edge', crop: true, filter: 'bilinear' },
  MobileNetV2: { number: 'shortest edge', crop: true, filter: 'bilinear' },
};

/** Pillow's numbers for its filters. */
const filters: readonly ResampleFilter[] = [
  'nearest',
  'lanczos',
  'bilinear',
  'bicubic',
  'box',
  'hamming',
];

/**
 * Reads the rules of a Hugging Face `preprocessor_config.json`. A file that names no processor is
 * read as ViT's.
 *
 * @param place the file's path, for errors
 * @throws E_MODEL where the file does not fit, names an unknown processor, asks for a step that is
 * not taken here, or would give pictures of different sizes
 */
export function preprocessRules(content: unknown, place: string): PreprocessRules {
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new MingaError('E_MODEL', {
      found: `${place}: ${issue.path.join('.') || 'the file'}: ${issue.message}`,
      expected: 'the fields of a Hugging Face image processor',
    });
  }
  const config = parsed.data;
  const [type, processor] = processorOf(config, place);
  const { resize, centerCrop } =
    type === 'ConvNext' ? convNextSizes(config, place) : sizes(config, processor, place);
  const output = centerCrop ?? (resize !== null && 'width' in resize.to ? resize.to : null);
  if (output === null) {
    throw new MingaError('E_MODEL', {
      found: `${place}: rules that give pictures of different sizes`,
      expected: 'size with height and width, or a crop_size',
    });
  }
  return {
    resize,
    filter: config.resample === undefined ? processor.filter : filters[config.resample],
    centerCrop,
    rescale: config.do_rescale ? config.rescale_factor : null,
    normalize: config.do_normalize ? normalization(config, place) : null,
    output,
  };
}

function processorOf(config: Config, place: string): [string, Processor] {
  const name = config.image_processor_type ?? config.feature_extractor_type ?? 'ViT';
  const type = name.replace(/(ImageProcessor(Fast)?|FeatureExtractor)$/, '');
  if (!Object.hasOwn(processors, type)) {
    throw new MingaError('E_MODEL', {
      found: `${place}: processor "${name}"`,
      expected: `the image processor of one of ${Object.keys(processors).join(', ')}`,
    });
  }
  if (config.crop_pct !== undefined && config.crop_pct !== null && type !== 'ConvNext') {
    throw new MingaError('E_MODEL', {
      found: `${place}: crop_pct with processor "${name}"`,
      expected: 'crop_pct only with ConvNext',
    });
  }
  return [type, processors[type]];
}

type Sizes = Pick<PreprocessRules, 'resize' | 'centerCrop'>;

function sizes(config: Config, processor: Processor, place: string): Sizes {
  const { size, crop_size: cropSize } = config;
  const crops = config.do_center_crop ?? processor.crop;
  return {
    resize: config.do_resize
      ? { to: target(present(size, 'size', place), processor.number) }
      : null,
    centerCrop: crops ? square(present(cropSize, 'crop_size', place)) : null,
  };
}

/**
 * ConvNeXt's own rule: below 384 the shorter edge becomes size / crop_pct and the middle is cut
 * out; from 384 on the picture is forced to a square.
 */
function convNextSizes(config: Config, place: string): Sizes {
  if (!config.do_resize) return { resize: null, centerCrop: null };
  const to = target(present(config.size, 'size', place), 'shortest edge');
  if (!('shortestEdge' in to)) {
    throw new MingaError('E_MODEL', {
      found: `${place}: size with height and width for ConvNext`,
      expected: 'size.shortest_edge',
    });
  }
  const { shortestEdge } = to;
  const output = { width: shortestEdge, height: shortestEdge };
  if (shortestEdge >= 384) return { resize: { to: output }, centerCrop: null };
  const resized = Math.trunc(shortestEdge / (config.crop_pct ?? 224 / 256));
  return { resize: { to: { shortestEdge: resized } }, centerCrop: output };
}

function target(
  size: NonNullable<Config['size']>,
  number: Processor['number'],
): Size | { readonly shortestEdge: number } {
  if (typeof size === 'number') return number === 'square' ? square(size) : { shortestEdge: size };
  if ('shortest_edge' in size) return { shortestEdge: size.shortest_edge };
  return square(size);
}

function square(size: NonNullable<Config['crop_size']>): Size {
  if (typeof size === 'number') return { width: size, height: size };
  return { width: size.width, height: size.height };
}

function normalization(config: Config, place: string) {
  return {
    mean: present(config.image_mean, 'image_mean', place),
    std: present(config.image_std, 'image_std', place),
  };
}

function present<T>(value: T | undefined, field: string, place: string): T {
  if (value !== undefined) return value;
  throw new MingaError('E_MODEL', { found: `${place}: no ${field}`, expected: `a ${field}` });
}
