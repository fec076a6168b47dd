import { basename, join, resolve } from 'node:path';
import { readModelJson } from '../../models/index.ts';
import { hashedWords } from './hashed-text.ts';
import { readTextConfig } from './text-config.ts';
import { tokenCount } from './text-tokens.ts';
import { readTokenRules } from './token-rules.ts';
import { openTokenizer } from './tokenizer.ts';
import type { Side } from './tokenizer-files.ts';

/** Counts the tokens of texts as a model does, without the model's weights. */
export interface TokenCounter {
  readonly name: string;
  /** What the model reads a text by. */
  readonly unit: 'tokens' | 'words';
  /** The most of a text, special tokens and those of the prefix included; null: nothing is cut. */
  readonly limit: number | null;
  /** Where a text that is too long is cut. */
  readonly cutSide: Side;
  /** How many a text has, special tokens and those of the prefix included, before any cut. */
  readonly count: (text: string) => number;
}

export interface TokenCounterOptions {
  /** As for `openTextEncoder`. */
  readonly prefix?: string;
  readonly maxTokens?: number;
}

/**
 * Opens what counts a text model's tokens: `builtin`, a Model2Vec folder, or a hub-style folder with
 * `config.json` (or `open_clip_config.json`), `tokenizer.json` and `tokenizer_config.json`. The first
 * two cut nothing. Where an ONNX graph is fixed to fewer tokens than its folder says, only the
 * encoder itself knows: its `settings.maxTokens` has the limit.
 *
 * @throws E_MODEL where a file is missing or malformed
 * @throws E_OPTION where `maxTokens` is beyond the places that the model has
 * @example
 * const { limit, count } = await openTokenCounter('models/clip');
 * count('female, 45 years') <= (limit ?? Infinity);
 */
export async function openTokenCounter(
  model: string,
  options: TokenCounterOptions = {},
): Promise<TokenCounter> {
  if (model === 'builtin') {
    const count = (text: string) => hashedWords(text).length;
    return { name: model, unit: 'words', limit: null, cutSide: 'right', count };
  }
  const name = basename(resolve(model));
  const config = await readTextConfig(model);
  if (config.config.model_type === 'model2vec') {
    const json = await readModelJson(model, 'tokenizer.json');
    const tokenizer = openTokenizer(json, join(model, 'tokenizer.json'));
    const count = (text: string) => tokenizer.encode(text).length;
    return { name, unit: 'tokens', limit: null, cutSide: 'right', count };
  }
  const rules = await readTokenRules(model, config, options);
  const { maxTokens: limit, tokenizer } = rules;
  return { name, unit: 'tokens', limit, cutSide: tokenizer.cutSide, count: tokenCount(rules) };
}
