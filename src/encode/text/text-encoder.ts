import { basename, resolve } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import type { TextEmbedder } from '../encoder.ts';
import { closedEncoder } from '../encoder-errors.ts';
import { fingerprint } from '../fingerprint.ts';
import { type HashedTextOptions, openHashedText } from './hashed-text.ts';
import { type OnnxTextOptions, openOnnxText } from './onnx-text.ts';
import { openStaticText, type TextModel } from './static-text.ts';
import { encodeTexts } from './text-batch.ts';
import { readTextConfig } from './text-config.ts';

/** Those of the kind of model that is opened; another kind's options are refused. */
export type TextEncoderOptions = HashedTextOptions & OnnxTextOptions;

const batchSize = 512;

/** Those that change a vector; how the machine is used is no matter of the kind. */
const onnxOptions: readonly (keyof TextEncoderOptions)[] = [
  'precision',
  'pooling',
  'normalize',
  'prefix',
  'maxTokens',
  'output',
];

/**
 * Opens an encoder of texts:
 *
 * - `builtin`: hashed n-grams, without weights;
 * - a folder of a Model2Vec model: `config.json`, `model.safetensors`, `tokenizer.json`;
 * - a hub-style folder of an ONNX text model, or of a pair whose text half it is: `config.json` or
 *   `open_clip_config.json`, `tokenizer.json`, `tokenizer_config.json`, `onnx/text_model*.onnx` or
 *   `onnx/model*.onnx`, and where they are there the files of sentence-transformers. `docs/texts.md`
 *   says how pooling, prefix and limits are decided.
 *
 * The first two encode in the calling thread, tens of thousands a second. A text without a known
 * word has the vector of zeros, never NaN. `notices()` says how many texts were cut.
 *
 * @throws E_MODEL where the folder is incomplete, does not fit, or is of another kind;
 * E_SAFETENSORS where its weights are malformed
 * @throws E_OPTION where an option is out of its range, or belongs to another kind of model
 * @throws E_RUNTIME where the ONNX runtime refuses the model
 * @example
 * const encoder = await openTextEncoder('builtin');
 * const rows = await encoder.encode(['female, 45 years', 'male, 80 years']);
 */
export async function openTextEncoder(
  model: string,
  options: TextEncoderOptions = {},
): Promise<TextEmbedder> {
  if (model === 'builtin') {
    refuse(options, onnxOptions, model);
    return encoderOf('builtin', openHashedText(options));
  }
  refuse(options, ['dimension'], model);
  const config = await readTextConfig(model);
  if (config.config.model_type !== 'model2vec') return openOnnxText(model, config, options);
  refuse(options, onnxOptions, model);
  return encoderOf(basename(resolve(model)), await openStaticText(model, config.config));
}

function refuse(
  options: TextEncoderOptions,
  names: readonly (keyof TextEncoderOptions)[],
  model: string,
): void {
  const given = names.find(name => options[name] !== undefined);
  if (given === undefined) return;
  throw new MingaError('E_OPTION', {
    found: `${given} ${options[given]} for ${model}`,
    expected:
      given === 'dimension'
        ? 'a dimension only for "builtin"'
        : `${given} only for ONNX text models`,
  });
}

function encoderOf(name: string, { dimension, settings, encode }: TextModel): TextEmbedder {
  let closed = false;
  return {
    name,
    modality: 'text',
    dimension,
    settings,
    fingerprint: fingerprint(settings),
    batchSize,
    async encode(batch, signal) {
      if (closed) {
        throw closedEncoder();
      }
      return encodeTexts(batch, encode, signal);
    },
    async close() {
      closed = true;
    },
  };
}
