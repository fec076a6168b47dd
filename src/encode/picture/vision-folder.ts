import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { isMingaError, MingaError } from '../../errors/index.ts';
import {
  findOnnxFile,
  hashExternalData,
  type ModelConfig,
  type Precision,
  pairSpace,
  readModelFile,
  sha256,
} from '../../models/index.ts';
import { type Pooling, poolings } from './pooling.ts';
import type { PreprocessRules } from './preprocess-rules.ts';
import { readPreprocessRules } from './rules-file.ts';
import { configuredPooling, prefixTokens } from './token-layout.ts';
import { visionConfigFile } from './vision-config.ts';
import { type VisionOutput, visionOutput } from './vision-output.ts';

export interface VisionFolderOptions {
  /** Which of the folder's models to take. Default: the first there is, in the order of the type. */
  readonly precision?: Precision;
  /**
   * How the model's output becomes one vector. Default: what the config says, else `cls`; a model
   * that gives a pooled vector is read there. What is named here is read from `last_hidden_state`,
   * where the model has it; `pooled` from `pooler_output`.
   */
  readonly pooling?: Pooling;
  /** Divides each vector by its Euclidean length. Default: for pairs that share a space with texts. */
  readonly normalize?: boolean;
  /**
   * The tensor to read: an output of the model, or any that one of its graph's nodes makes. Default:
   * `image_embeds`, `pooler_output`, `last_hidden_state`, else the first output; for a classifier the
   * features in front of its last linear layer, where the graph shows them for certain.
   */
  readonly output?: string;
  /** Tokens before the patches', for `mean-patches`. Default: what the config says. */
  readonly prefixTokens?: number;
}

/** What a hub-style folder of an ONNX vision model holds. */
export interface VisionFolder extends VisionOutput {
  /** The path of the `.onnx` file. */
  readonly model: string;
  /** SHA-256 of the `.onnx` file, under `model`, and of the files it keeps weights in, by name. */
  readonly weights: Readonly<Record<string, string>>;
  /** The size of all of these files. */
  readonly weightBytes: number;
  readonly precision: Precision;
  readonly pooling: Pooling;
  /** Whether the pooling was asked for, and did not follow from the config. */
  readonly poolingAsked: boolean;
  readonly prefixTokens: number | null;
  readonly normalize: boolean;
  /** `model_type` of the config. */
  readonly family: string | null;
  /** The space that the vectors of a pair share with those of texts, else `null`. */
  readonly space: string | null;
  readonly rules: PreprocessRules;
  /** Whether a picture's vector depends on those beside it in a batch. */
  readonly mixesBatch: boolean;
}

// The vision part of a pair comes before a whole model, which would also ask for a text.
const stems = ['vision_model', 'model', 'vision_encoder'];

/**
 * Reads a hub-style folder: `config.json` (or `open_clip_config.json`), the rules for its pictures
 * (see {@link readPreprocessRules}) and `onnx/*.onnx`.
 *
 * @throws E_MODEL where a file is missing or does not fit, or the model keeps weights outside its
 * folder; E_OPTION where an option is out of its range
 */
export async function readVisionFolder(
  folder: string,
  config: ModelConfig,
  options: VisionFolderOptions = {},
): Promise<VisionFolder> {
  checkOptions(options);
  const rules = await readPreprocessRules(folder, config);
  const { name, precision } = await chooseModel(folder, options.precision);
  const model = join(folder, name);
  const bytes = await readModelFile(folder, name);
  const external = await hashExternalData(model, bytes);
  const space = pairSpace(config, await readModelFile(folder, visionConfigFile(folder)));
  const pooling = options.pooling ?? configuredPooling(config);
  return {
    ...visionOutput(bytes, config, { asked: options.output, pooling }),
    model,
    weights: {
      model: sha256(bytes),
      ...Object.fromEntries(external.map(({ location, hash }) => [location, hash])),
    },
    weightBytes: external.reduce((sum, file) => sum + file.bytes, bytes.length),
    precision,
    pooling,
    poolingAsked: options.pooling !== undefined,
    prefixTokens: options.prefixTokens ?? prefixTokens(config),
    normalize: options.normalize ?? space !== null,
    family: config.model_type ?? null,
    space,
    rules,
    mixesBatch: mixesBatch(bytes),
  };
}

/**
 * Activations that are quantised while the model runs get one scale for the whole batch, so there a
 * picture would have another vector in other company. The operators' names stand in the model.
 */
function mixesBatch(model: Uint8Array): boolean {
  return Buffer.from(model.buffer, model.byteOffset, model.length).includes('DynamicQuantize');
}

function checkOptions({ pooling, prefixTokens: prefix }: VisionFolderOptions): void {
  if (pooling !== undefined && !poolings.includes(pooling)) {
    throw new MingaError('E_OPTION', {
      found: `pooling ${pooling}`,
      expected: poolings.join(', '),
    });
  }
  if (prefix !== undefined && !(Number.isInteger(prefix) && prefix >= 0)) {
    throw new MingaError('E_OPTION', {
      found: `prefixTokens ${prefix}`,
      expected: 'a whole number of at least 0',
    });
  }
}

async function chooseModel(folder: string, precision: Precision | undefined) {
  try {
    return findOnnxFile(folder, stems, precision);
  } catch (error) {
    if (precision === undefined || !isMingaError(error, 'E_MODEL')) throw error;
    const files = await readdir(join(folder, 'onnx')).catch(() => []);
    const models = files.filter(name => name.endsWith('.onnx')).sort();
    throw new MingaError('E_MODEL', {
      found: `${folder}: no ONNX model of precision ${precision}`,
      expected: `one that it has: ${models.join(', ') || 'none in onnx/'}`,
      cause: error,
    });
  }
}
