import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import { type ModelConfig, readModelJson } from '../../models/index.ts';
import { huggingFaceRules } from './hugging-face-rules.ts';
import { openClipRules } from './open-clip-rules.ts';
import type { PreprocessRules } from './preprocess-rules.ts';
import { timmRules } from './timm-rules.ts';
import { openClipFile } from './vision-config.ts';

const processorSchema = z.looseObject({ image_processor: z.looseObject({}) });
// Older timm models have the fields beside `architecture` instead of in `pretrained_cfg`.
const timmSchema = z.union([
  z.looseObject({ pretrained_cfg: z.looseObject({}) }),
  z
    .looseObject({ architecture: z.string(), input_size: z.unknown() })
    .transform(config => ({ pretrained_cfg: config })),
]);
const openClipSchema = z.looseObject({
  model_cfg: z.looseObject({
    vision_cfg: z.looseObject({ image_size: z.int().optional().catch(undefined) }),
  }),
  preprocess_cfg: z.looseObject({}).optional(),
});
const namedSchema = z.looseObject({ image_processor_type: z.string().optional() });

/** Processors of which the rules stand in a timm `config.json`. */
const timmProcessors = new Set(['TimmWrapperImageProcessor', 'ImageFeatureExtractor']);

/**
 * Reads how a model folder wants its pictures, from the first of these that it has:
 * `preprocessor_config.json`, `image_processor` in `processor_config.json`, a timm `config.json`,
 * `open_clip_config.json`.
 *
 * @throws E_MODEL where it has none of them, or what it has does not fit
 */
export async function readPreprocessRules(
  folder: string,
  config: ModelConfig,
): Promise<PreprocessRules> {
  const timm = timmSchema.safeParse(config);
  for (const read of [fromPreprocessor, fromProcessor]) {
    const found = await read(folder);
    if (found === null) continue;
    const named = namedSchema.safeParse(found.content);
    const type = named.success ? named.data.image_processor_type : undefined;
    const pointsToTimm = type !== undefined && timmProcessors.has(type) && timm.success;
    if (!pointsToTimm) return huggingFaceRules(found.content, found.place);
  }
  if (timm.success) return timmRules(timm.data.pretrained_cfg, join(folder, 'config.json'));
  if (existsSync(join(folder, openClipFile))) return fromOpenClip(folder);
  throw new MingaError('E_MODEL', {
    found: `${folder}: a model of type ${config.model_type ?? 'unknown'} without preprocessor_config.json`,
    expected:
      'a vision model: config.json, onnx/*.onnx and preprocessor_config.json (or processor_config.json with an image_processor, a timm config.json, open_clip_config.json)',
  });
}

interface Found {
  readonly content: unknown;
  readonly place: string;
}

async function fromPreprocessor(folder: string): Promise<Found | null> {
  const name = 'preprocessor_config.json';
  const place = join(folder, name);
  return existsSync(place) ? { content: await readModelJson(folder, name), place } : null;
}

/** A processor without pictures, a text's for one, is none. */
async function fromProcessor(folder: string): Promise<Found | null> {
  const name = 'processor_config.json';
  const place = join(folder, name);
  if (!existsSync(place)) return null;
  const parsed = processorSchema.safeParse(await readModelJson(folder, name));
  return parsed.success ? { content: parsed.data.image_processor, place } : null;
}

async function fromOpenClip(folder: string): Promise<PreprocessRules> {
  const place = join(folder, openClipFile);
  const parsed = openClipSchema.safeParse(await readModelJson(folder, openClipFile));
  if (!parsed.success) {
    throw new MingaError('E_MODEL', {
      found: `${place}: no model_cfg with a vision_cfg`,
      expected: "open_clip's config",
    });
  }
  const { model_cfg: model, preprocess_cfg: preprocess } = parsed.data;
  return openClipRules(preprocess, model.vision_cfg.image_size ?? 224, place);
}
