import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import {
  type ModelConfig,
  pairSpace,
  readModelConfig,
  readModelFile,
  readModelJson,
} from '../../models/index.ts';

/** What a folder's `config.json`, or `open_clip_config.json`, says that a text model needs. */
export interface TextConfig {
  readonly config: ModelConfig;
  /** The name of the space that the model shares with one of pictures, if it is half of a pair. */
  readonly space: string | null;
  readonly openClip: boolean;
  /** The most tokens that the model has places for. */
  readonly positions: number | undefined;
  readonly padId: number | undefined;
  /** The hub's name of the model that the folder was made from. */
  readonly origin: string | undefined;
  /** Heads and numbers in a head of what a decoder keeps of earlier tokens. */
  readonly cache: { readonly heads: number | undefined; readonly size: number | undefined };
  /** The side of the pictures that the other half of a pair takes. */
  readonly pictureSize: number | undefined;
}

const whole = z.number().int().positive().nullish().catch(undefined);
const id = z.number().int().nonnegative().nullish().catch(undefined);

const textShape = {
  max_position_embeddings: whole,
  n_positions: whole,
  pad_token_id: id,
  num_key_value_heads: whole,
  num_attention_heads: whole,
  head_dim: whole,
  hidden_size: whole,
};
const schema = z.looseObject({
  ...textShape,
  _name_or_path: z.string().optional().catch(undefined),
  text_config: z.looseObject(textShape).optional(),
  // BLIP-2's texts of the shared space go through its querying transformer, not its language model.
  qformer_config: z.looseObject(textShape).optional(),
  vision_config: z.looseObject({ image_size: whole }).optional(),
});
const openClipSchema = z.looseObject({
  model_cfg: z.looseObject({
    text_cfg: z.looseObject({ context_length: z.number().int().positive().optional() }),
    vision_cfg: z.looseObject({ image_size: whole }),
  }),
});

// These keep the places up to that of the padding for themselves.
const positionsAfterPadding = new Set(['camembert', 'mpnet', 'roberta', 'xlm-roberta']);

const openClipFile = 'open_clip_config.json';

/**
 * @throws E_MODEL where neither file is there, or it does not describe a text model
 */
export async function readTextConfig(folder: string): Promise<TextConfig> {
  const alone = !existsSync(join(folder, 'config.json')) && existsSync(join(folder, openClipFile));
  if (alone) return readOpenClip(folder);
  const config = await readModelConfig(folder);
  const parsed = schema.safeParse(config);
  if (!parsed.success) {
    throw new MingaError('E_MODEL', {
      found: `${join(folder, 'config.json')}: ${parsed.error.issues[0].path.join('.')} is no object`,
      expected: "a Hugging Face model's config",
    });
  }
  const { text_config: text, qformer_config: former, vision_config: vision, ...own } = parsed.data;
  const { _name_or_path: origin } = own;
  const said = { ...own, ...(former ?? text) };
  const places = said.max_position_embeddings ?? said.n_positions ?? undefined;
  const reserved = positionsAfterPadding.has(config.model_type ?? '')
    ? (said.pad_token_id ?? 1) + 1
    : 0;
  const heads = said.num_attention_heads ?? undefined;
  const width = said.hidden_size ?? undefined;
  return {
    config,
    space: pairSpace(config, await readModelFile(folder, 'config.json')),
    openClip: false,
    positions: places === undefined ? undefined : places - reserved,
    padId: said.pad_token_id ?? undefined,
    origin,
    cache: {
      heads: said.num_key_value_heads ?? heads,
      size: said.head_dim ?? (width && heads ? width / heads : undefined),
    },
    pictureSize: vision?.image_size ?? undefined,
  };
}

async function readOpenClip(folder: string): Promise<TextConfig> {
  const parsed = openClipSchema.safeParse(await readModelJson(folder, openClipFile));
  if (!parsed.success) {
    throw new MingaError('E_MODEL', {
      found: `${join(folder, openClipFile)}: no model_cfg with text_cfg and vision_cfg`,
      expected: "open_clip's description of a pair",
    });
  }
  const { text_cfg: text, vision_cfg: vision } = parsed.data.model_cfg;
  // ModelConfig's own field is absent here, as it may be.
  const config: ModelConfig = { model_cfg: parsed.data.model_cfg };
  return {
    config,
    space: pairSpace(config, await readModelFile(folder, openClipFile)),
    openClip: true,
    positions: text.context_length ?? 77,
    padId: undefined,
    origin: undefined,
    cache: { heads: undefined, size: undefined },
    pictureSize: vision.image_size ?? undefined,
  };
}
