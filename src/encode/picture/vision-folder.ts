import { join } from 'node:path';
import { z } from 'zod';
import { MingaError } from '../../errors/index.ts';
import {
  findOnnxFile,
  hashExternalData,
  type ModelConfig,
  type Precision,
  readModelFile,
  readModelJson,
  sha256,
} from '../../models/index.ts';
import type { Pooling } from './pooling.ts';
import { type PreprocessRules, preprocessRules } from './preprocess-rules.ts';

export interface VisionFolderOptions {
  /** Which of the folder's models to take. Default: the first there is, in the order of the type. */
  readonly precision?: Precision;
  /** How tokens become one vector. Default: what the config says, else `cls`. */
  readonly pooling?: Pooling;
}

/** What a hub-style folder of an ONNX vision model holds. */
export interface VisionFolder {
  /** The path of the `.onnx` file. */
  readonly model: string;
  /** SHA-256 of the `.onnx` file, under `model`, and of the files it keeps weights in, by name. */
  readonly weights: Readonly<Record<string, string>>;
  /** The size of all of these files. */
  readonly weightBytes: number;
  readonly precision: Precision;
  readonly pooling: Pooling;
  readonly rules: PreprocessRules;
}

// The vision part of a pair comes before a whole model, which would also ask for a text.
const stems = ['vision_model', 'model'];

/**
 * Reads a hub-style folder: `config.json`, `preprocessor_config.json` and `onnx/*.onnx`.
 *
 * @throws E_MODEL where a file is missing or does not fit, or the model keeps weights outside its
 * folder
 */
export async function readVisionFolder(
  folder: string,
  config: ModelConfig,
  options: VisionFolderOptions = {},
): Promise<VisionFolder> {
  const { name, precision } = findOnnxFile(folder, stems, options.precision);
  const place = join(folder, 'preprocessor_config.json');
  const rules = preprocessRules(await readModelJson(folder, 'preprocessor_config.json'), place);
  const model = join(folder, name);
  const bytes = await readModelFile(folder, name);
  const external = await hashExternalData(model, bytes);
  return {
    model,
    weights: {
      model: sha256(bytes),
      ...Object.fromEntries(external.map(({ location, hash }) => [location, hash])),
    },
    weightBytes: external.reduce((sum, file) => sum + file.bytes, bytes.length),
    precision,
    pooling: options.pooling ?? configuredPooling(config),
    rules,
  };
}

const poolingSchema = z.object({
  pooling: z.enum(['cls', 'mean']).optional(),
  global_pool: z.enum(['token', 'avg']).optional().catch(undefined),
});

// These have no class token: their first token is a corner of the picture.
const withoutClassToken = new Set(['swin', 'swinv2', 'siglip', 'siglip_vision_model']);

/**
 * `pooling` of the config, or timm's `global_pool`; without either, `cls`, the token that vision
 * transformers are trained to gather the picture in, except for families that have none.
 */
function configuredPooling(config: ModelConfig): Pooling {
  const parsed = poolingSchema.safeParse(config);
  if (!parsed.success) {
    throw new MingaError('E_MODEL', {
      found: `config.json: pooling is not known`,
      expected: '"cls" or "mean"',
    });
  }
  const { pooling, global_pool: globalPool } = parsed.data;
  if (pooling !== undefined) return pooling;
  if (globalPool !== undefined) return globalPool === 'token' ? 'cls' : 'mean';
  return withoutClassToken.has(config.model_type ?? '') ? 'mean' : 'cls';
}
