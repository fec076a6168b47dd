import type { ResampleFilter } from './resample-filter.ts';

/** What an image processor of Hugging Face does unless its file tells, and what is its own. */
export interface ProcessorClass {
  /** What a plain number as `size` means. */
  readonly number: 'square' | 'shortest edge';
  /** Whether the middle is cut out. */
  readonly crop: boolean;
  readonly filter: ResampleFilter;
  /** A rule for sizes that no other class has. */
  readonly sizes?: 'convnext' | 'levit' | 'poolformer' | 'sam';
  /** Knows `rescale_offset` and `include_top`. */
  readonly secondStandardization?: true;
  /** Gives blue, green, red unless told otherwise, and never normalises. */
  readonly flipsChannels?: true;
}

const square = { number: 'square', crop: false } as const;
const shortestEdge = { number: 'shortest edge', crop: true } as const;

/**
 * By the class's name without `ImageProcessor`, `ImageProcessorFast` or `FeatureExtractor`. The
 * defaults are those of transformers 4, in whose time most files were written; files say nearly
 * everything.
 */
export const processorClasses: Readonly<Record<string, ProcessorClass>> = {
  ViT: { ...square, filter: 'bilinear' },
  DINOv3ViT: { ...square, filter: 'bilinear' },
  DeiT: { ...square, crop: true, filter: 'bicubic' },
  Beit: { ...square, crop: true, filter: 'bicubic' },
  Blip: { ...square, filter: 'bicubic' },
  Siglip: { ...square, filter: 'bicubic' },
  Pvt: { ...square, filter: 'bilinear' },
  Segformer: { ...square, filter: 'bilinear' },
  Flava: { ...square, crop: true, filter: 'bicubic' },
  EfficientNet: { ...square, filter: 'nearest', secondStandardization: true },
  CLIP: { ...shortestEdge, filter: 'bicubic' },
  ChineseCLIP: { ...shortestEdge, filter: 'bicubic' },
  Bit: { ...shortestEdge, filter: 'bicubic' },
  ConvNext: { ...shortestEdge, crop: false, filter: 'bilinear', sizes: 'convnext' },
  MobileNetV1: { ...shortestEdge, filter: 'bilinear' },
  MobileNetV2: { ...shortestEdge, filter: 'bilinear' },
  MobileViT: { ...shortestEdge, filter: 'bilinear', flipsChannels: true },
  Levit: { ...shortestEdge, filter: 'bicubic', sizes: 'levit' },
  PoolFormer: { ...shortestEdge, filter: 'bicubic', sizes: 'poolformer' },
  Sam: { ...square, filter: 'bilinear', sizes: 'sam' },
};
