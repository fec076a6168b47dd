import { join } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import type { Precision } from '../../models/index.ts';
import { findOnnxFile, hashExternalData, readModelFile, sha256 } from '../../models/index.ts';
import type { SentenceFiles } from './sentence-files.ts';
import type { TextConfig } from './text-config.ts';
import type { TextDefaults, TextPooling } from './text-defaults.ts';
import { readTokenRules } from './token-rules.ts';
import type { TokenizerFiles } from './tokenizer-files.ts';

/** What a reader may decide in place of a folder's own files. */
export interface TextFolderOptions {
  /** Which of the folder's models to take. Default: the first there is, in the order of the type. */
  readonly precision?: Precision;
  /** How tokens become one vector. Default: what `1_Pooling/config.json` says, else the family's. */
  readonly pooling?: TextPooling;
  /** Whether vectors have norm 1. Default: whether `modules.json` says so, else the family's way. */
  readonly normalize?: boolean;
  /** What is put before every text. Default: the folder's own default prompt, else the family's. */
  readonly prefix?: string;
  /**
   * The most tokens of a text, special ones and those of the prefix included; what is beyond is cut
   * and said in `notices`. Default: what the folder says.
   */
  readonly maxTokens?: number;
}

/** What a hub-style folder of an ONNX text model holds, with everything decided. */
export interface TextFolder {
  /** The path of the `.onnx` file. */
  readonly model: string;
  /** SHA-256 of the `.onnx` file, under `model`, and of the files it keeps weights in, by name. */
  readonly weights: Readonly<Record<string, string>>;
  /** The size of all of these files. */
  readonly weightBytes: number;
  readonly precision: Precision;
  /** The model rounds a batch's numbers by the largest among them, so a text must run alone. */
  readonly alone: boolean;
  readonly tokenizer: TokenizerFiles;
  readonly config: TextConfig;
  readonly defaults: TextDefaults;
  readonly pooling: TextPooling;
  /** Whether the pooling is only the family's way. */
  readonly poolingAssumed: boolean;
  /** Whether the prefix's tokens count in the pooling. */
  readonly poolPrefix: boolean;
  readonly normalize: boolean;
  readonly prefix: string;
  readonly lowerCase: boolean;
  readonly maxTokens: number | null;
  /** Layers of the folder that only a graph with them can compute. */
  readonly layers: readonly string[];
}

// The text part of a pair comes before a whole model, which would also ask for a picture.
const stems = ['text_model', 'model'];

/**
 * Reads a hub-style folder of a text model.
 *
 * @throws E_MODEL where a file is missing, malformed or does not fit the others
 * @throws E_OPTION where `maxTokens` is beyond the places that the model has
 */
export async function readTextFolder(
  folder: string,
  config: TextConfig,
  options: TextFolderOptions = {},
): Promise<TextFolder> {
  const { name, precision } = findOnnxFile(folder, stems, options.precision);
  const rules = await readTokenRules(folder, config, options);
  const { tokenizer, sentence, defaults, prefix, lowerCase, maxTokens } = rules;
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
    alone: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(dynamicRounding),
    tokenizer,
    config,
    defaults,
    pooling: options.pooling ?? configuredPooling(sentence) ?? defaults.pooling,
    poolingAssumed: options.pooling === undefined && sentence.pooling === undefined,
    poolPrefix: sentence.pooling?.includePrompt ?? true,
    normalize: options.normalize ?? sentence.normalize ?? defaults.normalize,
    prefix,
    lowerCase,
    maxTokens,
    layers: sentence.layers,
  };
}

/** ONNX's operators for int8 scale a whole tensor by what is largest in it. */
const dynamicRounding = 'DynamicQuantize';

function configuredPooling({ pooling }: SentenceFiles): TextPooling | undefined {
  if (pooling === undefined || pooling.mode !== null) return pooling?.mode ?? undefined;
  throw new MingaError('E_MODEL', {
    found: `${pooling.file}: pooling by ${pooling.said}`,
    expected: 'mean, cls, max or lasttoken alone',
    fix: 'choose one with the option pooling',
  });
}
