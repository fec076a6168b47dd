import { MingaError } from '../../errors/index.ts';
import type { PreprocessRules } from './preprocess-rules.ts';
import { type ProcessorFile, present, processorFile } from './processor-file.ts';
import { processorSizes } from './processor-sizes.ts';
import type { ResampleFilter } from './resample-filter.ts';

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
 * read as ViT's; a field that is null counts as absent, as in transformers.
 *
 * @param place the file's path, for errors
 * @throws E_MODEL where the file does not fit, names an unknown processor, asks for a step that its
 * processor does not have, or would give pictures of different sizes
 */
export function huggingFaceRules(content: unknown, place: string): PreprocessRules {
  const file = processorFile(content, place);
  const { config, kind } = file;
  const sizes = processorSizes(file);
  const { resize, centerCrop, pad } = sizes;
  const exact = resize !== null && 'width' in resize.to ? resize.to : null;
  const output = pad ?? centerCrop ?? exact;
  if (output === null) {
    throw new MingaError('E_MODEL', {
      found: `${place}: rules that give pictures of different sizes`,
      expected: 'size with height and width, or a crop_size',
    });
  }
  return {
    ...sizes,
    filter: config.resample === undefined ? kind.filter : filters[config.resample],
    ...valuesOf(file),
    output,
  };
}

type Values = Pick<PreprocessRules, 'channels' | 'rescale' | 'offset' | 'normalize' | 'divide'>;

function valuesOf(file: ProcessorFile): Values {
  const { config, kind } = file;
  const rescale = config.do_rescale ? config.rescale_factor : null;
  if (kind.flipsChannels) {
    const flips = config.do_flip_channel_order ?? true;
    return { ...(flips && { channels: 'bgr' as const }), rescale, normalize: null };
  }
  const normalize = config.do_normalize
    ? { mean: present(file, 'image_mean'), std: present(file, 'image_std') }
    : null;
  if (!kind.secondStandardization) return { rescale, normalize };
  return {
    rescale,
    ...(config.do_rescale && config.rescale_offset && { offset: -1 }),
    normalize,
    ...((config.include_top ?? true) && { divide: present(file, 'image_std') }),
  };
}
