import { z } from 'zod';
import { type ModelConfig, sha256 } from './model-folder.ts';

/** Families whose picture half and text half end in one space. */
const pairTypes = new Set([
  'align',
  'altclip',
  'blip-2',
  'chinese_clip',
  'clip',
  'metaclip_2',
  'siglip',
  'siglip2',
]);

// open_clip's own file names no type: it describes both halves.
const openClipSchema = z.object({
  model_cfg: z.object({
    embed_dim: z.number(),
    vision_cfg: z.looseObject({}),
    text_cfg: z.looseObject({}),
  }),
});

/**
 * The name of the space that the two halves of a pair share: SHA-256, in hexadecimal, of the file
 * that describes the pair. Vectors of pictures and of texts can be compared where both carry the
 * same name. `null` where the folder is no pair.
 *
 * @param config the content of `config.json`, or of `open_clip_config.json` where a folder has only
 * that
 * @param configBytes the bytes of the same file
 * @example
 * const bytes = await readModelFile(folder, 'config.json');
 * const space = pairSpace(await readModelConfig(folder), bytes);
 */
export function pairSpace(config: ModelConfig, configBytes: Uint8Array): string | null {
  const isPair = pairTypes.has(config.model_type ?? '') || openClipSchema.safeParse(config).success;
  return isPair ? sha256(configBytes) : null;
}
