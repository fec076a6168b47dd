import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import type { PreprocessRules } from './preprocess-rules.ts';

const edge = z.int().min(1).max(8192);
const channels = z
  .union([z.number(), z.tuple([z.number(), z.number(), z.number()])])
  .transform(value => (typeof value === 'number' ? [value, value, value] : value));

// What open_clip takes where a model does not say; null counts as not said.
const schema = z.object({
  size: z.union([edge, z.tuple([edge, edge])]).nullish(),
  mode: z.literal('RGB').nullish(),
  mean: channels.nullish(),
  std: channels.refine(std => std.every(value => value > 0), 'must be positive').nullish(),
  interpolation: z.enum(['bicubic', 'bilinear', 'random']).nullish(),
  resize_mode: z.enum(['shortest', 'longest', 'squash']).nullish(),
  fill_color: z.int().min(0).max(255).nullish(),
});

const openAi = {
  mean: [0.48145466, 0.4578275, 0.40821073],
  std: [0.26862954, 0.26130258, 0.27577711],
};

/**
 * Reads the rules of an open_clip model: the `preprocess_cfg` of its `open_clip_config.json`, as
 * open_clip's transforms for inference take it.
 *
 * @param imageSize the side that the model's own configuration gives, where `size` is absent
 * @param place the file's path, for errors
 * @throws E_MODEL where a field is not one that open_clip knows
 */
export function openClipRules(content: unknown, imageSize: number, place: string): PreprocessRules {
  const parsed = schema.safeParse(content ?? {});
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new MingaError('E_MODEL', {
      found: `${place}: preprocess_cfg.${issue.path.join('.')}: ${issue.message}`,
      expected: "the fields of open_clip's preprocess_cfg",
    });
  }
  const { size, mean, std, interpolation, fill_color: fill } = parsed.data;
  const sides = size ?? imageSize;
  const [height, width] = typeof sides === 'number' ? [sides, sides] : sides;
  const output = { width, height };
  const filter = interpolation === 'bilinear' ? 'bilinear' : 'bicubic';
  const values = {
    rescale: 1 / 255,
    normalize: { mean: mean ?? openAi.mean, std: std ?? openAi.std },
  };
  const crop = { centerCrop: output, cropping: 'torchvision' } as const;
  switch (parsed.data.resize_mode ?? 'shortest') {
    case 'squash':
      return { resize: { to: output }, filter, centerCrop: null, ...values, output };
    case 'longest': {
      const border = { border: [fill ?? 0, fill ?? 0, fill ?? 0] };
      return { resize: { to: { fits: output } }, filter, ...crop, ...border, ...values, output };
    }
    case 'shortest':
      if (width === height) {
        return { resize: { to: { shortestEdge: width } }, filter, ...crop, ...values, output };
      }
      // open_clip passes its interpolation on for squares alone.
      return { resize: { to: { covers: output } }, filter: 'bicubic', ...crop, ...values, output };
  }
}
