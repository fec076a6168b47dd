import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import { roundedToEven } from './picture-geometry.ts';
import type { PreprocessRules } from './preprocess-rules.ts';

const channels = z.tuple([z.number(), z.number(), z.number()]);
const edge = z.int().min(1).max(8192);

// What timm takes where a model does not say; null counts as not said.
const schema = z.object({
  input_size: z.tuple([z.literal(3), edge, edge]).nullish(),
  interpolation: z.enum(['nearest', 'bilinear', 'bicubic', 'box', 'hamming', 'lanczos']).nullish(),
  crop_pct: z.number().positive().nullish(),
  crop_mode: z.enum(['center', 'squash', 'border']).nullish(),
  mean: channels.nullish(),
  std: channels.refine(std => std.every(value => value > 0), 'must be positive').nullish(),
});

const imagenet = { mean: [0.485, 0.456, 0.406], std: [0.229, 0.224, 0.225] };

/**
 * Reads the rules of a timm model: the `pretrained_cfg` of its `config.json`, as timm's transforms
 * for evaluation take it.
 *
 * @param place the file's path, for errors
 * @throws E_MODEL where a field is not one that timm knows
 */
export function timmRules(content: unknown, place: string): PreprocessRules {
  const parsed = schema.safeParse(content);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new MingaError('E_MODEL', {
      found: `${place}: pretrained_cfg.${issue.path.join('.')}: ${issue.message}`,
      expected: "the fields of a timm model's pretrained_cfg",
    });
  }
  const { input_size: inputSize, interpolation, mean, std } = parsed.data;
  const [, height, width] = inputSize ?? [3, 224, 224];
  const cropPct = parsed.data.crop_pct ?? 0.875;
  const output = { width, height };
  const scaled = { width: Math.floor(width / cropPct), height: Math.floor(height / cropPct) };
  const values = {
    rescale: 1 / 255,
    normalize: { mean: mean ?? imagenet.mean, std: std ?? imagenet.std },
  };
  const rest = { centerCrop: output, cropping: 'torchvision', ...values, output } as const;
  const filter = interpolation ?? 'bicubic';
  switch (parsed.data.crop_mode ?? 'center') {
    case 'squash':
      return { resize: { to: scaled }, filter, ...rest };
    case 'border': {
      const border = values.normalize.mean.map(value => roundedToEven(255 * value));
      return { resize: { to: { fits: scaled } }, filter, border, ...rest };
    }
    case 'center':
      if (width === height) {
        return { resize: { to: { shortestEdge: scaled.width } }, filter, ...rest };
      }
      // timm passes its interpolation on for squares alone.
      return { resize: { to: { covers: scaled } }, filter: 'bilinear', ...rest };
  }
}
