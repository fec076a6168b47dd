import { basename, join, resolve } from 'node:path';
import { MingaError } from '../../errors/index.ts';
import { readModelConfig } from '../../models/index.ts';
import type { TextEmbedder } from '../encoder.ts';
import { fingerprint } from '../fingerprint.ts';
import { type HashedTextOptions, openHashedText } from './hashed-text.ts';
import { openStaticText, type TextModel } from './static-text.ts';
import { encodeTexts } from './text-batch.ts';

export type TextEncoderOptions = HashedTextOptions;

const batchSize = 512;

/**
 * Opens an encoder of texts: `builtin` (hashed n-grams, without weights) or a hub-style folder of a
 * Model2Vec model with `config.json`, `model.safetensors` and `tokenizer.json`. Texts are encoded
 * in the calling thread, thousands a second and more. A text without a known word has the vector of
 * zeros, never NaN.
 *
 * @throws E_MODEL where the folder is incomplete, does not fit, or is of another kind;
 * E_SAFETENSORS where its weights are malformed
 * @throws E_OPTION where the dimension is out of its range, or given for a model that has its own
 * @example
 * const encoder = await openTextEncoder('builtin');
 * const rows = await encoder.encode(['female, 45 years', 'male, 80 years']);
 */
export async function openTextEncoder(
  model: string,
  options: TextEncoderOptions = {},
): Promise<TextEmbedder> {
  if (model === 'builtin') return encoderOf('builtin', openHashedText(options));
  if (options.dimension !== undefined) {
    throw new MingaError('E_OPTION', {
      found: `dimension ${options.dimension} for ${model}`,
      expected: 'a dimension only for "builtin"',
    });
  }
  const config = await readModelConfig(model);
  if (config.model_type !== 'model2vec') {
    throw new MingaError('E_MODEL', {
      found: `${join(model, 'config.json')}: model_type ${config.model_type ?? 'missing'}`,
      expected: 'model2vec',
    });
  }
  return encoderOf(basename(resolve(model)), await openStaticText(model, config));
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
        throw new MingaError('E_RUNTIME', { found: 'a request to a closed encoder' });
      }
      return encodeTexts(batch, encode, signal);
    },
    async close() {
      closed = true;
    },
  };
}
